"""A straight line through the points of a phase that no single odd session can tilt."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median


@dataclass(frozen=True)
class Line:
    """A line: the height at session 0, and the rise from a session to the next."""

    intercept: float
    slope: float

    def at(self, session: float) -> float:
        """Return the height at a session."""
        return self.intercept + self.slope * session


def trend(points: Sequence[float], sessions: Sequence[int] | None = None) -> Line | None:
    """Return the Theil-Sen line: the median slope of all pairs (Theil 1950, Sen 1968).

    The intercept is the median of what the slope leaves, as Tarlow (2017) takes it.

    Args:
        points: in order.
        sessions: the number of the session of each; None: 1, 2, 3, and so on.

    Returns:
        the line, or None of fewer than two sessions.
    """
    times = sessions or range(1, len(points) + 1)
    dots = list(zip(times, points, strict=True))
    slopes = [(y - x) / (s - r) for (r, x), (s, y) in combinations(dots, 2) if r != s]
    if not slopes:
        return None
    slope = median(slopes)
    return Line(median(y - slope * s for s, y in dots), slope)
