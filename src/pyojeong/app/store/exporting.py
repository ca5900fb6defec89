"""What those take away who analyse: trials one after the other, sessions, observations, plans."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, func, select, type_coerce
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.evidence.seen import Seen
from pyojeong.app.store import facts
from pyojeong.app.store.moments import local
from pyojeong.app.store.tables import PauseRow, ResponseRow, SessionRow, TrialRow

AT_ONCE = 2_000  # rows that are fetched together

# A version as PEP 440 writes it. An archive from elsewhere may say anything in its place, a child's
# name as well.
VERSION = re.compile(r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?", re.ASCII)


class Exported(NamedTuple):
    """A trial with its first response, and what else is stored of it.

    value: the whole trial, JSON. shown_at: by the child's clock. began: when its session did.
    attempts: responses that it had, those after an error among them. version: of Pyojeong that
    asked; None: it was not kept then.
    """

    seen: Seen
    value: str
    shown_at: datetime
    began: datetime
    attempts: int
    version: str | None


class ExportedSession(NamedTuple):
    """A session, whether or not anything was answered in it.

    began, ended: by the clock of its beginning; ended, why: None while it is under way. rests: how
    long each break was; one that lasts is none yet. answered: trials. calls: connections to other
    machines, pictures: picture files in the data folder; None: not counted. version: of Pyojeong
    that asked; None: it was not kept then.
    """

    number: int
    form: str | None
    began: datetime
    ended: datetime | None
    why: str | None
    rests: tuple[timedelta, ...]
    answered: int
    calls: int | None
    pictures: int | None
    version: str | None


def exported(transaction: Transaction, child: str) -> Iterator[Exported]:
    """Return the trials of a child that were responded to, in order."""
    attempts = (
        select(func.count())
        .select_from(ResponseRow)
        .where(ResponseRow.trial == TrialRow.id)
        .correlate(TrialRow)
        .scalar_subquery()
    )
    moments = (type_coerce(TrialRow.shown_at, String), type_coerce(SessionRow.started_at, String))
    more = (*moments, TrialRow.value, attempts, SessionRow.version)
    asked = facts.query(child).add_columns(*more)
    there = transaction.connection().execute(asked.execution_options(yield_per=AT_ONCE))
    for *before, offset, shown_at, began, value, count, version in there:
        before[facts.AT] = _local(before[facts.AT], offset)
        seen = Seen._make(before)
        yield Exported(
            seen=seen,
            value=value,
            shown_at=_local(shown_at, offset),
            began=_began(began, offset),
            attempts=count,
            version=_version(version),
        )


def exported_sessions(transaction: Transaction, child: str) -> Iterator[ExportedSession]:
    """Return the sessions of a child, in order."""
    rests = _rests(transaction, child)
    mine = select(SessionRow, _answered()).where(SessionRow.child == child)
    for row, answered in transaction.execute(mine.order_by(SessionRow.number)):
        offset = row.started_offset
        yield ExportedSession(
            number=row.number,
            form=row.form,
            began=local(row.started_at, offset),
            ended=local(row.ended_at, offset) if row.ended_at else None,
            why=row.why,
            rests=tuple(rests[row.id]),
            answered=answered,
            calls=row.calls,
            pictures=row.pictures,
            version=_version(row.version),
        )


def first_day(transaction: Transaction, child: str) -> date | None:
    """Return the day of a child's first session, by its clock; None: there was none yet."""
    columns = (SessionRow.started_at, SessionRow.started_offset)
    mine = select(*columns).where(SessionRow.child == child).order_by(SessionRow.number)
    first = transaction.execute(mine.limit(1)).one_or_none()
    return local(*first).date() if first else None


def _answered() -> ColumnElement[int]:
    """Return the count of a session's trials that were responded to."""
    return (
        select(func.count())
        .select_from(TrialRow)
        .join(ResponseRow, ResponseRow.trial == TrialRow.id)
        .where(TrialRow.session == SessionRow.id, ResponseRow.attempt == 0)
        .correlate(SessionRow)
        .scalar_subquery()
    )


def _rests(transaction: Transaction, child: str) -> defaultdict[int, list[timedelta]]:
    """Return how long the breaks of each session were, by its id."""
    mine = (
        select(PauseRow.session, PauseRow.from_at, PauseRow.to_at)
        .join(SessionRow, SessionRow.id == PauseRow.session)
        .where(SessionRow.child == child)
        .order_by(PauseRow.id)
    )
    rests: defaultdict[int, list[timedelta]] = defaultdict(list)
    for session, since, until in transaction.execute(mine):
        rests[session] += [until - since] if until else []
    return rests


@lru_cache(maxsize=16)  # a session's trials come one after the other
def _version(said: str | None) -> str | None:
    """Return a version; None: it was not kept, or what was kept is none."""
    return said if said and VERSION.fullmatch(said) else None


@lru_cache(maxsize=16)  # so here, too
def _began(moment: str, offset: int) -> datetime:
    return _local(moment, offset)


def _local(moment: str, offset: int) -> datetime:
    """Return a moment as it is stored by the child's clock."""
    return datetime.fromisoformat(moment).astimezone(facts.zone(offset))
