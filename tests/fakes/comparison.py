"""Simulated studies whose truth is known: who is better, and by how much."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

from pyojeong.lab.comparison import Compared, Outcome, Rule, compare

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class World:
    """What chance there is in a study. Spreads are standard deviations of a margin.

    A photo is got right where its margin is above 0: the candidate's own level, how easy the photo
    is (to all, and to this candidate, each partly shared by the photos of its group), how well the
    training went (one on each fold and seed), and the rest with a spread of 1.
    """

    photos: int = 959
    folds: int = 5
    seeds: int = 2
    mates: int = 1  # photos in the largest groups; the others have one
    easy: float = 1.6
    own: float = 1.0
    alike: float = 0.7  # share of a photo's easiness that its group has in common
    training: float = 0.1  # 1.6 points of accuracy at 72 %, from one training to the next

    @property
    def spread(self) -> float:
        """Of a whole margin."""
        return float(np.sqrt(self.easy**2 + self.own**2 + self.training**2 + 1))


@dataclass(frozen=True)
class Studied:
    """The outcomes of one simulated study, by name, and how its photos lie."""

    outcomes: dict[str, Outcome]
    fold: Whole
    group: Whole

    def compared(self, rule: Rule = "highest", operations: Sequence[int] | None = None) -> Compared:
        """Compare its candidates; the first named needs the fewest operations by default."""
        counts = operations or range(1, len(self.outcomes) + 1)
        return compare(
            self.outcomes,
            fold=self.fold,
            group=self.group,
            operations=dict(zip(self.outcomes, counts, strict=True)),
            rule=rule,
            seed=0,
        )


def simulate(accuracies: dict[str, float], world: World, rng: np.random.Generator) -> Studied:
    """Return a study of candidates with these true accuracies."""
    n, seeds, candidates = world.photos, world.seeds, len(accuracies)
    group = grouped(n, world.mates)
    order = rng.permutation(int(group.max()) + 1)
    fold = order[group] % world.folds

    def of_photos(spread: float, *shape: int) -> npt.NDArray[np.float64]:
        shared = rng.standard_normal((*shape, int(group.max()) + 1))[..., group]
        alone = rng.standard_normal((*shape, n))
        return spread * (np.sqrt(world.alike) * shared + np.sqrt(1 - world.alike) * alone)

    level = norm.ppf(list(accuracies.values())) * world.spread
    margin = level[:, None, None] + of_photos(world.easy)
    margin = margin + of_photos(world.own, candidates)[:, None]
    trained = world.training * rng.standard_normal((candidates, seeds, world.folds))
    margin = margin + trained[..., fold] + rng.standard_normal((candidates, seeds, n))
    return Studied(
        outcomes={
            name: Outcome(correct=one > 0, together=one.mean(axis=0) > 0)
            for name, one in zip(accuracies, margin, strict=True)
        },
        fold=fold,
        group=group,
    )


def grouped(photos: int, mates: int) -> Whole:
    """Return the group of each photo: half of the photos in groups of `mates`, half alone."""
    if mates == 1:
        return np.arange(photos)
    numbers = np.arange(photos) // mates
    alone = np.arange(photos) >= photos // 2
    numbers[alone] = numbers[photos // 2] + 1 + np.arange(int(alone.sum()))
    return np.unique(numbers, return_inverse=True)[1]


def fake_compared(
    names: Sequence[str],
    accuracies: Sequence[float] | None = None,
    *,
    rule: Rule = "simplest_tie",
    operations: Sequence[int] | None = None,
    world: World | None = None,
) -> Compared:
    """Return a comparison; without accuracies one candidate after the other is 4 points worse."""
    true = accuracies or [0.78 - 0.04 * index for index in range(len(names))]
    study = simulate(
        dict(zip(names, true, strict=True)), world or World(), np.random.default_rng(5)
    )
    return study.compared(rule, operations)
