"""Kendall's rank correlation with ties, and how surprising it is (Kendall 1970)."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

EXACT = 33  # points at most for the exact p, as in SciPy; beyond it the normal one is as good


@dataclass(frozen=True)
class Kendall:
    """A rank correlation.

    s: pairs in the same order less pairs in the other order. tau: tau-b, -1 to 1. p: two-sided.
    """

    s: int
    tau: float
    p: float


def kendall(x: Sequence[float], y: Sequence[float], *, continuity: bool = False) -> Kendall | None:
    """Return tau-b of two rows of numbers, or None where either does not vary.

    Args:
        x: the one.
        y: the other, as many.
        continuity: |S| is taken one smaller where p is by the normal approximation, as the R
            package Kendall does; SciPy does not.
    """
    ties_x, ties_y = ties(x), ties(y)
    pairs = math.comb(len(x), 2)
    untied = (pairs - count(ties_x)) * (pairs - count(ties_y))
    if not untied:
        return None
    s = concordance(x, y)
    if len(x) <= EXACT and not ties_x and not ties_y:
        p = exact_p(s, len(x))
    else:
        p = normal_p(s, variance(len(x), ties_x, ties_y), continuity=continuity)
    return Kendall(s, s / math.sqrt(untied), p)


def ties(values: Sequence[float]) -> list[int]:
    """Return how many points share a value, for each value that several share."""
    return [many for many in Counter(values).values() if many > 1]


def count(groups: Sequence[int]) -> int:
    """Return in how many pairs both points share a value."""
    return sum(math.comb(many, 2) for many in groups)


def concordance(x: Sequence[float], y: Sequence[float]) -> int:
    """Return S: how many pairs have the same order in both, less those that have the other."""
    dots = zip(x, y, strict=True)
    return sum(
        ((a < c) - (a > c)) * ((b < d) - (b > d)) for (a, b), (c, d) in combinations(dots, 2)
    )


def exact_p(s: int, n: int) -> float:
    """Return the two-sided p of S among all orders of n points without ties."""
    orders = [1]  # of 0, 1, 2, ... pairs turned round
    for size in range(2, n + 1):
        longer = len(orders) + size - 1
        orders = [sum(orders[max(0, k - size + 1) : k + 1]) for k in range(longer)]
    turned = (math.comb(n, 2) - abs(s)) // 2
    return min(1.0, 2 * sum(orders[: turned + 1]) / math.factorial(n))


def variance(n: int, ties_x: Sequence[int], ties_y: Sequence[int]) -> float:
    """Return the variance of S if x and y have nothing to do with each other (Kendall 1970, 4.2).

    Of n points, three or more.
    """
    whole, of_x, of_y = (sum(t * (t - 1) * (2 * t + 5) for t in g) for g in ([n], ties_x, ties_y))
    two = 4 * count(ties_x) * count(ties_y) / (2 * n * (n - 1))
    three_x, three_y = (sum(t * (t - 1) * (t - 2) for t in g) for g in (ties_x, ties_y))
    three = three_x * three_y / (9 * n * (n - 1) * (n - 2))
    return (whole - of_x - of_y) / 18 + two + three


def normal_p(s: int, spread: float, *, continuity: bool) -> float:
    """Return the two-sided p of S by the normal distribution."""
    size = max(abs(s) - continuity, 0)
    return math.erfc(size / math.sqrt(2 * spread))
