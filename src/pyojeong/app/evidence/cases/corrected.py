"""Baseline-corrected Tau: what teaching added to where the baseline was going (Tarlow 2017).

Tarlow, K. R. (2017). An improved rank correlation effect size statistic for single-case designs:
Baseline Corrected Tau. Behavior Modification 41(4), 427-467.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pyojeong.app.evidence.cases.interval import CONFIDENCE, Interval, deviate
from pyojeong.app.evidence.cases.kendall import kendall
from pyojeong.app.evidence.cases.trend import trend

TREND = 0.05  # p of a baseline trend that is corrected, at most: Tarlow 2017
DIGITS = 9  # of what a line leaves: less is rounding, and would break ties that are there


@dataclass(frozen=True)
class CorrectedTau:
    """Kendall's tau-b between phase and points, after the baseline's trend was taken off.

    tau: -1 to 1. Between two phases it stays below 1 even without overlap, unless the points
    have but two values. p: two-sided. error: the published standard error; None at -1 and 1, where
    it would be 0, and that would be saying too much. interval: tau and the error, within -1 to 1.
    trend_p: of the baseline's trend; None where it cannot have any. corrected: whether it was
    taken off.
    """

    tau: float
    p: float
    error: float | None
    interval: Interval | None
    trend_p: float | None
    corrected: bool


def corrected_tau(
    before: Sequence[float],
    after: Sequence[float],
    sessions: Sequence[int] | None = None,
    confidence: float = CONFIDENCE,
) -> CorrectedTau | None:
    """Return baseline-corrected Tau, or None where a phase is empty.

    Both p are those of the R package Kendall, on which the author's own code rests: with the
    continuity correction where there are ties. The line knows no ceiling: drawn on beyond 1 it asks
    for more than any child can do, and tau is then too low.

    Args:
        before: the points of the baseline, in order.
        after: those since teaching began, in order.
        sessions: the number of the session of each point of both; None: 1, 2, 3, and so on.
        confidence: of the interval.
    """
    if not before or not after:
        return None
    points, count = [*before, *after], len(before)
    times = sessions or range(1, len(points) + 1)
    own = kendall(times[:count], before, continuity=True)
    line = trend(before, times[:count]) if own and own.p <= TREND else None
    if line:
        points = [round(y - line.at(s), DIGITS) for s, y in zip(times, points, strict=True)]
    found = kendall([0] * count + [1] * len(after), points, continuity=True)
    tau, p = (found.tau, found.p) if found else (0.0, 1.0)  # all points the same: no effect seen
    error = standard_error(tau, len(points))
    ends = within(tau, error * deviate(confidence)) if error else None
    return CorrectedTau(tau, p, error, ends, own.p if own else None, line is not None)


def standard_error(tau: float, count: int) -> float | None:
    """Return the standard error that Tarlow's calculator gives; None where it would be 0."""
    left = 1 - tau**2
    return math.sqrt(2 / count * left) if left > 0 else None


def within(tau: float, reach: float) -> Interval:
    """Return the interval of that reach to either side, cut at -1 and 1."""
    return Interval(max(tau - reach, -1.0), min(tau + reach, 1.0))
