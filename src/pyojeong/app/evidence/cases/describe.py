"""What the eye sees in a graph of two phases, in numbers (Kratochwill et al. 2010)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median, stdev

from pyojeong.app.evidence.cases.trend import trend

ENVELOPE = 0.25  # of the median, to either side: Lane and Gast 2014
STABLE = 0.80  # of the points within the envelope make a phase stable: Lane and Gast 2014
NEAREST = 3  # points on either side of the phase line: Kratochwill et al. 2010
ROUNDING = 1e-9  # 0.8 - 0.6 is more than 0.2 to a computer


@dataclass(frozen=True)
class Phase:
    """One phase: its level, trend and variability.

    count: points. mean, median, low, high: shares, 0 to 1. slope: of the Theil-Sen line, a
    session; None of one point. deviation: the standard deviation (n - 1); None of one point.
    near: the share of the points within 25 % of the median.
    """

    count: int
    mean: float
    median: float
    slope: float | None
    low: float
    high: float
    deviation: float | None
    near: float

    @property
    def stable(self) -> bool:
        """Whether 80 % of the points lie within 25 % of the median."""
        return self.near >= STABLE


@dataclass(frozen=True)
class Visual:
    """Two phases side by side.

    immediacy: the median of the first three points of teaching less that of the last three of
    baseline; None where either has fewer. overlap: the share of the teaching points that lie
    within the range of the baseline, its ends among them.
    """

    before: Phase
    after: Phase
    immediacy: float | None
    overlap: float


def describe(points: Sequence[float], sessions: Sequence[int] | None = None) -> Phase | None:
    """Describe a phase, or return None of an empty one.

    Args:
        points: shares right, in order.
        sessions: the number of the session of each; None: 1, 2, 3, and so on.
    """
    if not points:
        return None
    line = trend(points, sessions)
    middle = median(points)
    reach = ENVELOPE * abs(middle) + ROUNDING
    return Phase(
        count=len(points),
        mean=mean(points),
        median=middle,
        slope=line.slope if line else None,
        low=min(points),
        high=max(points),
        deviation=stdev(points) if len(points) > 1 else None,
        near=sum(abs(point - middle) <= reach for point in points) / len(points),
    )


def compare(
    before: Sequence[float], after: Sequence[float], sessions: Sequence[int] | None = None
) -> Visual | None:
    """Describe baseline and teaching side by side, or return None where either is empty.

    Args:
        before: the points of the baseline, in order.
        after: those since teaching began, in order.
        sessions: the number of the session of each point of both; None: 1, 2, 3, and so on.
    """
    times = sessions or range(1, len(before) + len(after) + 1)
    first = describe(before, times[: len(before)])
    second = describe(after, times[len(before) :])
    if first is None or second is None:
        return None
    inside = sum(first.low <= point <= first.high for point in after)
    return Visual(first, second, immediacy(before, after), inside / len(after))


def immediacy(before: Sequence[float], after: Sequence[float]) -> float | None:
    """Return how far the level jumps at the phase line; None of fewer than three points a side."""
    if min(len(before), len(after)) < NEAREST:
        return None
    return median(after[:NEAREST]) - median(before[-NEAREST:])
