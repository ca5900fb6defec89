"""What the eye sees in a graph of two phases, in numbers (Kratochwill et al. 2010)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median, stdev

from pyojeong.app.evidence.cases.trend import trend

NEAREST = 3  # points on either side of the phase line: Kratochwill et al. 2010


@dataclass(frozen=True)
class Phase:
    """One phase: its level, trend and variability.

    count: points. mean: the level, 0 to 1. slope: of the Theil-Sen line, a session; None of one
    point. deviation: the standard deviation (n - 1); None of one point.
    """

    count: int
    mean: float
    slope: float | None
    deviation: float | None


def describe(points: Sequence[float], sessions: Sequence[int] | None = None) -> Phase | None:
    """Describe a phase, or return None of an empty one.

    Args:
        points: shares right, in order.
        sessions: the number of the session of each; None: 1, 2, 3, and so on.
    """
    if not points:
        return None
    line = trend(points, sessions)
    return Phase(
        count=len(points),
        mean=mean(points),
        slope=line.slope if line else None,
        deviation=stdev(points) if len(points) > 1 else None,
    )


def immediacy(before: Sequence[float], after: Sequence[float]) -> float | None:
    """Return how far the level jumps at the phase line; None of fewer than three points a side.

    The median of the first three points of teaching less that of the last three of baseline.
    """
    if min(len(before), len(after)) < NEAREST:
        return None
    return median(after[:NEAREST]) - median(before[-NEAREST:])
