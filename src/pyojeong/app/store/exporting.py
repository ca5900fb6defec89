"""Trials for those who take them elsewhere: one after the other, however many there are."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.evidence.seen import Seen
from pyojeong.app.store import facts
from pyojeong.app.store.tables import ResponseRow, SessionRow, TrialRow

AT_ONCE = 2_000  # rows that are fetched together


class Exported(NamedTuple):
    """A trial with its first response, and what else is stored of it.

    value: the whole trial, JSON. shown_at: by the child's clock. began: when its session did.
    attempts: responses that it had, those after an error among them.
    """

    seen: Seen
    value: str
    shown_at: datetime
    began: datetime
    attempts: int


def exported(transaction: Transaction, child: str) -> Iterator[Exported]:
    """Return the trials of a child that were responded to, in order."""
    attempts = (
        select(func.count())
        .select_from(ResponseRow)
        .where(ResponseRow.trial == TrialRow.id)
        .correlate(TrialRow)
        .scalar_subquery()
    )
    more = (type_coerce(TrialRow.shown_at, String), type_coerce(SessionRow.started_at, String))
    asked = facts.query(child).add_columns(*more, TrialRow.value, attempts)
    there = transaction.connection().execute(asked.execution_options(yield_per=AT_ONCE))
    for *before, offset, shown_at, began, value, count in there:
        before[facts.AT] = _local(before[facts.AT], offset)
        seen = Seen._make(before)
        yield Exported(seen, value, _local(shown_at, offset), _local(began, offset), count)


def _local(moment: str, offset: int) -> datetime:
    """Return a moment as it is stored by the child's clock."""
    return datetime.fromisoformat(moment).astimezone(facts.zone(offset))
