"""The ends between which a value lies, with what confidence, and how an end is found."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95  # two-sided
HALVINGS = 40  # leaves 2^-40 of the range: far below what is ever printed


@dataclass(frozen=True)
class Interval:
    """The ends of an interval."""

    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """A value and the interval that it is known to."""

    value: float
    interval: Interval


def deviate(confidence: float) -> float:
    """Return how many standard deviations a two-sided normal interval reaches: 1.96 for 95 %."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def edge(holds: Callable[[float], bool], inside: float, outside: float) -> float:
    """Return where, on the way from inside to outside, something ceases to hold."""
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return outside
