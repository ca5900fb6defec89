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
from pyojeong.lab.statistics import difference_needed, wilson


@dataclass(frozen=True)
class Candidate:
    """One candidate of a stage: its best epoch on `n` validation photos, and its last epoch.

    tied: whether it lies too near the chosen one to be told from it on so many photos.
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
    winner = record.run(choice.candidates[choice.chosen])
    n = len(winner.validation.keys)
    top = winner.best.validation_accuracy
    needed = difference_needed(n, top)
    rows: list[Candidate] = []
    for name, digest in choice.candidates.items():
        run = record.run(digest)
        epochs, best = run.epochs, run.best
        interval = wilson(round(best.validation_accuracy * n), n)
        rows.append(
            Candidate(
                name=name,
                run=digest,
                accuracy=best.validation_accuracy,
                low=interval.low,
                high=interval.high,
                n=n,
                epoch=best.epoch,
                last=epochs[-1].validation_accuracy,
                epochs=len(epochs),
                seconds=float(run.environment["seconds"]),
                chosen=name == choice.chosen,
                tied=name != choice.chosen and top - best.validation_accuracy < needed,
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
