"""How far a score can be trusted: intervals, and the difference that a set can show."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest

Z = 1.959964  # two-sided 95 % of the normal distribution
RESAMPLES = 2000  # Efron and Tibshirani 1993, chapter 13: 1,000 or more for percentiles


@dataclass(frozen=True)
class Interval:
    """The ends of a 95 % interval."""

    low: float
    high: float


def wilson(successes: int, n: int) -> Interval:
    """Return the 95 % interval of a proportion (Wilson 1927), good for few photos too."""
    found = binomtest(successes, n).proportion_ci(confidence_level=0.95, method="wilson")
    return Interval(float(found.low), float(found.high))


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
    return [_percentiles(f1[:, i]) for i in range(labels)], _percentiles(f1.mean(axis=1))


def _percentiles(values: npt.NDArray[np.float64]) -> Interval:
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))
