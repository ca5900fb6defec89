"""Reading an archive: a child as it was, on another machine, in one transaction."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from sqlalchemy import insert, or_, select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.trial import Outcome, Trial
from pyojeong.app.exercises import EXERCISES
from pyojeong.app.store.archive import lines
from pyojeong.app.store.archive.lines import (
    ChildLine,
    ConsentLine,
    FormLine,
    Line,
    ObservationLine,
    PlanLine,
    ResponseLine,
    SessionLine,
    SignalLine,
    TrialLine,
    WithdrawnLine,
)
from pyojeong.app.store.archive.sentences import ODD, THERE
from pyojeong.app.store.archive.unzipped import Unzipped, faults
from pyojeong.app.store.facts import chosen_of, facts_of
from pyojeong.app.store.moments import local
from pyojeong.app.store.tables import (
    Base,
    ChildRow,
    ConsentRow,
    FormRow,
    ObservationRow,
    PauseRow,
    PlanRow,
    ResponseRow,
    SessionRow,
    SignalRow,
    TrialRow,
    WithdrawnRow,
)
from pyojeong.core.errors import ArchiveError

AT_ONCE = 500  # rows that are stored together
PERSON = 40  # characters of a person's key, as the column has it

Fits = Callable[[str, str], None]
T = TypeVar("T")


def read(transaction: Transaction, file: BinaryIO, fits: Fits) -> str:
    """Store the child of an archive, and return its key; who raises leaves nothing behind.

    Args:
        transaction: in which all of it is stored, or nothing.
        file: the archive, which can be read at any place.
        fits: raises ValueError where the child's picture, or the settings of its page (JSON), are
            none of ours.

    Raises:
        ArchiveError: it is none, or newer, too large or damaged; something in it cannot be; or
            the child is here already.
    """
    archive = Unzipped(file)
    with faults():
        try:
            return _Reader(transaction, archive).read(fits)
        except (IntegrityError, DataError) as error:
            raise ArchiveError(ODD) from error


class _Reader:
    """Stores one archive. _sessions: ids of the sessions, by their numbers."""

    def __init__(self, transaction: Transaction, archive: Unzipped) -> None:
        self._transaction = transaction
        self._archive = archive
        self._child = archive.manifest.child
        self._sessions: list[int] = []

    def read(self, fits: Fits) -> str:
        """Store all of it, and return the child's key."""
        self._read_child(fits)
        self._read_rows("consent.jsonl", ConsentLine, ConsentRow)
        if not self._read_rows("plan.jsonl", PlanLine, PlanRow):
            raise ArchiveError(ODD)  # nobody is here without a plan
        self._read_sessions()
        self._read_trials()
        self._read_rows("withdrawn.jsonl", WithdrawnLine, WithdrawnRow)
        self._read_rows("form.jsonl", FormLine, FormRow, self._look_at_form)
        self._read_rows("observation.jsonl", ObservationLine, ObservationRow)
        self._read_rows("signal.jsonl", SignalLine, SignalRow)
        return self._child

    def _read_child(self, fits: Fits) -> None:
        (one,) = self._archive.lines("child.jsonl", ChildLine)
        manifest = self._archive.manifest
        if (one.key, one.pseudonym) != (manifest.child, manifest.pseudonym):
            raise ArchiveError(ODD)
        lines.plain(one.settings)
        fits(one.picture, one.settings)
        same = or_(ChildRow.key == one.key, ChildRow.code == one.code)
        if self._transaction.scalar(select(ChildRow.key).where(same)) is not None:
            raise ArchiveError(THERE)
        self._store(ChildRow, [_values(one)])

    def _read_rows(
        self,
        name: str,
        kind: type[Line],
        row: type[Base],
        look: Callable[[Any], None] = lambda _line: None,
    ) -> int:
        """Store the lines of a member as they are, and return how many there were."""
        count = 0
        for some in _some(self._archive.lines(name, kind)):
            for line in some:
                look(line)
            self._store(row, [{"child": self._child, **_values(line)} for line in some])
            count += len(some)
        return count

    def _look_at_form(self, line: FormLine) -> None:
        if line.session is not None and line.session >= len(self._sessions):
            raise ArchiveError(ODD)

    def _read_sessions(self) -> None:
        ended = True
        for some in _some(self._archive.lines("session.jsonl", SessionLine)):
            first = len(self._sessions)
            for number, line in enumerate(some, first):
                _look_at_session(line, number, last_ended=ended)
                ended = line.why is not None
            own = [{"child": self._child, **_values(line, but="breaks")} for line in some]
            self._store(SessionRow, own)
            self._sessions += self._ids(SessionRow, first, len(some))
            breaks = [
                {"session": self._sessions[line.number], **_values(one)}
                for line in some
                for one in line.breaks
            ]
            self._store(PauseRow, breaks)

    def _read_trials(self) -> None:
        first, session, answered = 0, 0, True
        for some in _some(self._archive.lines("trial.jsonl", TrialLine)):
            trials = [_trial(line) for line in some]
            for number, (line, trial) in enumerate(zip(some, trials, strict=True), first):
                in_order = trial.number == number and session <= trial.session
                if not (in_order and answered and trial.session < len(self._sessions)):
                    raise ArchiveError(ODD)
                _look_at_responses(line, trial)
                session, answered = trial.session, bool(line.responses)
            self._store_trials(some, trials, first)
            first += len(some)

    def _store_trials(self, some: list[TrialLine], trials: list[Trial], first: int) -> None:
        both = list(zip(some, trials, strict=True))
        own = [{**self._row(trial), **_values(line, but="responses")} for line, trial in both]
        self._store(TrialRow, own)
        ids = self._ids(TrialRow, first, len(some))
        responses = [
            {"trial": row, "chosen": chosen_of(trial, one.place), **_values(one)}
            for row, (line, trial) in zip(ids, both, strict=True)
            for one in line.responses
        ]
        self._store(ResponseRow, responses)

    def _row(self, trial: Trial) -> dict[str, object]:
        return {
            "child": self._child,
            "session": self._sessions[trial.session],
            "number": trial.number,
            "exercise": trial.exercise,
            "feeling": trial.goal.feeling,
            "step": trial.goal.step,
            "purpose": trial.purpose,
            "language": trial.language,
            **facts_of(trial)._asdict(),
        }

    def _store(self, row: type[Base], values: list[dict[str, Any]]) -> None:
        if values:
            self._transaction.execute(insert(row), values)

    def _ids(self, row: type[SessionRow | TrialRow], first: int, count: int) -> list[int]:
        """Return the ids of rows that were just stored, by their numbers."""
        mine = (row.child == self._child, row.number >= first)
        ids = list(self._transaction.scalars(select(row.id).where(*mine).order_by(row.number)))
        if len(ids) != count:
            raise ArchiveError(ODD)
        return ids


def _values(line: Line, but: str = "") -> dict[str, Any]:
    return {name: getattr(line, name) for name in type(line).model_fields if name != but}


def _some(lines_: Iterable[T]) -> Iterator[list[T]]:
    """Return lines, some at a time."""
    rest = iter(lines_)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _look_at_session(line: SessionLine, number: int, *, last_ended: bool) -> None:
    """Refuse sessions that do not follow each other, or are under way in the middle."""
    under_way = [one for one in line.breaks if one.to_at is None]
    if line.number != number or not last_ended or (line.why is None) != (line.ended_at is None):
        raise ArchiveError(ODD)
    if len(under_way) > (line.why is None):
        raise ArchiveError(ODD)


def _trial(line: TrialLine) -> Trial:
    lines.plain(line.value)
    trial = Trial.model_validate_json(line.value)
    face = trial.asked
    if face and len(face.person.key) > PERSON:
        raise ArchiveError(ODD)
    return trial


def _look_at_responses(line: TrialLine, trial: Trial) -> None:
    """Refuse responses that the trial could not have had, and trials that nobody could report."""
    for attempt, one in enumerate(line.responses):
        right = one.place in trial.answers
        if (one.attempt, one.correct) != (attempt, right) or one.place >= len(trial.choices):
            raise ArchiveError(ODD)
    try:
        exercise = EXERCISES.get(trial.exercise)
        exercise.say(trial)
        for first in line.responses[:1]:
            exercise.record(_outcome(trial, first))
    except Exception as error:  # whatever an exercise makes of a trial that it never made
        raise ArchiveError(ODD) from error


def _outcome(trial: Trial, first: ResponseLine) -> Outcome:
    return Outcome(
        trial=trial,
        place=first.place,
        prompted=first.prompted,
        reaction_ms=first.reaction_ms,
        at=local(first.at, first.at_offset),
    )
