"""Glances: a few numbers of sessions, counted by the database; no trial is opened for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.feelings import SAFETY, Feeling
from pyojeong.app.domain.trial import TEACH, Purpose, Step
from pyojeong.app.store.moments import local
from pyojeong.app.store.sessions import WHY, Break, Why
from pyojeong.app.store.tables import PauseRow, ResponseRow, SessionRow, TrialRow

# Whether anything was answered in a session.
ANSWERED = (
    exists()
    .where(TrialRow.session == SessionRow.id)
    .where(ResponseRow.trial == TrialRow.id, ResponseRow.attempt == 0)
)


@dataclass(frozen=True)
class Glimpse:
    """A session from afar.

    id: of its row. number: from 0. started, ended: by the child's clock when it began; ended:
    None while it is under way. form: kind of the probe form that it was; None: practice. calls:
    connections to other machines while it lasted. pictures: in the data folder when it ended. Of
    both, None: not counted. tasks: responded to.
    """

    id: int
    number: int
    started: datetime
    ended: datetime | None
    why: Why | None
    form: str | None
    calls: int | None
    pictures: int | None
    tasks: int
    breaks: tuple[Break, ...]

    @property
    def day(self) -> date:
        """The day on which it began, by the child's clock."""
        return self.started.date()

    @property
    def rested(self) -> timedelta:
        """Return how long its breaks were together; one that lasts is not counted yet."""
        parts = (one.until - one.since for one in self.breaks if one.until)
        return sum(parts, timedelta())

    @property
    def given(self) -> int:
        """How many of its breaks were given: all that have lasted."""
        return sum(one.until is None or one.until > one.since for one in self.breaks)


class Answer(NamedTuple):
    """A first response, as little of it as the page of a session needs."""

    feeling: Feeling
    step: Step
    purpose: Purpose
    correct: bool
    prompted: bool
    reaction_ms: int


def latest(
    transaction: Transaction, child: str, count: int, *, skip: int = 0, answered: bool = False
) -> tuple[Glimpse, ...]:
    """Return the last sessions of a child, the newest first.

    Args:
        transaction: in which it is read.
        child: its key.
        count: of sessions, at most.
        skip: so many of the newest.
        answered: only those with an answer.
    """
    mine = select(SessionRow).where(SessionRow.child == child).order_by(SessionRow.number.desc())
    if answered:
        mine = mine.where(ANSWERED)
    return _glimpses(transaction, transaction.scalars(mine.offset(skip).limit(count)))


def numbered(transaction: Transaction, child: str, number: int) -> Glimpse | None:
    """Return a session by its number; None: there is none."""
    mine = select(SessionRow).where(SessionRow.child == child, SessionRow.number == number)
    return next(iter(_glimpses(transaction, transaction.scalars(mine))), None)


def sessions(transaction: Transaction, child: str) -> int:
    """Return how many sessions a child had."""
    mine = select(func.count()).select_from(SessionRow).where(SessionRow.child == child)
    return transaction.scalar(mine) or 0


def taught(transaction: Transaction, child: str) -> bool:
    """Return whether any feeling was taught to a child, the safety strand aside."""
    mine = select(TrialRow.id).where(
        TrialRow.child == child, TrialRow.purpose == TEACH, TrialRow.feeling != SAFETY
    )
    return transaction.scalar(mine.limit(1)) is not None


def outcomes(transaction: Transaction, child: str) -> int:
    """Return how many trials of a child were responded to.

    Trials are numbered from 0 without a gap, and only the last may wait for its response: so two
    rows tell, and not the 26,000 of two years.
    """
    mine = select(TrialRow.id, TrialRow.number).where(TrialRow.child == child)
    last = transaction.execute(mine.order_by(TrialRow.number.desc()).limit(1)).first()
    if last is None:
        return 0
    first = select(ResponseRow.trial).where(ResponseRow.trial == last.id, ResponseRow.attempt == 0)
    return last.number + (transaction.scalar(first) is not None)


def answers(transaction: Transaction, session: int) -> list[Answer]:
    """Return the first responses of a session, in order.

    Args:
        transaction: in which it is read.
        session: id of its row.
    """
    firsts = (
        select(
            TrialRow.feeling,
            TrialRow.step,
            TrialRow.purpose,
            ResponseRow.correct,
            ResponseRow.prompted,
            ResponseRow.reaction_ms,
        )
        .join(ResponseRow, ResponseRow.trial == TrialRow.id)
        .where(TrialRow.session == session, ResponseRow.attempt == 0)
        .order_by(TrialRow.number)
    )
    return [Answer._make(row) for row in transaction.execute(firsts)]


def _glimpses(transaction: Transaction, found: Iterable[SessionRow]) -> tuple[Glimpse, ...]:
    rows = tuple(found)
    ids = [row.id for row in rows]
    tasks, breaks = _tasks(transaction, ids), _breaks(transaction, ids)
    return tuple(_glimpse(row, tasks.get(row.id, 0), breaks.get(row.id, ())) for row in rows)


def _glimpse(row: SessionRow, tasks: int, breaks: Iterable[Break]) -> Glimpse:
    return Glimpse(
        id=row.id,
        number=row.number,
        started=local(row.started_at, row.started_offset),
        ended=row.ended_at and local(row.ended_at, row.started_offset),
        why=WHY.validate_python(row.why),
        form=row.form,
        calls=row.calls,
        pictures=row.pictures,
        tasks=tasks,
        breaks=tuple(breaks),
    )


def _tasks(transaction: Transaction, ids: list[int]) -> Mapping[int, int]:
    """Return how many trials of each session were responded to."""
    counted = (
        select(TrialRow.session, func.count())
        .join(ResponseRow, ResponseRow.trial == TrialRow.id)
        .where(TrialRow.session.in_(ids), ResponseRow.attempt == 0)
        .group_by(TrialRow.session)
    )
    return {row[0]: row[1] for row in transaction.execute(counted)}


def _breaks(transaction: Transaction, ids: list[int]) -> Mapping[int, list[Break]]:
    found: dict[int, list[Break]] = defaultdict(list)
    mine = select(PauseRow).where(PauseRow.session.in_(ids)).order_by(PauseRow.id)
    for row in transaction.scalars(mine):
        found[row.session].append(Break(row.from_at, row.to_at))
    return found
