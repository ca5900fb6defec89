"""How far the points of teaching lie above those of the baseline: PND, NAP and Tau.

All of them take a higher point for a better one, and the points for independent of each other.
"""

from collections.abc import Sequence

from pyojeong.app.evidence.cases.interval import CONFIDENCE, Estimate, Interval, deviate, edge
from pyojeong.app.evidence.cases.pairs import balance


def pnd(before: Sequence[float], after: Sequence[float]) -> float | None:
    """Return the share of teaching points above the whole baseline (Scruggs et al. 1987).

    One odd baseline point decides it, which is why it stands here beside the others. None where a
    phase is empty.
    """
    if not before or not after:
        return None
    highest = max(before)
    return sum(point > highest for point in after) / len(after)


def nap(
    before: Sequence[float], after: Sequence[float], confidence: float = CONFIDENCE
) -> Estimate | None:
    """Return the nonoverlap of all pairs (Parker and Vannest 2009), 0 to 1; chance: 0.5.

    The share of the pairs in which the teaching point is the higher, ties counted as half. The
    interval is method 5 of Newcombe (2006, Statistics in Medicine 25:559-573), as in the R package
    SingleCaseES. None where a phase is empty.
    """
    if not before or not after:
        return None
    m, n = len(before), len(after)
    share = (balance(before, after) / (m * n) + 1) / 2
    low = lowest(share, m, n, confidence)
    high = 1 - lowest(1 - share, m, n, confidence)
    return Estimate(share, Interval(low, high))


def lowest(share: float, m: int, n: int, confidence: float) -> float:
    """Return the lowest true share that is not at odds with the one found, of m by n pairs."""
    reach = deviate(confidence) ** 2
    h = (m + n) / 2 - 1

    def fits(true: float) -> bool:
        spread = 1 + h * (1 - true) / (2 - true) + h * true / (1 + true)
        return (share - true) ** 2 <= reach * true * (1 - true) / (m * n) * spread

    return edge(fits, inside=share, outside=0.0)


def tau(
    before: Sequence[float], after: Sequence[float], confidence: float = CONFIDENCE
) -> Estimate | None:
    """Return Tau, the nonoverlap from -1 to 1; chance: 0 (Parker, Vannest and Davis 2011).

    It is 2 NAP - 1, its interval too. None where a phase is empty.
    """
    share = nap(before, after, confidence)
    if share is None:
        return None
    ends = Interval(2 * share.interval.low - 1, 2 * share.interval.high - 1)
    return Estimate(2 * share.value - 1, ends)
