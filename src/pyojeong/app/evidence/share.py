"""A share: so many right of so many, and how surely that is known."""

import math
from typing import NamedTuple

from pyojeong.app.evidence.cases.interval import CONFIDENCE, Interval, deviate

REACH = deviate(CONFIDENCE)  # standard deviations to either side


class Share(NamedTuple):
    """So many right of n, which may be 0: then nothing was asked yet."""

    right: int = 0
    n: int = 0

    @property
    def value(self) -> float | None:
        """The fraction that was right, 0 to 1; None: nothing was asked yet."""
        return self.right / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """The 95 % score interval; None: nothing was asked yet.

        Wilson 1927, Journal of the American Statistical Association 22:209-212: it stays within 0
        and 1, and keeps its promise where n is small.
        """
        if not self.n:
            return None
        share, square = self.right / self.n, REACH**2 / self.n
        middle = (share + square / 2) / (1 + square)
        half = REACH * math.sqrt(share * (1 - share) / self.n + square / (4 * self.n))
        half /= 1 + square
        return Interval(max(0.0, middle - half), min(1.0, middle + half))

    def and_(self, *, right: bool) -> "Share":
        """Return the share with one more answer."""
        return Share(self.right + right, self.n + 1)


NONE = Share()
