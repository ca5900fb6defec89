"""Faces whose boxes and answers are given: for what is drawn of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fakes.recogniser import CALIBRATION
from pyojeong.core.card import Calibration
from pyojeong.core.labels import EIGHT
from pyojeong.recogniser.result import Box, Faces, Happened


@dataclass(frozen=True)
class Row:
    """One row: without a label, nothing was recognised; without a box, nothing was found."""

    box: Box | None = None
    label: str | None = None
    probability: float = 0.9
    happened: Happened = "face"
    time_s: float | None = None
    track: int = -1


def told(
    rows: Sequence[Row], *, name: str = "film.mp4", calibration: Calibration | None = CALIBRATION
) -> Faces:
    """Return Faces; what a label leaves of 1 is spread evenly over the other labels."""
    times = [np.nan if row.time_s is None else row.time_s for row in rows]
    frames = {time: frame for frame, time in enumerate(sorted(set(times)))}
    return Faces(
        labels=EIGHT,
        model="fake 00000000",
        detector="fake",
        calibration=calibration,
        picture=(name,) * len(rows),
        happened=tuple(row.happened for row in rows),
        problem=("",) * len(rows),
        frame=np.array([-1 if row.time_s is None else frames[row.time_s] for row in rows]),
        time_s=np.array(times),
        track=np.array([row.track for row in rows]),
        box=np.array([row.box or (np.nan,) * 4 for row in rows], np.float32).reshape(-1, 4),
        score=np.full(len(rows), np.nan, np.float32),
        landmarks=np.full((len(rows), 5, 2), np.nan, np.float32),
        probabilities=np.array([_probabilities(row) for row in rows], np.float32).reshape(-1, 8),
    )


def _probabilities(row: Row) -> list[float]:
    if row.label is None:
        return [np.nan] * len(EIGHT)
    rest = (1 - row.probability) / (len(EIGHT) - 1)
    return [row.probability if label == row.label else rest for label in EIGHT]
