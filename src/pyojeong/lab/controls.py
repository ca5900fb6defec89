"""Controls: does a net look at the face? The same training on what shows no face, or tells nothing.

face      the study's own crops
scene     the whole photo
erased    the whole photo with a flat square over the face
shuffled  the study's own crops, their labels dealt out anew by chance

All four on the same photos and folds: those development photos in which exactly one face was found.
What is right without a face was learnt from something else. With shuffled labels nothing can be
learnt: what is right above guessing there has leaked through the procedure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace as with_
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from pydantic import Field
from scipy.stats import binomtest

from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import Settings, replace
from pyojeong.lab.bench import Bench
from pyojeong.lab.comparison import Difference, Outcome, compare, resampled
from pyojeong.lab.crossval import Count, cross_validate, trainings
from pyojeong.lab.folds import Fold, Folds
from pyojeong.lab.pooled import Pooled
from pyojeong.lab.power import ALPHA, effective_photos
from pyojeong.lab.recipe import Training
from pyojeong.lab.record import StudyRecord, read_settings
from pyojeong.lab.statistics import percentiles, wilson
from pyojeong.lab.views import lone_face, view
from pyojeong.lab.watcher import Watcher

Shown = Literal["face", "scene", "erased", "shuffled"]


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
    """Four trainings of one net, each cross-validated on the same photos."""

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


def conduct_controls(bench: Bench, training: Training, watcher: Watcher) -> Controls:
    """Train a net on the face, the scene, the scene without the face, and shuffled labels.

    Each once a fold, at the Training's own learning rate. Nothing is trained twice, and the test
    photos have no part in it.

    Args:
        bench: the study's own.
        training: of the net, as the study chose it.
        watcher: is told what happens.

    Raises:
        DataError: too few photos have exactly one face, or the photos have gone or changed.
        StorageError: the disk is full.
    """
    benches = control_benches(bench, watcher)
    count = Count("controls", sum(map(trainings, benches.values())))
    pooled = {
        name: cross_validate(one, training, name, count, watcher)[1]
        for name, one in benches.items()
    }
    found = Counter(row.faces for row in bench.prepared.rows if row.key in bench.truth)
    controls = judge(
        pooled,
        model=training.model,
        detector=bench.prepared.crop.detector,
        faceless=found[0],
        crowded=len(bench.truth) - found[0] - found[1],
        seed=bench.study.data.seed,
    )
    write_text(Controls.path(bench.record), controls.model_dump_json(indent=2) + "\n")
    return controls


def control_benches(bench: Bench, watcher: Watcher) -> dict[Shown, Bench]:
    """Return a bench for each control: the same folds, of the photos with exactly one face."""
    one_face = {row.key for row in bench.prepared.rows if lone_face(row)}
    folds = restricted(bench, one_face)
    comparison = replace(bench.study.comparison, seeds=1, learning_rates=())
    truth = {key: label for key, label in bench.truth.items() if key in one_face}
    views = bench.record.folder / "views"
    prepared = {
        kind: view(
            bench.prepared,
            kind,
            views / kind,
            progress=lambda done, total: watcher.step("views", done, total),
        )
        for kind in ("scene", "erased")
    }
    return {
        name: with_(
            bench,
            study=replace(bench.study, comparison=comparison),
            prepared=prepared.get(name, bench.prepared),
            folds=folds,
            truth=shuffled(truth, folds, bench.study.data.seed) if name == "shuffled" else truth,
            data=f"{bench.data}-{name}",
            loaded={},
        )
        for name in get_args(Shown)
    }


def restricted(bench: Bench, keys: Iterable[str]) -> Folds:
    """Return the folds with these photos alone.

    Raises:
        DataError: a label is missing in a part of a fold.
    """
    wanted = set(keys) & bench.truth.keys()
    if not wanted:
        raise DataError(
            f"{bench.prepared.crop.detector!r} found exactly one face in no photo, so none can be "
            "erased: prepare with another face detector, or study without --controls."
        )

    def only(part: Iterable[str]) -> tuple[str, ...]:
        left = tuple(key for key in part if key in wanted)
        for label in bench.labels:
            if all(bench.truth[key] != label for key in left):
                raise DataError(
                    f"Too few photos of {label!r} have exactly one face that "
                    f"{bench.prepared.crop.detector!r} found to stand in all "
                    f"{len(bench.folds.folds)} folds: use fewer folds or another face detector, "
                    "or study without --controls."
                )
        return left

    return Folds(
        folds=tuple(
            Fold(training=only(fold.training), held_out=only(fold.held_out))
            for fold in bench.folds.folds
        ),
        groups={key: group for key, group in bench.folds.groups.items() if key in wanted},
    )


def shuffled(truth: Mapping[str, str], folds: Folds, seed: int) -> dict[str, str]:
    """Deal the labels out anew among the photos of each held-out part, and of the others.

    Within the parts, so that each keeps its count of every label, as the folds were dealt.
    """
    rng = np.random.default_rng(seed)
    parts = [fold.held_out for fold in folds.folds]
    parts.append(tuple(sorted(truth.keys() - {key for part in parts for key in part})))
    return {
        key: truth[part[other]]
        for part in parts
        for key, other in zip(part, rng.permutation(len(part)).tolist(), strict=True)
    }


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
    shown = {name: one for name, one in pooled.items() if name != "shuffled"}
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
