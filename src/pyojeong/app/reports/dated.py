"""What is told of a child beside its trials: sessions, what was seen in real life, and plans."""

from collections.abc import Iterator
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.plan import Plan
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.store import observations, people
from pyojeong.app.store.exporting import ExportedSession, exported_sessions, first_day

T = TypeVar("T")


class Dated(NamedTuple, Generic[T]):
    """Something of a child.

    code: stands for the child. at: by the clock of that day. day: 0 is that of the first session;
    less than 0 before it; None: there was none yet.
    """

    code: str
    at: datetime
    day: int | None
    what: T


class Held(NamedTuple):
    """A plan, and the names of the settings in which it differs from the one before."""

    plan: Plan
    changed: tuple[str, ...]


def sessions_of(transaction: Transaction, child: str) -> Iterator[Dated[ExportedSession]]:
    """Return the sessions of a child, in order.

    Raises:
        UnknownChildError: there is no such child; so do the others.
    """
    dated = _Dating(transaction, child)
    for one in exported_sessions(transaction, child):
        yield dated(one.began, one)


def observations_of(transaction: Transaction, child: str) -> Iterator[Dated[Observed]]:
    """Return what was observed of a child in real life, in the order in which it was stored."""
    dated = _Dating(transaction, child)
    for one in observations.of(transaction, child):
        yield dated(one.at, one)


def plans_of(transaction: Transaction, child: str) -> Iterator[Dated[Held]]:
    """Return every plan that a child had, in order."""
    dated = _Dating(transaction, child)
    before: Plan | None = None
    for at, plan in people.plans(transaction, child):
        yield dated(at, Held(plan, changed(before, plan)))
        before = plan


def changed(before: Plan | None, after: Plan) -> tuple[str, ...]:
    """Return the names of the settings that differ; of a first plan none is changed."""
    if before is None:
        return ()
    names = Plan.model_fields
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


class _Dating:
    """Says of moments of a child how many days after its first session they are."""

    def __init__(self, transaction: Transaction, child: str) -> None:
        self._code = people.get(transaction, child).code
        self._first = first_day(transaction, child)

    def __call__(self, at: datetime, what: T) -> Dated[T]:
        day = (at.date() - self._first).days if self._first else None
        return Dated(self._code, at, day, what)
