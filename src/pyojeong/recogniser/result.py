"""Faces: what was found and recognised, one row a face, frozen and validated.

A photo without a face has a row too, and so has one that cannot be read: nothing that was asked
about is missing from the answer.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np
import numpy.typing as npt
from PIL import Image
from typing_extensions import override

from pyojeong.core.card import Calibration
from pyojeong.core.errors import PictureError, SettingsError
from pyojeong.core.files import printable
from pyojeong.core.images import Pixels

if TYPE_CHECKING:
    import pandas as pd

# What stands behind a row: a face; the whole photo or its centre where none was found and the
# model's CropSpec says so; nothing, for no face was found; a picture that cannot be read.
Happened = Literal["face", "whole", "centre", "none", "unreadable"]

Floats = npt.NDArray[np.float32]
Box = tuple[float, float, float, float]
Points = tuple[tuple[float, float], ...]
Given = bytes | Pixels | Image.Image

SUM_TOLERANCE = 1e-3  # of probabilities in float32
TOGETHER = 512  # parts that are joined at once; a part is a frame, and takes 3 KB


@dataclass(frozen=True)
class Recognised:
    """One row of Faces.

    Rows are equal where all that they say is.

    picture: path or name of what was looked at, as Frame has it. happened: what stands behind the
    row. frame: number of the frame in a film, from 0; None in a photo. time_s: seconds since the
    film's beginning. track: number of the person in a film, from 1. box: left, top, right, bottom
    in pixels of the upright picture; of a face it is the detector's and may reach over the edge.
    score: the detector's. landmarks: five pairs, x and y in pixels, as Face orders them.
    probabilities: by label, calibrated, 0 to 1; empty where nothing was recognised. label: the
    most probable. prediction_set: labels, the most probable first, enough that the true one is
    among them as often as the card's calibration promises; `label` alone without calibration.
    That was measured on single pictures: of a film's averages and neighbouring frames, which are
    alike, nobody has measured it.
    doubt: 1 - the highest probability. sure: whether the card's calibration lets the model answer
    at all, never where no probability was right often enough, None without a calibration; in a
    film whether the label has held long enough to be told.
    problem: a sentence where there is no label, or where only a part was looked at.
    """

    picture: str
    happened: Happened
    frame: int | None = None
    time_s: float | None = None
    track: int | None = None
    box: Box | None = None
    score: float | None = None
    landmarks: Points | None = None
    probabilities: Mapping[str, float] = field(default_factory=dict[str, float], hash=False)
    label: str | None = None
    prediction_set: tuple[str, ...] = ()
    doubt: float | None = None
    sure: bool | None = None
    problem: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class Faces(Sequence[Recognised]):
    """What a Recogniser says of pictures and films: columns, one entry a row.

    labels: in the order of the probabilities. model: its name and the first of its SHA-256.
    detector: what looked for the faces. calibration: how the model doubts, from its card.
    picture, happened, problem: as Recognised has them. frame, track: int64 [row], -1 where there
    is none. time_s: float64 [row]. box: float32 [row, 4]. score: float32 [row]. landmarks: float32
    [row, 5, 2]. probabilities: float32 [row, label], each row sums to 1. What a row lacks is NaN.
    held: by name, pictures that lie in no file, as they came, and the paths of those whose name is
    only nearly their path (see `printable`); for drawing. steady:
    int8 [row], in films whether the most probable label has held long enough to be told (1 or 0,
    see `smooth`); -1 elsewhere, and in every row where none is given.
    """

    labels: tuple[str, ...]
    model: str
    detector: str
    calibration: Calibration | None
    picture: tuple[str, ...]
    happened: tuple[Happened, ...]
    problem: tuple[str, ...]
    frame: npt.NDArray[np.int64]
    time_s: npt.NDArray[np.float64]
    track: npt.NDArray[np.int64]
    box: Floats
    score: Floats
    landmarks: Floats
    probabilities: Floats
    held: Mapping[str, Given | Path] = field(default_factory=dict[str, Given | Path])
    steady: npt.NDArray[np.int8] = field(default_factory=lambda: np.empty(0, np.int8))

    def __post_init__(self) -> None:
        """Refuse columns that do not fit together, and lock them.

        Raises:
            ValueError: shapes differ, or probabilities are none.
        """
        rows, labels = len(self.picture), len(self.labels)
        if not self.steady.size:
            object.__setattr__(self, "steady", np.full(rows, -1, np.int8))
        shapes = {
            "frame": (rows,), "time_s": (rows,), "track": (rows,), "box": (rows, 4),
            "score": (rows,), "landmarks": (rows, 5, 2), "probabilities": (rows, labels),
            "steady": (rows,),
        }  # fmt: skip
        for name, shape in shapes.items():
            column = getattr(self, name)
            if column.shape != shape:
                raise ValueError(f"{name} must be {shape}, not {column.shape}.")
            column.flags.writeable = False
        if len(self.happened) != rows or len(self.problem) != rows:
            raise ValueError(f"happened and problem must have {rows} entries.")
        told = self.probabilities[self.told]
        if not (np.all(told >= 0) and np.all(abs(told.sum(axis=1) - 1) <= SUM_TOLERANCE)):
            raise ValueError("Probabilities must be 0 or more, and sum to 1 in each row.")

    @cached_property
    def told(self) -> npt.NDArray[np.bool_]:
        """Which rows have an answer, bool [row]."""
        return np.asarray(~np.isnan(self.probabilities).any(axis=1))

    @cached_property
    def doubt(self) -> Floats:
        """1 - the highest probability, float32 [row], 0 to 1; NaN without an answer."""
        return np.asarray(1 - self.probabilities.max(axis=1, initial=0.0), dtype=np.float32)

    @cached_property
    def sets(self) -> npt.NDArray[np.bool_]:
        """Which labels belong to each row's prediction set, bool [row, label]."""
        known = np.nan_to_num(self.probabilities, nan=-1.0)
        threshold = np.inf if self.calibration is None else self.calibration.set_threshold
        held = known >= threshold
        held[np.arange(len(held)), known.argmax(axis=1)] = True
        return held & self.told[:, None]

    @cached_property
    def sure(self) -> npt.NDArray[np.int8]:
        """Whether the labels can be told: 1, 0, or -1 where nobody knows, int8 [row]."""
        best = self.probabilities.max(axis=1)
        alone = -1 if self.calibration is None else best >= told_from(self.calibration)
        return np.where(self.told, np.where(self.steady >= 0, self.steady, alone), -1).astype(
            np.int8
        )

    @property
    def pictures(self) -> tuple[str, ...]:
        """What was looked at, each once, in order."""
        return tuple(dict.fromkeys(self.picture))

    def of(self, picture: str) -> "Faces":
        """Return the rows of one picture or film, by its name or path."""
        wanted = printable(picture)
        return self.take([row for row, name in enumerate(self.picture) if name == wanted])

    def take(self, rows: Sequence[int]) -> "Faces":
        """Return some of the rows, in the order asked for."""
        chosen = list(rows)
        columns: dict[str, Any] = {
            name: value[chosen]
            if isinstance(value, np.ndarray)
            else tuple(value[row] for row in chosen)
            for name in COLUMNS
            for value in [getattr(self, name)]
        }
        return replace(self, **columns)

    @overload
    def __getitem__(self, index: int) -> Recognised: ...
    @overload
    def __getitem__(self, index: slice) -> "Faces": ...
    @override
    def __getitem__(self, index: int | slice) -> "Recognised | Faces":
        """Return one row, or some as Faces."""
        if isinstance(index, slice):
            return self.take(range(len(self))[index])
        row = range(len(self))[index]
        return self._row(row)

    @override
    def __len__(self) -> int:
        return len(self.picture)

    @override
    def __repr__(self) -> str:
        pictures = len(self.pictures)
        return f"<Faces: {len(self)} rows of {pictures} pictures, {self.model}, {self.detector}>"

    @override
    def __iter__(self) -> Iterator[Recognised]:
        return (self._row(row) for row in range(len(self)))

    def to_json(self) -> str:
        """Return everything as JSON: what recognised it, and a list of rows."""
        from pyojeong.recogniser.table import to_json

        return to_json(self)

    def to_csv(self) -> str:
        """Return a table with a header line and a row a face, without landmarks.

        A text that begins with = + - or @ has an apostrophe before it, for Excel would take it for
        a formula. There is no byte order mark, which Python, R and the shell would take for a part
        of the first column's name: let Excel import the file as UTF-8 (Data, From Text/CSV).
        """
        from pyojeong.recogniser.table import to_csv

        return to_csv(self)

    def to_frame(self) -> "pd.DataFrame":
        """Return the table of `to_csv` as a pandas DataFrame.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        from pyojeong.recogniser.table import to_frame

        return to_frame(self)

    def draw(self, picture: str | None = None, language: str = "en") -> Pixels:
        """Return a picture with what was recognised in it, uint8 [height, width, 3] RGB.

        Args:
            picture: its name, where there are several.
            language: of the words, `en` or `ko`.

        Raises:
            SettingsError: there are several pictures and none is named, or it is a film.
            PictureError: it can no longer be read, or was not kept, as that of an iterator.
        """
        from pyojeong.recogniser.draw import annotate
        from pyojeong.recogniser.sources import read_again

        rows = self if picture is None else self.of(picture)
        if len(rows.pictures) != 1 or (rows.frame >= 0).any():
            raise SettingsError(
                "One photo can be drawn at a time: name one of `pictures`; films are drawn by "
                "`pyojeong predict FILM --draw --out table.csv`."
            )
        name = rows.pictures[0]
        if name not in self.held and not Path(name).exists():
            raise PictureError(
                f"{name} was not kept, or its file is gone: recognise a list instead of an "
                "iterator, or draw each picture as `stream` yields it."
            )
        return annotate(read_again(self.held.get(name, Path(name)), name), rows, language)

    def _row(self, row: int) -> Recognised:
        told = bool(self.told[row])
        values = self.probabilities[row]
        order = np.argsort(-values, kind="stable")
        film = self.frame[row] >= 0
        return Recognised(
            picture=self.picture[row],
            happened=self.happened[row],
            frame=int(self.frame[row]) if film else None,
            time_s=float(self.time_s[row]) if film else None,
            track=int(self.track[row]) if self.track[row] >= 0 else None,
            box=None if np.isnan(self.box[row]).any() else _box(self.box[row]),
            score=None if np.isnan(self.score[row]) else float(self.score[row]),
            landmarks=None if np.isnan(self.landmarks[row]).any() else _points(self.landmarks[row]),
            probabilities=dict(zip(self.labels, map(float, values), strict=True)) if told else {},
            label=self.labels[order[0]] if told else None,
            prediction_set=tuple(self.labels[i] for i in order if self.sets[row, i]),
            doubt=float(self.doubt[row]) if told else None,
            sure=None if self.sure[row] < 0 else bool(self.sure[row]),
            problem=self.problem[row],
        )

    @staticmethod
    def joined(parts: Iterable["Faces"]) -> "Faces":
        """Return the rows of all parts, which must come from one Recogniser.

        Raises:
            SettingsError: there is no part; two come from different models or detectors; or two
                pictures that lie in no file have one name.
        """
        gathered = Gathered()
        for part in parts:
            gathered.add(part)
        return gathered.faces()


class Gathered:
    """Faces that grow: rows of an hour of film take 30 MB, not a part for each of its frames."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._blocks: list[Faces] = []
        self._new: list[Faces] = []

    def add(self, part: Faces) -> None:
        """Take more rows of the same Recogniser."""
        self._new.append(part)
        if len(self._new) == TOGETHER:
            self._blocks.append(_together(self._new))
            self._new = []

    def faces(self) -> Faces:
        """Return all rows.

        Raises:
            SettingsError: there was no part, or they do not belong together: see `Faces.joined`.
        """
        parts = [*self._blocks, *self._new]
        if not parts:
            raise SettingsError("There is nothing to look at: give at least one picture.")
        return _together(parts)


COLUMNS = (
    "picture", "happened", "problem", "frame", "time_s", "track", "box", "score", "landmarks",
    "probabilities", "steady",
)  # fmt: skip


def _box(edges: Floats) -> Box:
    left, top, right, bottom = map(float, edges)
    return left, top, right, bottom


def _points(landmarks: Floats) -> Points:
    return tuple((float(x), float(y)) for x, y in landmarks)


def told_from(calibration: Calibration) -> float:
    """Return the probability from which on a label is told; infinite where it never is."""
    below = calibration.not_sure_below
    return math.inf if below is None else below


def _together(parts: Sequence[Faces]) -> Faces:
    """Return the rows of at least one part.

    Raises:
        SettingsError: they do not belong together.
    """
    first = parts[0]
    if len(parts) == 1:
        return first
    if any(_source(part) != _source(first) for part in parts):
        raise SettingsError(
            "Faces of different models, calibrations or detectors cannot be joined: recognise all "
            "pictures with one Recogniser, or keep the tables apart."
        )
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts])
        if isinstance(getattr(first, name), np.ndarray)
        else tuple(entry for part in parts for entry in getattr(part, name))
        for name in COLUMNS
    }
    return replace(first, held=_held(parts), **columns)


def _source(faces: Faces) -> tuple[object, ...]:
    return faces.labels, faces.model, faces.detector, faces.calibration


def _held(parts: Sequence[Faces]) -> dict[str, Given | Path]:
    """Return what all parts hold; raises SettingsError where two pictures have one name."""
    held: dict[str, Given | Path] = {}
    for name, given in ((name, given) for part in parts for name, given in part.held.items()):
        before = held.setdefault(name, given)
        if before is not given and not (isinstance(given, (bytes, Path)) and before == given):
            raise SettingsError(
                f"Two pictures are called {name}: recognise them as one list, or give each a name, "
                "faces_of(pixels, name=...)."
            )
    return held
