"""Whether probes are right more often since teaching began, with sessions as the units.

A child has good and bad days: the answers of one session are alike, and to take each for
independent of the others would find improvement where there is none. So whole sessions change
places, each with all its answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from pyojeong.app.evidence.cases.difference import Stratum, risk_difference
from pyojeong.app.evidence.cases.interval import CONFIDENCE, Estimate
from pyojeong.app.evidence.cases.tier import Tier

ORDERS = 9_999  # drawn, where there are more: the least p is then 1 in 10,000
FEW = 999  # that are drawn first
CLEAR = 0.05  # p above which no more are drawn than these
SEED = 0  # the same points give the same p
ROUNDING = 1e-9  # two ways to add up the same numbers are a tie

Numbers = NDArray[np.float64]
Places = NDArray[np.int16]


@dataclass(frozen=True)
class BeforeAfter:
    """What a test found.

    difference: of the shares right, after less before, -1 to 1, over the feelings. p: one-sided,
    that it is more.
    """

    difference: Estimate
    p: float


def by_session(tiers: Sequence[Tier], confidence: float = CONFIDENCE) -> BeforeAfter | None:
    """Test whether more is right since the starts, and by how much.

    Args:
        tiers: of which each point is one answer, 0 or 1.
        confidence: of the interval. It is the stratified score interval (difference.py), with its
            variance multiplied by the design effect of the sessions, where that is above 1: how
            much more the sums of sessions vary than if their answers were independent (Rao and
            Scott 1992, Biometrics 48:577-585; the variance of the sums as by Liang and Zeger 1986,
            Biometrika 73:13-22).

    Returns:
        the test, or None where no tier has points on both sides.
    """
    told = compared(tiers)
    strata = [stratum_of(tier) for tier in told]
    difference = risk_difference(strata, confidence, design_effect(told)) if told else None
    return BeforeAfter(difference, chance(told)) if difference else None


def compared(tiers: Sequence[Tier]) -> list[Tier]:
    """Return the tiers that have points both before and since their start."""
    return [tier for tier in tiers if all(tier.split(tier.start))]


def stratum_of(tier: Tier) -> Stratum:
    """Return the counts of a tier, of which each point is one answer."""
    before, after = tier.split(tier.start)
    return Stratum(round(sum(before)), len(before), round(sum(after)), len(after))


def chance(tiers: Sequence[Tier]) -> float:
    """Return the chance of so large a difference, were sessions in any order: one-sided.

    Every order of the sessions is looked at, or so many that chance draws (Dwass 1957, Annals of
    Mathematical Statistics 28:181-187), the one that was seen counted with them, so that p is
    never too small (Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular
    Biology 9:39). It holds whatever the answers of one session have to do with each other.

    Args:
        tiers: with points on both sides.
    """
    since, scores = _matrices(tiers)
    there = since @ scores.T  # [i, j]: what session j would add, were it at the place of i
    seen = float(np.trace(there)) - ROUNDING

    def as_much(orders: Places) -> int:
        return int(np.sum(there[np.arange(len(there)), orders].sum(axis=1) >= seen))

    if factorial(len(there)) <= ORDERS:
        orders = every_order(len(there))
        return as_much(orders) / len(orders)
    p = (1 + as_much(drawn_orders(len(there), FEW))) / (1 + FEW)
    return p if p > CLEAR else (1 + as_much(drawn_orders(len(there), ORDERS))) / (1 + ORDERS)


@lru_cache(maxsize=4)
def every_order(count: int) -> Places:
    """Return all orders of so many places, a row each."""
    return np.array(list(permutations(range(count))), dtype=np.int16)


@lru_cache(maxsize=4)
def drawn_orders(count: int, rows: int) -> Places:
    """Return orders of so many places that chance draws, a row each: the same ones every time."""
    return np.random.default_rng(SEED).permuted(
        np.tile(np.arange(count, dtype=np.int16), (rows, 1)), axis=1
    )


def design_effect(tiers: Sequence[Tier]) -> float:
    """Return how much more the difference varies than if all answers were independent, at least 1.

    Args:
        tiers: with points on both sides.
    """
    sums: dict[int, float] = {}
    alone = 0.0
    for tier in tiers:
        stratum = stratum_of(tier)
        means = stratum.before_right / stratum.before, stratum.after_right / stratum.after
        weights = -stratum.weight / stratum.before, stratum.weight / stratum.after
        for session, point in zip(tier.sessions, tier.points, strict=True):
            side = tier.start is not None and session >= tier.start
            score = weights[side] * (point - means[side])
            sums[session] = sums.get(session, 0.0) + score
            alone += score**2
    together = sum(one**2 for one in sums.values())
    return max(1.0, together / alone) if alone else 1.0


def _matrices(tiers: Sequence[Tier]) -> tuple[Numbers, Numbers]:
    """Return session by tier: whether it came since the start, and the point less the mean.

    The sum of their products is the difference of the shares, weighted as by Mantel and Haenszel.
    A tier that a session did not ask about adds nothing there.
    """
    sessions = sorted({session for tier in tiers for session in tier.sessions})
    places = {session: place for place, session in enumerate(sessions)}
    since, scores = np.zeros((2, len(sessions), len(tiers)))
    for column, tier in enumerate(tiers):
        rows = [places[session] for session in tier.sessions]
        points = np.asarray(tier.points, dtype=np.float64)
        scores[rows, column] = points - points.mean()
        since[[places[one] for one in sessions if one >= (tier.start or 0)], column] = 1.0
    return since, scores
