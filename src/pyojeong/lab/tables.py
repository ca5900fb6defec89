"""The tables of a report: rows read from a study's folder, and written as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pyojeong.core.files import write_text
from pyojeong.lab import study_2024
from pyojeong.lab.evaluation import Evaluation
from pyojeong.lab.record import Choice, Predictions, Stage, StudyRecord
from pyojeong.lab.statistics import wilson


@dataclass(frozen=True)
class Candidate:
    """One candidate of a stage, scored on `n` held-out photos.

    run: its first one. accuracy: of the epochs that were kept, mean over the seeds, with its
    interval (95 %). epoch, last, epochs: the kept epoch of the first run, that run's accuracy at
    its last epoch, and how many epochs it has. seconds: of all its trainings. rates: the learning
    rate of each fold. tied: cannot be told from the leader,
    or is the leader and was not chosen.
    """

    name: str
    run: str
    accuracy: float
    low: float
    high: float
    n: int
    epoch: int
    last: float
    epochs: int
    seconds: float
    trainings: int
    rates: tuple[float, ...]
    chosen: bool
    tied: bool


@dataclass(frozen=True)
class Beside:
    """One score of the 2024 study with its interval, and ours of the same part where we have it."""

    stage: Stage
    name: str
    part: str
    accuracy_2024: float
    low_2024: float
    high_2024: float
    accuracy: float | None
    low: float | None
    high: float | None


def candidates(record: StudyRecord, choice: Choice) -> list[Candidate]:
    """Return a stage's candidates, in the order of the recipe."""
    standings = {one.name: one for one in choice.compared.standings} if choice.compared else {}
    alike = {name for name, one in standings.items() if one.tied}
    if choice.compared and alike:
        alike.add(choice.compared.leader)
    rows: list[Candidate] = []
    for name, entrant in choice.candidates.items():
        first = record.run(entrant.first)
        epochs, kept = first.epochs, first.kept
        runs = [record.run(run) for seeds in entrant.runs for run in seeds]
        standing = standings.get(name)
        if standing and choice.compared:
            n = choice.compared.photos
            accuracy, low, high = standing.accuracy, standing.low, standing.high
        else:
            n, accuracy = len(first.validation.keys), kept.validation_accuracy
            interval = wilson(round(accuracy * n), n)
            low, high = interval.low, interval.high
        rows.append(
            Candidate(
                name=name,
                run=entrant.first,
                accuracy=accuracy,
                low=low,
                high=high,
                n=n,
                epoch=kept.epoch,
                last=epochs[-1].validation_accuracy,
                epochs=len(epochs),
                seconds=sum(float(run.environment["seconds"]) for run in runs),
                trainings=len(runs),
                rates=entrant.rates,
                chosen=name == choice.chosen,
                tied=name != choice.chosen and name in alike,
            )
        )
    return rows


def beside_2024(stage: Stage, ours: Sequence[Candidate]) -> list[Beside]:
    """Return the 2024 study's scores of one stage, in its order, with ours of the same part."""
    found = {row.name: row for row in ours}
    rows: list[Beside] = []
    for score in study_2024.stage(stage):
        interval = wilson(score.correct, study_2024.N)
        mine = found.get(score.ours)
        rows.append(
            Beside(
                stage=stage,
                name=score.name,
                part=score.ours,
                accuracy_2024=score.accuracy,
                low_2024=interval.low,
                high_2024=interval.high,
                accuracy=mine.accuracy if mine else None,
                low=mine.low if mine else None,
                high=mine.high if mine else None,
            )
        )
    return rows


def confusion(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Return one row a true label, one column a told label."""
    names = [score.label for score in evaluation.labels]
    return [
        {"truth": name, **dict(zip(names, counts, strict=True))}
        for name, counts in zip(names, evaluation.confusion, strict=True)
    ]


def photos(predictions: Predictions, keys: Sequence[str]) -> list[dict[str, Any]]:
    """Return one row for each of these photos: truth, what was told, all probabilities."""
    place = {key: index for index, key in enumerate(predictions.keys)}
    return [
        {
            "key": key,
            "truth": predictions.labels[predictions.truth[place[key]]],
            "predicted": predictions.labels[predictions.predicted[place[key]]],
            **{
                label: round(float(value), 6)
                for label, value in zip(
                    predictions.labels, predictions.probabilities[place[key]], strict=True
                )
            },
        }
        for key in keys
    ]


def write_csv(path: Path, rows: Sequence[Any]) -> None:
    """Write rows, dataclasses or dictionaries, as CSV with a head; nothing where there are none."""
    plain = [row if isinstance(row, dict) else asdict(row) for row in rows]
    if not plain:
        return
    text = io.StringIO()
    writer = csv.DictWriter(text, list(plain[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(plain)
    write_text(path, text.getvalue())
