"""The single-case statistics of each feeling: of its baseline, and of the teaching that followed.

Of teaching the first twelve weeks by plan, at most: what comes later is keeping it, and two years
of points would drown the phase that the statistics are about.
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
    nap,
    pnd,
    tau,
    tau_u,
)
from pyojeong.app.evidence.cases.describe import immediacy
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.verdict import tiers_of, tracked_step

MOST = 36  # [D] points since teaching began: twice the planned dose


@dataclass(frozen=True)
class Effect:
    """One feeling, before teaching of it began (A) and since (B); None: it cannot be said."""

    feeling: Feeling
    before: Phase | None
    after: Phase | None
    immediacy: float | None
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
    return Effect(
        feeling,
        describe(before, times[: len(before)]),
        describe(after, times[len(before) :]),
        immediacy(before, after),
        pnd(before, after),
        nap(before, after),
        tau(before, after),
        tau_u(before, after),
        corrected_tau(before, after, times),
    )
