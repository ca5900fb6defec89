"""What controls came to: how much of a net's accuracy survives without a face."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field
from scipy.stats import binomtest

from pyojeong.core.settings import Settings
from pyojeong.lab.comparison import Difference, Outcome, compare, resampled
from pyojeong.lab.pooled import Pooled
from pyojeong.lab.power import ALPHA, effective_photos
from pyojeong.lab.record import StudyRecord, read_settings
from pyojeong.lab.statistics import percentiles, wilson

# The face's crop; the whole photo; the same without its face; where the face stands and how large
# it is, alone; the crop, labels dealt out by chance.
Shown = Literal["face", "scene", "erased", "frame", "shuffled"]


class Control(Settings):
    """What one control came to."""

    accuracy: float = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1, description="its interval (95 %)")
    high: float = Field(ge=0, le=1)
    p: float = Field(ge=0, le=1, description="that guessing the largest label does as well")
    recalls: tuple[float, ...] = Field(description="of each label's photos, the share told rightly")

    @property
    def above_guessing(self) -> bool:
        """Whether it is better than always saying the most frequent label."""
        return self.p <= ALPHA


class Survival(Settings):
    """How much of the face's accuracy above guessing is there without a face; 1 is all of it."""

    share: float
    low: float = Field(description="its interval (95 %), bootstrap over groups of photos")
    high: float


class Controls(Settings):
    """Trainings of one net, and a forest on the frames, cross-validated on the same photos."""

    model: str
    detector: str
    labels: tuple[str, ...]
    photos: tuple[int, ...] = Field(description="of each label, with exactly one face found")
    groups: int = Field(ge=1, description="of photos that belong together")
    folds: int = Field(ge=1)
    faceless: int = Field(ge=0, description="development photos left out: no face was found")
    crowded: int = Field(ge=0, description="development photos left out: several faces were found")
    face: Control
    scene: Control
    erased: Control
    frame: Control
    shuffled: Control
    survives: Survival | None = Field(description="None: the face itself is not above guessing")
    differences: tuple[Difference, ...] = Field(description="face, scene and erased, all pairs")
    seed: int = Field(ge=0, description="of the shuffling and the bootstrap")

    @property
    def n(self) -> int:
        """Photos that each control was scored on."""
        return sum(self.photos)

    @property
    def largest(self) -> float:
        """Accuracy of always saying the most frequent label."""
        return max(self.photos) / self.n

    def difference(self, first: Shown, second: Shown) -> Difference:
        """Return how two of face, scene and erased differ, in that order."""
        return next(x for x in self.differences if (x.first, x.second) == (first, second))

    @staticmethod
    def path(record: StudyRecord) -> Path:
        """Return where they lie."""
        return record.folder / "controls.json"

    @staticmethod
    def load(record: StudyRecord) -> "Controls":
        """Read what `conduct_controls` wrote.

        Raises:
            DataError: it is damaged, or was written by another version.
        """
        path = Controls.path(record)
        return read_settings(Controls, path, anew=path)


def judge(
    pooled: Mapping[Shown, Pooled],
    *,
    model: str,
    detector: str,
    faceless: int,
    crowded: int,
    seed: int,
) -> Controls:
    """Say what the controls came to.

    Args:
        pooled: predictions of every control, all on the same photos in the same order.
        model: the net's name.
        detector: that found the faces.
        faceless: photos left out, as no face was found.
        crowded: photos left out, as several were.
        seed: of the shuffling, and of the bootstrap.
    """
    face = pooled["face"]
    fold, group = face.fold, face.group
    shown = {name: pooled[name] for name in ("face", "scene", "erased")}
    compared = compare(
        {name: outcome(one) for name, one in shown.items()},
        fold=fold,
        group=group,
        operations=dict.fromkeys(shown, 0),
        rule="highest",
        seed=seed,
    )
    intervals = {one.name: (one.low, one.high) for one in compared.standings}
    photos = np.bincount(face.truth, minlength=len(face.labels))
    return Controls(
        model=model,
        detector=detector,
        labels=face.labels,
        photos=tuple(photos.tolist()),
        groups=compared.groups,
        folds=compared.folds,
        faceless=faceless,
        crowded=crowded,
        face=control(face, intervals["face"]),
        scene=control(pooled["scene"], intervals["scene"]),
        erased=control(pooled["erased"], intervals["erased"]),
        frame=control(pooled["frame"]),
        shuffled=control(pooled["shuffled"]),
        survives=survival(face, pooled["erased"], seed),
        differences=compared.differences,
        seed=seed,
    )


def outcome(pooled: Pooled) -> Outcome:
    """Return which photos were told rightly."""
    together = pooled.together
    return Outcome(pooled.correct, together.predicted == together.truth)


def control(pooled: Pooled, interval: tuple[float, float] | None = None) -> Control:
    """Return one control's accuracy, against guessing.

    p is that of the exact binomial test, one-sided, on as many independent photos as the grouped
    ones are worth: with the labels' shares as they are, whoever sees nothing is right as often as
    the largest at best.

    Args:
        pooled: its predictions.
        interval: of the accuracy; by default Wilson's.
    """
    correct = pooled.correct.mean(axis=0)
    accuracy = float(correct.mean())
    worth = effective_photos(pooled.group)
    if interval is None:
        found = wilson(accuracy * worth, worth)
        interval = (found.low, found.high)
    test = binomtest(int(accuracy * worth), worth, largest_share(pooled.truth), "greater")
    return Control(
        accuracy=accuracy,
        low=interval[0],
        high=interval[1],
        p=float(test.pvalue),
        recalls=tuple(
            float(correct[pooled.truth == label].mean()) for label in range(len(pooled.labels))
        ),
    )


def survival(face: Pooled, erased: Pooled, seed: int) -> Survival | None:
    """Return (erased - guessing) / (face - guessing), guessing the largest label.

    Groups of photos are drawn again for both at once. None where in any of the draws the face
    itself is no better than guessing: then there is nothing that could survive.
    """
    guessing = largest_share(face.truth)
    draws = resampled(
        np.stack([face.correct, erased.correct]).astype(np.float64),
        face.fold,
        face.group,
        np.random.default_rng(seed),
    )
    above = draws - guessing
    if above[:, 0].min() <= 0:
        return None
    interval = percentiles(above[:, 1] / above[:, 0])
    share = (erased.correct.mean() - guessing) / (face.correct.mean() - guessing)
    return Survival(share=float(share), low=interval.low, high=interval.high)


def largest_share(truth: npt.NDArray[np.int64]) -> float:
    """Return the share of the most frequent label, int [photo] -> 0 to 1."""
    return float(np.bincount(truth).max() / len(truth))
