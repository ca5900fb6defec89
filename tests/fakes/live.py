"""Frames of a film with faces whose boxes and probabilities are given."""

from collections.abc import Sequence

import numpy as np

from pyojeong.core.card import Calibration
from pyojeong.recogniser.frame import Frame
from pyojeong.recogniser.result import Faces
from pyojeong.recogniser.seen import Seen

LABELS = ("happy", "neutral", "sad")

Person = tuple[Sequence[float], Sequence[float]]  # box, probabilities


def seen(
    people: Sequence[Person],
    index: int | None,
    *,
    name: str = "film.mp4",
    fps: float = 10.0,
    calibration: Calibration | None = None,
) -> Seen:
    """Return a frame of a film, or a photo where `index` is None; without people, no face."""
    rows = max(len(people), 1)
    time_s = None if index is None else index / fps
    boxes = np.full((rows, 4), np.nan, np.float32)
    probabilities = np.full((rows, len(LABELS)), np.nan, np.float32)
    for row, (box, told) in enumerate(people):
        boxes[row], probabilities[row] = box, told
    faces = Faces(
        labels=LABELS,
        model="fake 00000000",
        detector="fake",
        calibration=calibration,
        picture=(name,) * rows,
        happened=("face" if people else "none",) * rows,
        problem=("" if people else "No face was found.",) * rows,
        frame=np.full(rows, -1 if index is None else index),
        time_s=np.full(rows, np.nan if time_s is None else time_s),
        track=np.full(rows, -1),
        box=boxes,
        score=np.full(rows, 0.9 if people else np.nan, np.float32),
        landmarks=np.full((rows, 5, 2), np.nan, np.float32),
        probabilities=probabilities,
    )
    return Seen(Frame(name, None, index=index, time_s=time_s), faces)
