"""When a session ends: kindly, and before it is too much."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import TEACH, Outcome

End = Literal["done", "time", "tired"]

RECENT = 6  # [D] trials that are looked at
FALLEN = 0.5  # [D] of the share that was right before: a kind stop
SLOWER = 3.0  # [D] times the time that was taken before: a kind stop
FAST_MS = 600  # [D] median below which nobody has looked at faces


def ends(plan: Plan, here: Sequence[Outcome], now: datetime, blocks_done: int) -> End | None:
    """Return why the session should end before the next trial, or None.

    Args:
        plan: says blocks and minutes.
        here: outcomes of this session, in order.
        now: the time.
        blocks_done: whole blocks of teaching.
    """
    if blocks_done >= plan.blocks:
        return "done"
    if here and now - here[0].at >= timedelta(minutes=plan.minutes):
        return "time"
    return "tired" if tired([one for one in here if one.trial.purpose == TEACH]) else None


def tired(taught: Sequence[Outcome]) -> bool:
    """Whether accuracy or pace have fallen beside the session's own beginning."""
    before, recent = taught[:-RECENT], taught[-RECENT:]
    if len(before) < RECENT:
        return False
    was, now = (sum(one.correct for one in some) / len(some) for some in (before, recent))
    took, takes = (median(one.reaction_ms for one in some) for some in (before, recent))
    return now < FALLEN * was or takes > SLOWER * took or takes < FAST_MS < took
