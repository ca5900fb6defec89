"""The course of each person's feelings in a film, thinned to what a figure can show."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pyojeong.core.errors import SettingsError
from pyojeong.recogniser.result import Faces

Times = npt.NDArray[np.float64]

COLUMNS = 360  # of a figure 720 px wide
STALL = 3.0  # times the usual step from frame to frame: after that the film has a gap
STEP_S = 0.04  # of a film of one frame


@dataclass(frozen=True, eq=False)
class Course:
    """One person's feelings over time, in columns of equal length.

    track: the person's number, -1 for faces that have none. seen_s: how long there was an answer,
    in seconds. answered: bool [column]. probabilities: float64 [column, label], the mean over each
    column, 0 where there is no answer. sure: bool [column], whether at least half of a column's
    answers can be told, or the model never says whether it is sure.
    """

    track: int
    seen_s: float
    answered: npt.NDArray[np.bool_]
    probabilities: Times
    sure: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Span:
    """When frames are shown, in seconds. begins, ends: float64 [frame], in order."""

    begins: Times
    ends: Times

    @property
    def start(self) -> float:
        """When the first frame is shown, in seconds."""
        return float(self.begins[0])

    @property
    def length(self) -> float:
        """From the first frame to the end of the last, in seconds; more than 0."""
        return float(self.ends[-1] - self.begins[0])


def span_of(faces: Faces) -> Span:
    """Return when the frames of one film are shown: each until the next, or until a stall.

    Raises:
        SettingsError: there is no film, or more than one.
    """
    times = faces.time_s[np.isfinite(faces.time_s)]
    if len(faces.pictures) != 1 or not times.size:
        raise SettingsError(
            "A timeline shows one film: choose it, as faces.of('film.mp4'); photos have none."
        )
    begins = np.unique(times)
    steps = np.diff(begins)
    usual = float(np.median(steps)) if steps.size else STEP_S
    return Span(begins, begins + np.minimum(np.append(steps, usual), STALL * usual))


def courses(faces: Faces, span: Span) -> list[Course]:
    """Return every person who was recognised at least once, the longest seen first."""
    columns = min(COLUMNS, len(span.begins))
    edges = span.start + span.length * np.linspace(0, 1, columns + 1)
    told = faces.told & np.isfinite(faces.time_s)
    every = [
        _course(faces, np.flatnonzero(told & (faces.track == track)), span, edges)
        for track in np.unique(faces.track[told])
    ]
    return sorted(every, key=lambda one: (-one.seen_s, one.track))


def _course(faces: Faces, rows: npt.NDArray[np.intp], span: Span, edges: Times) -> Course:
    """Return the means over every column of the rows whose frames are shown in it."""
    rows = rows[np.argsort(faces.time_s[rows], kind="stable")]
    frames = np.searchsorted(span.begins, faces.time_s[rows])
    hair = 0.01 * (edges[1] - edges[0])  # so that rounding puts no frame into the column beside
    first = np.searchsorted(span.ends[frames], edges[:-1] + hair, side="right")
    last = np.searchsorted(span.begins[frames], edges[1:] - hair, side="left")
    count = last - first
    mean = _means(faces.probabilities[rows].astype(np.float64), first, last)
    sure = _means((faces.sure[rows] != 0).astype(np.float64)[:, None], first, last)
    shown = np.unique(frames)
    return Course(
        track=int(faces.track[rows[0]]),
        seen_s=float((span.ends - span.begins)[shown].sum()),
        answered=count > 0,
        probabilities=mean,
        sure=sure[:, 0] >= 0.5,
    )


def _means(values: Times, first: npt.NDArray[np.intp], last: npt.NDArray[np.intp]) -> Times:
    """Return the means of values[first:last], one a column; 0 of none."""
    total = np.concatenate([np.zeros((1, values.shape[1])), values.cumsum(axis=0)])
    count = np.maximum(last - first, 1)[:, None]
    return (total[last] - total[np.minimum(first, last)]) / count
