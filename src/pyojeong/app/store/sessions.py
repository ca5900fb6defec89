"""Sessions: when a child sat down to practise, its breaks, and why it ended.

A session is called a sitting here, so that nobody takes it for one of the web or of SQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session as Transaction

from pyojeong import __version__
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.stopping import End
from pyojeong.app.store.moments import local, offset_of
from pyojeong.app.store.tables import PauseRow, SessionRow

# `stopped` by the child; `left` without an end, and closed when the next one began.
Why = End | Literal["stopped", "left"]
WHY: TypeAdapter[Why | None] = TypeAdapter(Why | None)
FORM: TypeAdapter[Form | None] = TypeAdapter(Form | None)


@dataclass(frozen=True)
class Break:
    """A break; `until` is None while it lasts."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Sitting:
    """One session of a child, with its breaks in order.

    why: None while it is under way. form: kind of the probe form that it is; None: it is practice.
    calls_before: connections to other machines from the server's start until it began. calls: those
    while it lasted. Of both, None: nobody counted.
    """

    id: int
    number: int
    started_at: datetime
    why: Why | None = None
    breaks: tuple[Break, ...] = ()
    form: Form | None = None
    calls_before: int | None = None
    calls: int | None = None

    @property
    def paused(self) -> datetime | None:
        """Since when there is a break; None: there is none now."""
        return next((one.since for one in self.breaks if one.until is None), None)

    @property
    def latest(self) -> datetime:
        """The last moment that is known of it, beside its trials."""
        return max([self.started_at, *(one.until or one.since for one in self.breaks)])

    def rested(self, since: datetime, now: datetime) -> timedelta:
        """Return how much of the time from `since` until now was break."""
        parts = ((one.until or now) - max(one.since, since) for one in self.breaks)
        return sum((max(part, timedelta()) for part in parts), timedelta())


def latest(transaction: Transaction, child: str) -> Sitting | None:
    """Return the last session of a child; None: there was none yet."""
    mine = select(SessionRow).where(SessionRow.child == child)
    row = transaction.scalar(mine.order_by(SessionRow.number.desc()).limit(1))
    if row is None:
        return None
    breaks = select(PauseRow).where(PauseRow.session == row.id).order_by(PauseRow.id)
    return _sitting(row, transaction.scalars(breaks).all())


def under_way(transaction: Transaction, child: str) -> frozenset[int]:
    """Return the numbers of the sessions of a child that have not ended: one at most, or none."""
    mine = select(SessionRow.number).where(SessionRow.child == child, SessionRow.ended_at.is_(None))
    return frozenset(transaction.scalars(mine))


def begin(
    transaction: Transaction,
    child: str,
    number: int,
    at: datetime,
    form: Form | None = None,
    *,
    calls_before: int | None = None,
) -> Sitting:
    """Begin a session; which version of Pyojeong did is kept with it.

    Args:
        transaction: in which it begins.
        child: its key.
        number: of the session, from 0.
        at: when.
        form: kind of the probe form that it is; None: it is practice.
        calls_before: connections to other machines since the server started; None: not counted.
    """
    row = SessionRow(
        child=child,
        number=number,
        started_at=at,
        started_offset=offset_of(at),
        form=form,
        version=__version__,
        calls_before=calls_before,
    )
    transaction.add(row)
    transaction.flush()
    return _sitting(row, [])


def end(transaction: Transaction, sitting: Sitting, why: Why, at: datetime) -> None:
    """End a session, and the break that it may have."""
    row = transaction.get_one(SessionRow, sitting.id)
    row.ended_at, row.why = at, why
    if sitting.paused:
        resume(transaction, sitting, at)


def count(transaction: Transaction, sitting: Sitting, *, calls: int | None, pictures: int) -> None:
    """Store what was counted when a session ended, for its receipt.

    Args:
        transaction: in which it ended.
        sitting: the session.
        calls: connections to other machines while it lasted; None: nobody counted all of them.
        pictures: picture files in the data folder.
    """
    row = transaction.get_one(SessionRow, sitting.id)
    row.calls, row.pictures = calls, pictures


def pause(transaction: Transaction, sitting: Sitting, at: datetime) -> None:
    """Begin a break."""
    transaction.add(PauseRow(session=sitting.id, from_at=at))


def resume(transaction: Transaction, sitting: Sitting, at: datetime) -> None:
    """End the break."""
    there = select(PauseRow).where(PauseRow.session == sitting.id, PauseRow.to_at.is_(None))
    transaction.scalars(there).one().to_at = at


def _sitting(row: SessionRow, pauses: Sequence[PauseRow]) -> Sitting:
    return Sitting(
        id=row.id,
        number=row.number,
        started_at=local(row.started_at, row.started_offset),
        why=WHY.validate_python(row.why),
        breaks=tuple(Break(one.from_at, one.to_at) for one in pauses),
        form=FORM.validate_python(row.form),
        calls_before=row.calls_before,
        calls=row.calls,
    )
