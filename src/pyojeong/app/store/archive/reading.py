"""Reading an archive: a child as it was, on another machine.

First all of it is checked, which takes seconds and needs nobody's database; then its rows are
stored in one transaction, which is as short as it can be: meanwhile no other child can answer.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from pyojeong.app.domain.trial import Outcome, Trial
from pyojeong.app.evidence.seen import chosen_of
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
from pyojeong.app.store.archive.sentences import ODD
from pyojeong.app.store.archive.spool import Rows, Spool
from pyojeong.app.store.archive.unzipped import Unzipped, faults
from pyojeong.app.store.facts import facts_of
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

AT_ONCE = 500  # rows that are kept together
PERSON = 40  # characters of a person's key, as the column has it

Fits = Callable[[str, str], None]
T = TypeVar("T")


def check(file: BinaryIO, fits: Fits, spool: Spool) -> None:
    """Check all of an archive, and keep its rows for `storing.store`.

    Args:
        file: the archive, which can be read at any place.
        fits: raises ValueError where the child's picture, or the settings of its page (JSON), are
            none of ours.
        spool: where rows are kept; numbers of sessions and trials stand there in place of ids.

    Raises:
        ArchiveError: it is none, or newer, too large or damaged; or something in it cannot be.
        StorageError: the disk is full.
    """
    archive = Unzipped(file)
    with faults():
        _Reader(archive, spool).read(fits)


class _Reader:
    """Checks one archive. _sessions: how many there are."""

    def __init__(self, archive: Unzipped, spool: Spool) -> None:
        self._archive = archive
        self._spool = spool
        self._child = archive.manifest.child
        self._sessions = 0

    def read(self, fits: Fits) -> None:
        """Check all of it."""
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

    def _read_child(self, fits: Fits) -> None:
        (one,) = self._archive.lines("child.jsonl", ChildLine)
        manifest = self._archive.manifest
        if (one.key, one.pseudonym) != (manifest.child, manifest.pseudonym):
            raise ArchiveError(ODD)
        lines.plain(one.settings)
        fits(one.picture, one.settings)
        self._spool.add(ChildRow, [_values(one)])

    def _read_rows(
        self,
        name: str,
        kind: type[Line],
        row: type[Base],
        look: Callable[[Any], None] = lambda _line: None,
    ) -> int:
        """Keep the lines of a member as they are, and return how many there were."""
        count = 0
        for some in _some(self._archive.lines(name, kind)):
            for line in some:
                look(line)
            self._spool.add(row, [{"child": self._child, **_values(line)} for line in some])
            count += len(some)
        return count

    def _look_at_form(self, line: FormLine) -> None:
        if line.session is not None and line.session >= self._sessions:
            raise ArchiveError(ODD)

    def _read_sessions(self) -> None:
        ended = True
        for some in _some(self._archive.lines("session.jsonl", SessionLine)):
            for number, line in enumerate(some, self._sessions):
                _look_at_session(line, number, last_ended=ended)
                ended = line.why is not None
            own = [{"child": self._child, **_values(line, but="breaks")} for line in some]
            self._spool.add(SessionRow, own)
            self._sessions += len(some)
            breaks: Rows = [
                {"session": line.number, **_values(one)} for line in some for one in line.breaks
            ]
            self._spool.add(PauseRow, breaks)

    def _read_trials(self) -> None:
        first, session, answered = 0, 0, True
        for some in _some(self._archive.lines("trial.jsonl", TrialLine)):
            trials = [_trial(line) for line in some]
            for number, (line, trial) in enumerate(zip(some, trials, strict=True), first):
                in_order = trial.number == number and session <= trial.session
                if not (in_order and answered and trial.session < self._sessions):
                    raise ArchiveError(ODD)
                _look_at_responses(line, trial)
                session, answered = trial.session, bool(line.responses)
            self._keep(some, trials)
            first += len(some)

    def _keep(self, some: list[TrialLine], trials: list[Trial]) -> None:
        both = list(zip(some, trials, strict=True))
        own = [{**self._row(trial), **_values(line, but="responses")} for line, trial in both]
        self._spool.add(TrialRow, own)
        responses: Rows = [
            {"trial": trial.number, "chosen": chosen_of(trial, one.place), **_values(one)}
            for line, trial in both
            for one in line.responses
        ]
        self._spool.add(ResponseRow, responses)

    def _row(self, trial: Trial) -> dict[str, object]:
        return {
            "child": self._child,
            "session": trial.session,
            "number": trial.number,
            "exercise": trial.exercise,
            "feeling": trial.goal.feeling,
            "step": trial.goal.step,
            "purpose": trial.purpose,
            "language": trial.language,
            **facts_of(trial)._asdict(),
        }


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
            exercise.record(trial, _outcome(trial, first).place)
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
