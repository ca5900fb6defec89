"""Whether held-out probes are right more often since teaching began: an exact test by feeling."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pyojeong.app.evidence.cases.difference import Stratum, risk_difference
from pyojeong.app.evidence.cases.interval import CONFIDENCE, Estimate


@dataclass(frozen=True)
class BeforeAfter:
    """What the test found.

    difference: of the shares right, after less before, -1 to 1, over the feelings. p: one-sided,
    that it is more; never too small. mid_p: the same with half the chance of the very counts seen
    (Lancaster 1961), which is right on average and may be a little too small. smallest: the least
    p that these counts could have given; above 0.05 nothing can be concluded.
    """

    difference: Estimate
    p: float
    mid_p: float
    smallest: float


def before_after(strata: Sequence[Stratum], confidence: float = CONFIDENCE) -> BeforeAfter | None:
    """Test by an exact permutation within each feeling (Birch 1964, JRSS B 26:313-324).

    Given how many were right of a feeling in all, chance alone decides how many of them fall after
    the start: hypergeometric in each stratum, and added up over the strata. It is the exact test of
    Mantel and Haenszel that the common odds ratio is 1. Probes are taken for independent, and for
    equally hard before and after.

    Returns:
        the test, or None where no stratum has trials on both sides.
    """
    difference = risk_difference(strata, confidence)
    if difference is None:
        return None
    told = [stratum for stratum in strata if stratum.weight]
    chances = [1.0]
    for stratum in told:
        chances = convolved(chances, of_stratum(stratum))
    seen = sum(stratum.after_right - fewest(stratum) for stratum in told)
    p = min(1.0, math.fsum(chances[seen:]))
    return BeforeAfter(difference, p, p - chances[seen] / 2, chances[-1])


def fewest(stratum: Stratum) -> int:
    """Return how many right must fall after the start, at least."""
    return max(0, stratum.before_right + stratum.after_right - stratum.before)


def of_stratum(stratum: Stratum) -> list[float]:
    """Return the chances of `fewest` right after the start, of one more, and so on."""
    right = stratum.before_right + stratum.after_right
    most = min(right, stratum.after)
    ways = math.comb(stratum.before + stratum.after, right)
    return [
        math.comb(stratum.after, k) * math.comb(stratum.before, right - k) / ways
        for k in range(fewest(stratum), most + 1)
    ]


def convolved(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """Return the chances of the sum of two counts."""
    found = [0.0] * (len(first) + len(second) - 1)
    for i, p in enumerate(first):
        for j, q in enumerate(second):
            found[i + j] += p * q
    return found
