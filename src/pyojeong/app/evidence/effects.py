"""The single-case statistics of each feeling: of its baseline, and of the teaching that followed.

A point is one answer, the first to the feeling in a session: right, or not. Of teaching the first
36 points at most, those of the planned dose and of the half year after it: what comes later is
keeping it, and two years of points would drown the phase that the statistics are about.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.evidence.cases import (
    CorrectedTau,
    Estimate,
    Phase,
    TauU,
    Tier,
    corrected_tau,
    describe,
    immediacy,
    nap,
    pnd,
    tau,
    tau_u,
)
from pyojeong.app.evidence.cases.criteria import LEAST
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.verdict import tiers_of, tracked_step

MOST = 36  # [D] points since teaching began: twice the planned dose


@dataclass(frozen=True)
class Effect:
    """One feeling, before teaching of it began (A) and since (B); None: it cannot be said.

    Of fewer than three points in a phase nothing of both is said. ceiling: a point of the baseline
    was right, so that none since can lie above it, and there is no PND.
    """

    feeling: Feeling
    before: Phase | None
    after: Phase | None
    immediacy: float | None
    ceiling: bool
    pnd: float | None
    nap: Estimate | None
    tau: Estimate | None
    tau_u: TauU | None
    corrected: CorrectedTau | None


def effects(rows: Sequence[Seen]) -> tuple[Effect, ...]:
    """Return the statistics of every feeling that was tracked, in the order of teaching.

    Args:
        rows: all that was seen of a child, in order.
    """
    step = tracked_step(rows)
    tiers = {tier.name: tier for tier in tiers_of([row for row in rows if row.step == step])}
    return tuple(_effect(feeling, tiers[feeling]) for feeling in ORDER if feeling in tiers)


def _effect(feeling: Feeling, tier: Tier) -> Effect:
    before, after = tier.split(tier.start)
    after = after[:MOST]
    times = tier.sessions[: len(before) + len(after)]
    enough = min(len(before), len(after)) >= LEAST
    ceiling = max(before, default=0.0) == 1.0
    return Effect(
        feeling,
        describe(before, times[: len(before)]),
        describe(after, times[len(before) :]),
        immediacy(before, after),
        ceiling,
        pnd(before, after) if enough and not ceiling else None,
        nap(before, after) if enough else None,
        tau(before, after) if enough else None,
        tau_u(before, after) if enough else None,
        corrected_tau(before, after, times) if enough else None,
    )
