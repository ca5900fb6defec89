"""Which candidate is better, and which cannot be told apart: every difference paired.

A claim "A beats B" holds when every test that applies rejects, each for another kind of chance: the
exact McNemar test for the photos, the bootstrap for groups of photos and seeds, the corrected
resampled t-test for training. That is an intersection-union test (Berger 1982): its level is that
of each of them, so p is their largest. Over all pairs of a stage p is then corrected after Holm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field
from scipy.stats import rankdata, t

from pyojeong.core.settings import Settings, replace
from pyojeong.lab.power import ALPHA, PLANNED, effective_photos, pairs, smallest_difference
from pyojeong.lab.statistics import (
    Values,
    Whole,
    corrected_resampled_t,
    holm,
    mcnemar,
    percentiles,
    resampled,
    wilson,
)

Rule = Literal["highest", "simplest_tie"]
NONE = 1e-9  # spread that only rounding makes


@dataclass(frozen=True)
class Outcome:
    """Which held-out photos a candidate got right.

    correct: bool [seed, photo], by each training. together: bool [photo], by the mean of the seeds'
    probabilities.
    """

    correct: npt.NDArray[np.bool_]
    together: npt.NDArray[np.bool_]


class Standing(Settings):
    """Where one candidate stands among those of its stage.

    Its rank is averaged over the resamples, which hold every kind of chance; folds and seeds would
    be few and uneven blocks. The places that it can have follow from whom it beats and who beats
    it, so that they hold for all candidates at once (Mogstad et al. 2024, Inference for Ranks).
    """

    name: str
    accuracy: float = Field(ge=0, le=1, description="mean over the seeds")
    low: float = Field(ge=0, le=1, description="its interval (95 %)")
    high: float = Field(ge=0, le=1)
    rank: float = Field(ge=1, description="mean over the resamples; 1 is best")
    rank_low: int = Field(ge=1, description="best place that it can have")
    rank_high: int = Field(ge=1, description="worst place")
    operations: int = Field(ge=0, description="multiply-adds of one photo")
    tied: bool = Field(description="cannot be told from the leader")


class Difference(Settings):
    """How two candidates differ on the same photos. Each p is two-sided."""

    first: str
    second: str
    difference: float = Field(description="accuracy of the first less that of the second")
    low: float = Field(description="its interval (95 %), for itself alone")
    high: float
    mcnemar: float = Field(ge=0, le=1, description="exact p; photos as the seeds together say")
    bootstrap: float = Field(ge=0, le=1, description="p over groups of photos, and seeds")
    resampled_t: float | None = Field(ge=0, le=1, description="p over trainings; None with one")
    p: float = Field(ge=0, le=1, description="the largest of them")
    adjusted: float = Field(ge=0, le=1, description="p after Holm, over all pairs of the stage")
    told_apart: bool

    @property
    def better(self) -> str | None:
        """The one that is better; None where the two cannot be told apart."""
        if not self.told_apart:
            return None
        return self.first if self.difference > 0 else self.second


class Compared(Settings):
    """What the comparison of one stage's candidates came to."""

    photos: int = Field(ge=1)
    groups: int = Field(ge=1)
    folds: int = Field(ge=1)
    seeds: int = Field(ge=1)
    standings: tuple[Standing, ...] = Field(min_length=1, description="best first")
    differences: tuple[Difference, ...] = Field(description="of all pairs")
    leader: str = Field(description="highest accuracy")
    chosen: str
    rule: Rule
    needed: float = Field(ge=0, le=1, description="smallest difference that could be seen")
    alpha: float


def compare(
    outcomes: Mapping[str, Outcome],
    *,
    fold: Whole,
    group: Whole,
    operations: Mapping[str, int],
    rule: Rule,
    seed: int,
) -> Compared:
    """Compare candidates on the same held-out photos.

    Args:
        outcomes: by name, in the order of the recipe; all of the same photos and seeds.
        fold: int [photo], in which it was held out.
        group: int [photo], one number for photos that belong together.
        operations: multiply-adds of one photo, by name.
        rule: what decides between candidates that cannot be told apart.
        seed: of the bootstrap.
    """
    names = list(outcomes)
    correct = np.stack([outcomes[name].correct for name in names]).astype(np.float64)
    resamples = resampled(correct, fold, group, np.random.default_rng(seed))
    found = [
        _difference(
            (first, second),
            correct[i] - correct[j],
            resamples[:, i] - resamples[:, j],
            outcomes[first].together.astype(int) - outcomes[second].together,
            fold,
            len(np.unique(group)),
        )
        for (i, first), (j, second) in combinations(enumerate(names), 2)
    ]
    differences = [
        replace(one, adjusted=adjusted, told_apart=adjusted <= ALPHA)
        for one, adjusted in zip(found, holm([one.p for one in found]), strict=True)
    ]
    standings = _standings(names, correct, resamples, operations, differences, group)
    folds, seeds = len(np.unique(fold)), correct.shape[1]
    return Compared(
        photos=len(fold),
        groups=len(np.unique(group)),
        folds=folds,
        seeds=seeds,
        standings=tuple(standings),
        differences=tuple(differences),
        leader=standings[0].name,
        chosen=_choose(standings, names, rule),
        rule=rule,
        needed=smallest_difference(
            effective_photos(group), PLANNED, pairs(len(names)), folds=folds, seeds=seeds
        ),
        alpha=ALPHA,
    )


def _difference(
    names: tuple[str, str],
    correct: Values,
    resamples: Values,
    together: Whole,
    fold: Whole,
    groups: int,
) -> Difference:
    """Test one pair; `adjusted` and `told_apart` wait for all the others.

    Args:
        names: the first and the second.
        correct: of the first less the second, -1, 0 or 1, float [seed, photo].
        resamples: of the difference, float [RESAMPLES].
        together: of the first less the second, -1, 0 or 1, int [photo].
        fold: int [photo].
        groups: how many were drawn.
    """
    difference = float(correct.mean())
    exact = mcnemar(int((together > 0).sum()), int((together < 0).sum()))
    spread = float(resamples.std())
    doubtful = groups == 1 or spread < NONE
    bootstrap = 1.0 if doubtful else 2 * float(t.sf(abs(difference) / spread, groups - 1))
    folds = np.unique(fold)
    trainings = np.stack([correct[:, fold == one].mean(axis=1) for one in folds]).ravel()
    trained = (
        corrected_resampled_t(trainings, 1 / (len(folds) - 1) if len(folds) > 1 else 0.0)
        if len(trainings) > 1
        else None
    )
    # Where the seeds together lean the other way than they do one by one, nobody is ahead.
    agree = difference * float(together.mean()) > 0
    p = max(exact, bootstrap, trained or 0.0) if agree else 1.0
    interval = percentiles(resamples)
    return Difference(
        first=names[0],
        second=names[1],
        difference=difference,
        low=interval.low,
        high=interval.high,
        mcnemar=exact,
        bootstrap=bootstrap,
        resampled_t=trained,
        p=p,
        adjusted=p,
        told_apart=False,
    )


def _standings(
    names: Sequence[str],
    correct: Values,
    resamples: Values,
    operations: Mapping[str, int],
    differences: Sequence[Difference],
    group: Whole,
) -> list[Standing]:
    """Return where each stands, best first, and of equals the first named."""
    accuracies, ranks = correct.mean(axis=(1, 2)), rankdata(-resamples, axis=1).mean(axis=0)
    leader = names[int(accuracies.argmax())]
    standings: list[Standing] = []
    for index, name in enumerate(names):
        accuracy, variance = float(accuracies[index]), float(resamples[:, index].var())
        # Independent photos that leave as much doubt; groups, where all of them say the same.
        alike = variance < NONE**2
        worth = len(np.unique(group)) if alike else accuracy * (1 - accuracy) / variance
        interval = wilson(accuracy * worth, worth)
        rivals = [one.better for one in differences if name in (one.first, one.second)]
        won = rivals.count(name)
        lost = len(rivals) - won - rivals.count(None)
        standings.append(
            Standing(
                name=name,
                accuracy=accuracy,
                low=interval.low,
                high=interval.high,
                rank=float(ranks[index]),
                rank_low=1 + lost,
                rank_high=len(names) - won,
                operations=operations[name],
                tied=name != leader and leader not in rivals,
            )
        )
    return sorted(standings, key=lambda one: -one.accuracy)


def _choose(standings: Sequence[Standing], names: Sequence[str], rule: Rule) -> str:
    if rule == "highest":
        return standings[0].name
    unbeaten = [one for one in standings if one.rank_low == 1]
    return min(unbeaten, key=lambda one: (one.operations, names.index(one.name))).name
