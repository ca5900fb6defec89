"""How far a score can be trusted: intervals, and tests of whether two models differ."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import binom, norm, t

Z = float(norm.ppf(0.975))  # two-sided 95 %
RESAMPLES = 2000  # Efron and Tibshirani 1993, chapter 13: 1,000 or more for percentiles

Values = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Interval:
    """The ends of a 95 % interval."""

    low: float
    high: float


def wilson(successes: float, n: float) -> Interval:
    """Return the 95 % interval of a proportion (Wilson 1927), good for few photos too.

    Args:
        successes: how many were right.
        n: of how many. It need not be whole: where photos are not independent, it is the number
            of independent ones that would leave as much doubt (Kott and Carr 1997).
    """
    p = successes / n
    centre = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    return Interval(max(centre - half, 0.0), min(centre + half, 1.0))


def difference_needed(n: int, p: float) -> float:
    """Return how far two scores near `p`, each on `n` photos, must lie apart to be told apart.

    Half the width of the 95 % normal interval of the difference of two independent proportions.
    Two models on the same photos are somewhat less noisy than that, but one setting trained twice
    is noisier than its photos alone: the 2024 study's own three repeats lay 0.03 apart.
    """
    return Z * math.sqrt(2 * p * (1 - p) / n)


def f1_intervals(
    confusion: npt.NDArray[np.int64], rng: np.random.Generator
) -> tuple[list[Interval], Interval]:
    """Return the 95 % intervals of every label's F1, and of their mean.

    Percentile bootstrap (Efron 1979): photos are drawn again with replacement, which for counts
    is one multinomial draw.

    Args:
        confusion: counts, int [true label, told label].
        rng: the chance of the draws.
    """
    n, labels = int(confusion.sum()), len(confusion)
    draws = rng.multinomial(n, confusion.ravel() / n, size=RESAMPLES)
    draws = draws.reshape(RESAMPLES, labels, labels)
    hits = np.diagonal(draws, axis1=1, axis2=2)
    total = draws.sum(axis=1) + draws.sum(axis=2)  # told so often + truly so often
    f1 = np.divide(2 * hits, total, out=np.zeros(hits.shape), where=total > 0)
    return [percentiles(f1[:, i]) for i in range(labels)], percentiles(f1.mean(axis=1))


def percentiles(values: Values) -> Interval:
    """Return the 95 % interval that resampled values spread over."""
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))


def resampled(correct: Values, fold: Whole, group: Whole, rng: np.random.Generator) -> Values:
    """Return what the accuracies might have been with other photos and other trainings.

    Groups of photos are drawn again with replacement, the same for all candidates (Efron 1979; a
    group is drawn whole: Davison and Hinkley 1997, section 3.8). To each accuracy a normal error is
    added, as large as training adds to it: seeds are too few to be drawn again, which would
    understate their variance by (seeds - 1)/seeds.

    Args:
        correct: 0 or 1, float [candidate, seed, photo].
        fold: int [photo].
        group: int [photo]; no group lies in two folds.
        rng: the chance of the draws.

    Returns:
        accuracies, float [RESAMPLES, candidate].
    """
    right = sums(correct.mean(axis=1), group)
    photos = sums(np.ones(len(group)), group)
    accuracies = np.concatenate(
        [(drawn @ right.T) / (drawn @ photos)[:, None] for drawn in redrawn(len(photos), rng)]
    )
    noise = rng.standard_normal(accuracies.shape)
    return accuracies + noise * np.sqrt(training_variance(correct, fold, group))


def sums(values: Values, parts: Whole) -> Values:
    """Return the sums of values over the photos of each part.

    Args:
        values: float [..., photo].
        parts: int [photo].

    Returns:
        float [..., part], in the order of their numbers.
    """
    order = np.argsort(parts, kind="stable")
    starts = np.unique(parts[order], return_index=True)[1]
    return np.add.reduceat(values[..., order], starts, axis=-1)


def training_variance(correct: Values, fold: Whole, group: Whole) -> Values:
    """Return what the luck of training adds to the variance of each accuracy.

    A training that went well gets photos right that have nothing else in common. So it is the
    covariance between different groups of a fold: the variance of the folds' sums, less that of the
    groups' sums, since whatever makes single photos right the redrawn groups show already. With
    several seeds these vary about the mean of the seeds, with one about the mean of all photos; one
    seed on one fold shows nothing of it, and what is said then holds for these trainings alone.

    Args:
        correct: 0 or 1, float [candidate, seed, photo].
        fold: int [photo].
        group: int [photo].

    Returns:
        float [candidate].
    """
    _, seeds, photos = correct.shape

    def varied(parts: Whole) -> Values:
        if seeds > 1:
            return sums(correct, parts).var(axis=1, ddof=1).sum(axis=1)
        apart = sums(correct[:, 0] - correct.mean(axis=2), parts)
        return apart.shape[1] * apart.var(axis=1, ddof=1)

    if seeds == 1 and len(np.unique(fold)) == 1:
        return np.zeros(len(correct))
    return np.maximum(varied(fold) - varied(group), 0) / (seeds * photos**2)


def redrawn(groups: int, rng: np.random.Generator) -> Iterator[Values]:
    """Yield how often each group is drawn when all are drawn again with replacement.

    Yields:
        blocks of RESAMPLES in all, float [draw, group]; every row adds up to the number of groups.
    """
    rows = RESAMPLES // 20  # a block of 20,000 groups is 16 MB
    for _ in range(20):
        drawn = rng.integers(groups, size=(rows, groups))
        drawn += np.arange(rows)[:, None] * groups
        counts = np.bincount(drawn.ravel(), minlength=rows * groups)
        yield counts.reshape(rows, groups).astype(np.float64)


def mcnemar(first_only: int, second_only: int) -> float:
    """Return the exact two-sided p of two models on the same photos (McNemar 1947).

    Photos that both got right or both got wrong say nothing; of the others each model should have
    half, if the two are equal (the sign test).

    Args:
        first_only: photos that only the first got right.
        second_only: photos that only the second got right.
    """
    fewer, either = min(first_only, second_only), first_only + second_only
    return min(1.0, 2 * float(binom.cdf(fewer, either, 0.5)))


def corrected_resampled_t(differences: Values, ratio: float) -> float:
    """Return the two-sided p of the corrected resampled t-test (Nadeau and Bengio 2003, eq. 5).

    Trainings on folds share most of their photos, so their differences are no independent draws;
    the variance of their mean is taken as (1/J + n_test/n_train) times their own instead of 1/J.

    With several seeds on the same folds J counts all of them (Bouckaert and Frank 2004). Seeds
    share a fold's photos, but n_test/n_train = 1/(folds - 1) alone is more than 1/folds, what J
    folds with any number of like-minded seeds would ask for.

    Args:
        differences: of the accuracies, one for each seed and fold, float [J], J of 2 or more.
        ratio: n_test/n_train; 0 where nothing but the seed changed.
    """
    mean, j = float(differences.mean()), len(differences)
    spread = math.sqrt((1 / j + ratio) * float(differences.var(ddof=1)))
    if spread == 0.0:
        return 0.0 if mean else 1.0
    return 2 * float(t.sf(abs(mean) / spread, j - 1))


def holm(ps: Sequence[float]) -> list[float]:
    """Return p values corrected for being several (Holm 1979), in the same order.

    Of all true null hypotheses, the chance to reject any at `alpha` is `alpha` at most.
    """
    order = np.argsort(ps, kind="stable")
    raised = np.asarray(ps)[order] * np.arange(len(ps), 0, -1)
    adjusted = np.empty(len(ps))
    adjusted[order] = np.minimum(np.maximum.accumulate(raised), 1.0)
    return [float(value) for value in adjusted]
