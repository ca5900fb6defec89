"""What a Blend's net is worth: calibrated on validation photos, scored on each portion's test.

Written to scores.json in the blend's folder, and into the card of its Run.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
from pydantic import Field

from pyojeong.core.card import Calibration, ModelCard, Score
from pyojeong.core.files import write_text
from pyojeong.core.settings import Settings, replace
from pyojeong.lab.blend import RUN, Gathered, validation_of
from pyojeong.lab.conformal import covered
from pyojeong.lab.doubt import calibrate
from pyojeong.lab.duplicates import duplicates
from pyojeong.lab.inference import load_net, predict_tensors
from pyojeong.lab.metrics import calibration_error, correct
from pyojeong.lab.proportions import Share
from pyojeong.lab.recipe import Blend
from pyojeong.lab.record import Predictions, RunRecord

FILE = "scores.json"


class PortionScore(Settings):
    """What the test photos of one portion say, as one of its crops shows them."""

    portion: str
    detector: str
    every: Share = Field(description="right among all of the blend's labels, as in use")
    own: Share = Field(description="right where only the data set's own labels may be answered")
    apart: Share | None = Field(
        description="as `own`, without photos that have a duplicate in the training part of any "
        "portion; null: none has"
    )
    labels: dict[str, Share] = Field(description="right among all labels, of each label's photos")
    confusion: tuple[tuple[int, ...], ...] = Field(description="[true label][told label]")
    calibration_error: float = Field(description="expected, 15 bins, calibrated; 0 is perfect")
    covered: Share = Field(description="prediction sets that hold the true label")
    missed: int = Field(ge=0, description="test photos in which this detector finds no face")


class Scores(Settings):
    """What a Blend's net is worth."""

    labels: tuple[str, ...]
    calibration: Calibration
    portions: tuple[PortionScore, ...]


def score(
    blend: Blend, gathered: Sequence[Gathered], folder: Path, *, device: str = "auto"
) -> Scores:
    """Calibrate and score the finished Run, write scores.json, and complete its card.

    Args:
        blend: of the folder.
        gathered: its portions.
        folder: the blend's.
        device: `auto`, `cpu` or `cuda`.

    Raises:
        DataError: the Run is not finished.
    """
    record = RunRecord(folder / RUN)
    net, card = load_net(record)
    plain = replace(card, temperature=1.0, calibration=None)
    validation = validation_of(blend, gathered)
    calibration = calibrate(predict_tensors(net, plain, validation, device=device))
    heated = replace(card, temperature=calibration.temperature, calibration=calibration)
    seen = seen_in_training(gathered)
    found: list[PortionScore] = []
    for one in gathered:
        for crop, prepared in enumerate(one.prepared):
            photos = one.tensors("test", blend, crop=crop)
            told = predict_tensors(net, heated, photos, device=device)
            told.save(folder / "test" / f"{one.portion.name}-{prepared.crop.detector}.parquet")
            found.append(portion_score(one, crop, told, calibration, seen))
    scores = Scores(labels=blend.labels, calibration=calibration, portions=tuple(found))
    write_text(folder / FILE, scores.model_dump_json(indent=2) + "\n")
    write_card(record, complete(heated, blend, scores))
    return scores


def portion_score(
    gathered: Gathered,
    crop: int,
    told: Predictions,
    calibration: Calibration,
    seen: Collection[str],
) -> PortionScore:
    """Return what calibrated predictions of a portion's test photos are worth.

    Args:
        gathered: the portion.
        crop: which of its crops the net was shown.
        told: what the net said.
        calibration: of the net.
        seen: keys of photos that have a duplicate in training.
    """
    prepared = gathered.prepared[crop]
    own = among(told, gathered.prepared[0].labels)
    apart = select(own, [key not in seen for key in own.keys])
    right = told.predicted == told.truth
    return PortionScore(
        portion=gathered.portion.name,
        detector=prepared.crop.detector,
        every=Share.some(correct(told), len(told.keys)),
        own=Share.some(correct(own), len(own.keys)),
        apart=None
        if len(apart.keys) == len(own.keys)
        else Share.some(correct(apart), len(apart.keys)),
        labels={
            label: share
            for index, label in enumerate(told.labels)
            for here in (told.truth == index,)
            if (share := Share.of(int(right[here].sum()), int(here.sum()))) is not None
        },
        confusion=tuple(
            tuple(
                int(n)
                for n in np.bincount(told.predicted[told.truth == i], minlength=len(told.labels))
            )
            for i in range(len(told.labels))
        ),
        calibration_error=calibration_error(told),
        covered=Share.some(int(covered(told, calibration.set_threshold).sum()), len(told.keys)),
        missed=len(gathered.split.test) - len(told.keys),
    )


def seen_in_training(gathered: Sequence[Gathered]) -> set[str]:
    """Return the keys of test photos that have a duplicate in any portion's training part.

    Keys as `Gathered.tensors` has them. Every photo that can be read is looked at, whether or not
    a face was found in it.
    """
    rows = [
        (one, row)
        for one in gathered
        for row in one.prepared[0].rows
        if row.happened != "unreadable"
    ]
    learnt = {(one.portion.name, key) for one in gathered for key in one.split.training}
    tested = {(one.portion.name, key) for one in gathered for key in one.split.test}
    seen: set[str] = set()
    for group in duplicates([row for _one, row in rows]):
        keys = {(rows[index][0].portion.name, rows[index][1].key) for index in group}
        if keys & learnt:
            seen |= {f"{name}/{key}" for name, key in keys & tested}
    return seen


def among(predictions: Predictions, labels: Sequence[str]) -> Predictions:
    """Return the predictions where no other than these labels may be answered."""
    kept = np.array([label in labels for label in predictions.labels])
    left = np.where(kept, predictions.probabilities, 0.0)
    probabilities = (left / left.sum(axis=1, keepdims=True)).astype(np.float32)
    return Predictions(predictions.keys, predictions.labels, predictions.truth, probabilities)


def select(predictions: Predictions, kept: Sequence[bool]) -> Predictions:
    """Return the predictions of some photos."""
    rows = np.flatnonzero(kept)
    return Predictions(
        keys=tuple(predictions.keys[row] for row in rows),
        labels=predictions.labels,
        truth=predictions.truth[rows],
        probabilities=predictions.probabilities[rows],
    )


def complete(card: ModelCard, blend: Blend, scores: Scores) -> ModelCard:
    """Return the card with the other detectors' crops and what was measured."""
    results: list[Score] = []
    for one in scores.portions:
        data = f"{one.portion} test, faces by {one.detector}"
        measured: Mapping[str, Share | None] = {
            "accuracy, all labels": one.every,
            "accuracy, the data set's own labels": one.own,
            "the same, without duplicates of training": one.apart,
            "coverage of 90 % prediction sets": one.covered,
            **{f"recall of {label}": share for label, share in one.labels.items()},
        }
        results += [
            Score(
                metric=metric,
                data=data,
                n=share.n,
                value=share.value,
                low=share.low,
                high=share.high,
            )
            for metric, share in measured.items()
            if share is not None
        ]
    return replace(card, also=blend.also, results=tuple(results))


def write_card(record: RunRecord, card: ModelCard) -> None:
    """Write the Run's card anew."""
    write_text(record.folder / "card.json", card.model_dump_json(indent=2) + "\n")
