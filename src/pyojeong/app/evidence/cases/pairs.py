"""Every point of the baseline against every point of teaching: Kendall's S between phases."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def balance(before: Sequence[float], after: Sequence[float]) -> int:
    """Return in how many pairs the teaching point is the higher, less those where it is lower."""
    ordered = sorted(before)
    return sum(
        bisect_left(ordered, point) + bisect_right(ordered, point) - len(ordered) for point in after
    )
