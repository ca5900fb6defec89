"""Reading an archive: a child as it was, on another machine.

First all of it is checked, which takes seconds and needs nobody's database; then its rows are
stored in one transaction, which is as short as it can be: meanwhile no other child can answer.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
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
from pyojeong.app.store.archive.sentences import LARGE, ODD
from pyojeong.app.store.archive.spool import Rows, Spool
from pyojeong.app.store.archive.times import (
    AHEAD,
    START,
    Span,
    look_at_trial,
    look_at_withdrawn,
    offset_at,
    span_of,
)
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
SESSIONS = 50_000  # of a child: five a day for as long as children practise here, and more [D]

Fits = Callable[[str, str], None]
T = TypeVar("T")
L = TypeVar("L", bound=Line)


def check(file: BinaryIO, fits: Fits, spool: Spool, now: datetime) -> None:
    """Check all of an archive, and keep its rows for `storing.store`.

    Args:
        file: the archive, which can be read at any place.
        fits: raises ValueError where the child's picture, or the settings of its page (JSON), are
            none of ours.
        spool: where rows are kept; numbers of sessions and trials stand there in place of ids.
        now: the time, with its zone: an archive tells nothing of what is still to come.

    Raises:
        ArchiveError: it is none, or newer, too large or damaged; or something in it cannot be.
        StorageError: the disk is full.
    """
    archive = Unzipped(file)
    with faults():
        _Reader(archive, spool, now + AHEAD).read(fits)


class _Reader:
    """Checks one archive. _latest: moment that may stand in it. _spans: of its sessions."""

    def __init__(self, archive: Unzipped, spool: Spool, latest: datetime) -> None:
        self._archive = archive
        self._spool = spool
        self._child = archive.manifest.child
        self._latest = latest
        self._spans: list[Span] = []

    def read(self, fits: Fits) -> None:
        """Check all of it."""
        self._read_child(fits)
        self._read_rows("consent.jsonl", ConsentLine, ConsentRow)
        self._read_sessions()
        self._read_plans()
        self._read_trials()
        self._read_rows("withdrawn.jsonl", WithdrawnLine, WithdrawnRow, look_at_withdrawn)
        self._read_rows("form.jsonl", FormLine, FormRow, self._look_at_form)
        self._read_rows("observation.jsonl", ObservationLine, ObservationRow)
        self._read_rows("signal.jsonl", SignalLine, SignalRow)

    def _read_child(self, fits: Fits) -> None:
        (one,) = self._lines("child.jsonl", ChildLine)
        manifest = self._archive.manifest
        if (one.key, one.pseudonym) != (manifest.child, manifest.pseudonym):
            raise ArchiveError(ODD)
        lines.plain(one.settings)
        fits(one.picture, one.settings)
        self._spool.add(ChildRow, [_values(one)])

    def _lines(self, name: str, kind: type[L]) -> Iterator[L]:
        return self._archive.lines(name, kind, self._latest)

    def _read_rows(
        self,
        name: str,
        kind: type[L],
        row: type[Base],
        look: Callable[[L], None] = lambda _line: None,
    ) -> None:
        """Keep the lines of a member as they are."""
        for some in _some(self._lines(name, kind)):
            for line in some:
                look(line)
            self._spool.add(row, [{"child": self._child, **_values(line)} for line in some])

    def _look_at_form(self, line: FormLine) -> None:
        if line.session is not None and line.session >= len(self._spans):
            raise ArchiveError(ODD)

    def _read_plans(self) -> None:
        """Keep the plans; those that have no clock of their own get that of a session."""
        there, spans = False, sorted(self._spans, key=START)
        for some in _some(self._lines("plan.jsonl", PlanLine)):
            self._spool.add(PlanRow, [self._plan(line, spans) for line in some])
            there = True
        if not there:
            raise ArchiveError(ODD)  # nobody is here without a plan

    def _plan(self, line: PlanLine, spans: list[Span]) -> dict[str, Any]:
        offset = line.at_offset
        if offset is None:
            offset = offset_at(line.at, spans)
        return {"child": self._child, **_values(line), "at_offset": offset}

    def _read_sessions(self) -> None:
        last: SessionLine | None = None
        for some in _some(self._lines("session.jsonl", SessionLine)):
            for line in some:
                self._look_at_session(line, last)
                last = line
            own = [{"child": self._child, **_session(line)} for line in some]
            self._spool.add(SessionRow, own)
            breaks: Rows = [
                {"session": line.number, **_values(one)} for line in some for one in line.breaks
            ]
            self._spool.add(PauseRow, breaks)

    def _look_at_session(self, line: SessionLine, last: SessionLine | None) -> None:
        """Refuse sessions that do not follow each other, or are under way in the middle."""
        under_way = [one for one in line.breaks if one.to_at is None]
        in_order = line.number == len(self._spans) and (last is None or last.why is not None)
        if not in_order or (line.why is None) != (line.ended_at is None):
            raise ArchiveError(ODD)
        if len(under_way) > (line.why is None):
            raise ArchiveError(ODD)
        if line.number >= SESSIONS:
            raise ArchiveError(LARGE)
        self._spans.append(span_of(line, self._spans[-1] if self._spans else None))

    def _read_trials(self) -> None:
        count = 0
        last: tuple[TrialLine, Trial] | None = None
        for some in _some(self._lines("trial.jsonl", TrialLine)):
            trials = [_trial(line) for line in some]
            for number, (line, trial) in enumerate(zip(some, trials, strict=True), count):
                self._look_at_trial(number, line, trial, last)
                _look_at_responses(line, trial)
                last = (line, trial)
            self._keep(some, trials)
            count += len(some)

    def _look_at_trial(
        self, number: int, line: TrialLine, trial: Trial, last: tuple[TrialLine, Trial] | None
    ) -> None:
        """Refuse trials that do not follow each other, or lie outside their sessions."""
        if trial.number != number or trial.session >= len(self._spans):
            raise ArchiveError(ODD)
        span = self._spans[trial.session]
        since = span.started
        if last:
            line_before, before = last
            if before.session > trial.session or not line_before.responses:
                raise ArchiveError(ODD)
            if before.session == trial.session:
                since = line_before.shown_at
        look_at_trial(line, since, span)

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


def _session(line: SessionLine) -> dict[str, Any]:
    """Return the row of a session.

    Where nobody counted before it began, its calls were counted since the server started: of the
    session that says only that there were none.
    """
    row = _values(line, but="breaks")
    if line.calls_before is None and line.calls:
        row["calls"] = None
    return row


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
