"""Trials, stored before they are shown, and what was responded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.trial import Outcome, Trial
from pyojeong.app.evidence.seen import chosen_of
from pyojeong.app.store.facts import facts_of
from pyojeong.app.store.moments import local, offset_of
from pyojeong.app.store.tables import ResponseRow, TrialRow, WithdrawnRow

ROWS = 500  # that are read at once


@dataclass(frozen=True)
class Response:
    """A response. attempt: 0 is the first, which counts; the others follow an error."""

    attempt: int
    place: int
    correct: bool
    prompted: bool
    reaction_ms: int
    at: datetime


@dataclass(frozen=True)
class Shown:
    """A trial that was shown, with the responses in order.

    helped: the answer was shown before the first response.
    """

    id: int
    trial: Trial
    shown_at: datetime
    responses: tuple[Response, ...] = ()
    helped: bool = False

    @property
    def outcome(self) -> Outcome | None:
        """The first response; None: there is none yet."""
        return outcome(self.trial, self.responses[0]) if self.responses else None


def outcome(trial: Trial, response: Response) -> Outcome:
    """Return the outcome of a first response."""
    return Outcome(
        trial=trial,
        place=response.place,
        prompted=response.prompted,
        reaction_ms=response.reaction_ms,
        at=response.at,
    )


def last(transaction: Transaction, child: str) -> Shown | None:
    """Return the last trial of a child; None: there was none yet."""
    mine = select(TrialRow).where(TrialRow.child == child)
    newest = mine.order_by(TrialRow.number.desc()).limit(1)
    return _shown(transaction, transaction.scalar(newest))


def numbered(transaction: Transaction, child: str, number: int) -> Shown | None:
    """Return a trial by its number; None: there is none."""
    where = (TrialRow.child == child, TrialRow.number == number)
    return _shown(transaction, transaction.scalar(select(TrialRow).where(*where)))


def add(transaction: Transaction, child: str, sitting: int, trial: Trial, at: datetime) -> Shown:
    """Store a trial that is about to be shown."""
    row = TrialRow(
        child=child,
        session=sitting,
        number=trial.number,
        shown_at=at,
        exercise=trial.exercise,
        feeling=trial.goal.feeling,
        step=trial.goal.step,
        purpose=trial.purpose,
        language=trial.language,
        value=trial.model_dump_json(),
        **facts_of(trial)._asdict(),
    )
    transaction.add(row)
    transaction.flush()
    return Shown(row.id, trial, at)


def respond(transaction: Transaction, shown: Shown, response: Response) -> None:
    """Store a response."""
    transaction.add(
        ResponseRow(
            trial=shown.id,
            attempt=response.attempt,
            place=response.place,
            chosen=chosen_of(shown.trial, response.place),
            correct=response.correct,
            prompted=response.prompted,
            reaction_ms=response.reaction_ms,
            at=response.at,
            at_offset=offset_of(response.at),
        )
    )
    transaction.flush()


def help_with(transaction: Transaction, shown: Shown) -> None:
    """Remember that the answer of a trial was shown, if it can be and nobody responded yet."""
    if shown.trial.delay_s is not None and not shown.responses:
        mine = update(TrialRow).where(TrialRow.id == shown.id)
        transaction.execute(mine.values(helped=True))


def withdraw(transaction: Transaction, child: str, shown: Shown, at: datetime) -> None:
    """Take back a trial that nobody responded to: its number goes to the next one.

    It was seen, though, and so it stays on record among the withdrawn.
    """
    value = shown.trial.model_dump_json()
    transaction.add(WithdrawnRow(child=child, shown_at=shown.shown_at, at=at, value=value))
    transaction.execute(delete(TrialRow).where(TrialRow.id == shown.id))


def withdrawn(transaction: Transaction, child: str) -> int:
    """Return how many trials of a child were taken back."""
    mine = select(func.count()).select_from(WithdrawnRow).where(WithdrawnRow.child == child)
    return transaction.scalar(mine) or 0


def history(transaction: Transaction, child: str) -> Iterator[Outcome]:
    """Give what happened in every trial of a child, in order.

    Nothing is kept of a trial that was given: in lists of all, two years take a quarter of a
    gigabyte, and most of the time goes into looking for what could be thrown away.
    """
    firsts = (
        select(
            TrialRow.value,
            ResponseRow.place,
            ResponseRow.prompted,
            ResponseRow.reaction_ms,
            ResponseRow.at,
            ResponseRow.at_offset,
        )
        .join(ResponseRow, ResponseRow.trial == TrialRow.id)
        .where(TrialRow.child == child, ResponseRow.attempt == 0)
        .order_by(TrialRow.number)
        .execution_options(yield_per=ROWS)
    )
    for value, place, prompted, reaction_ms, at, offset in transaction.execute(firsts):
        yield Outcome(
            trial=Trial.model_validate_json(value),
            place=place,
            prompted=prompted,
            reaction_ms=reaction_ms,
            at=local(at, offset),
        )


def _shown(transaction: Transaction, row: TrialRow | None) -> Shown | None:
    if row is None:
        return None
    mine = select(ResponseRow).where(ResponseRow.trial == row.id).order_by(ResponseRow.attempt)
    return Shown(
        id=row.id,
        trial=Trial.model_validate_json(row.value),
        shown_at=row.shown_at,
        responses=tuple(_response(one) for one in transaction.scalars(mine)),
        helped=row.helped,
    )


def _response(row: ResponseRow) -> Response:
    return Response(
        attempt=row.attempt,
        place=row.place,
        correct=row.correct,
        prompted=row.prompted,
        reaction_ms=row.reaction_ms,
        at=local(row.at, row.at_offset),
    )
