"""Two proportions, of different photos or the same: how far apart, and whether by chance."""

import math

from pydantic import Field
from scipy.stats import fisher_exact

from pyojeong.core.settings import Settings
from pyojeong.lab.statistics import Z, wilson


class Share(Settings):
    """`hits` of `n` photos, as a fraction with its 95 % interval."""

    hits: int = Field(ge=0)
    n: int = Field(ge=1)
    value: float
    low: float
    high: float

    @staticmethod
    def some(hits: int, n: int) -> "Share":
        """Return the share of one photo or more, with Wilson's interval."""
        interval = wilson(hits, n)
        return Share(hits=hits, n=n, value=hits / n, low=interval.low, high=interval.high)

    @staticmethod
    def of(hits: int, n: int) -> "Share | None":
        """Return the share, or None where there is no photo."""
        return Share.some(hits, n) if n else None


class Difference(Settings):
    """One fraction less another, with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def told(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def newcombe(first: Share, second: Share) -> Difference:
    """Return first - second with the hybrid score interval, good for few photos too.

    Newcombe 1998, Interval estimation for the difference between independent proportions,
    Statistics in Medicine 17:873-890, method 10.
    """
    value = first.value - second.value
    below = math.hypot(first.value - first.low, second.high - second.value)
    above = math.hypot(first.high - first.value, second.value - second.low)
    return Difference(value=value, low=value - below, high=value + above)


def paired(first_only: int, second_only: int, n: int) -> Difference:
    """Return first - second, of two models on the same photos.

    Wald's interval after half a photo is added to each cell of the table of both: Agresti and Min
    2005, Simple improved confidence intervals for comparing matched proportions, Statistics in
    Medicine 24:729-740.

    Args:
        first_only: photos that only the first got right.
        second_only: photos that only the second got right.
        n: of how many photos.
    """
    either, more, count = first_only + second_only + 1, first_only - second_only, n + 2
    half = Z * math.sqrt(either - more**2 / count) / count
    centre = more / count
    return Difference(value=more / n, low=max(centre - half, -1.0), high=min(centre + half, 1.0))


def fisher(first: Share, second: Share) -> float:
    """Return the two-sided p of Fisher's exact test that both have the same chance of a hit."""
    table = [[share.hits, share.n - share.hits] for share in (first, second)]
    return float(fisher_exact(table).pvalue)
