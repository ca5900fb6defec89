"""Phase graphs: what one feeling's probes showed before teaching, since, and once it was mastered.

Each feeling is a panel. While sessions are few a point is a session; of many, it is a week.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

from pyojeong.app.domain.feelings import ORDER, SAFETY, Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.review import KEPT
from pyojeong.app.domain.standing import GATE, PASSED
from pyojeong.app.domain.trial import TEACH, Purpose, Step
from pyojeong.app.domain.weekly import monday
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.share import NONE, Share

SESSIONS = 60  # of which each has its own point; of more, a point is a week
PAUSE = 14  # [D] days without a session, from which on a gap is shown: two weeks of the plan

# baseline: held-out probes before the feeling was taught; taught: while it was; gate: with new
# faces; kept: once it was mastered; step: of a later rung, before that was taught; form: of a probe
# form; real: observed in real life; teach: trials of teaching, right without help.
Kind = Literal["baseline", "taught", "gate", "kept", "step", "form", "real", "teach"]

# What changes at a phase line, beside the plan.
Turn = Literal["teaching", "mastered", "again"]


@dataclass(frozen=True)
class Point:
    """A share right in a session, or in a week.

    day: of the session, or the Monday of the week. session: its number, from 0; None: of a week or
    of real life.
    """

    day: date
    session: int | None
    kind: Kind
    share: Share


@dataclass(frozen=True)
class Line:
    """A phase line: from that session on something is otherwise. session: from 0."""

    day: date
    session: int
    turn: Turn


@dataclass(frozen=True)
class Change:
    """A setting of the plan that was changed on a day, with its value before and after."""

    day: date
    name: str
    before: object
    after: object


@dataclass(frozen=True)
class Pause:
    """Days between two sessions on which there was none. since, until: of these sessions."""

    since: date
    until: date

    @property
    def days(self) -> int:
        """How many days had no session."""
        return (self.until - self.since).days - 1


@dataclass(frozen=True)
class Panel:
    """The graph of one feeling.

    since, until: of the first and the last point of all panels. weekly: a point is a week.
    changes, pauses: the same in each panel.
    """

    feeling: Feeling
    since: date
    until: date
    weekly: bool
    points: tuple[Point, ...]
    lines: tuple[Line, ...] = ()
    changes: tuple[Change, ...] = ()
    pauses: tuple[Pause, ...] = ()

    def of(self, *kinds: Kind) -> tuple[Point, ...]:
        """Return the points of some kinds, in order."""
        return tuple(point for point in self.points if point.kind in kinds)


def phases(
    seen: Sequence[Seen],
    observed: Sequence[Observed] = (),
    plans: Sequence[tuple[datetime, Plan]] = (),
) -> tuple[Panel, ...]:
    """Return a panel for each feeling of which something was seen, in the order of teaching.

    Args:
        seen: in order.
        observed: in order.
        plans: from when on which plan held, in order.
    """
    tally, real = _tally(seen), _real(observed)
    there = {feeling for feeling, _session, _kind in tally.shares} | real.keys()
    if not there:
        return ()
    days = tally.days
    weekly = len(days) > SESSIONS
    told = [*(monday(day) if weekly else day for day in days.values())]
    told += [week for weeks in real.values() for week in weeks]
    changes, pauses = changed(plans), paused(list(days.values()))
    points = _points(tally, real, weekly=weekly)
    return tuple(
        Panel(
            feeling,
            min(told),
            max(told),
            weekly,
            tuple(points.get(feeling, ())),
            tuple(Line(days[session], session, turn) for session, turn in _turns(tally, feeling)),
            changes,
            pauses,
        )
        for feeling in (*ORDER, SAFETY)
        if feeling in there
    )


def changed(plans: Sequence[tuple[datetime, Plan]]) -> tuple[Change, ...]:
    """Return what was changed from each plan to the next, in order."""
    return tuple(
        Change(at.date(), name, getattr(before, name), getattr(after, name))
        for (_since, before), (at, after) in pairwise(plans)
        for name in Plan.model_fields
        if getattr(before, name) != getattr(after, name)
    )


def paused(days: Sequence[date]) -> tuple[Pause, ...]:
    """Return the gaps between sessions that are long, in order.

    Args:
        days: of the sessions, in order.
    """
    return tuple(
        Pause(since, until) for since, until in pairwise(days) if (until - since).days > PAUSE
    )


@dataclass
class _Tally:
    """Answers counted once, session by session.

    rungs: the step on which a feeling was first taught. sets: of gates and of probes of keeping on
    that step.
    """

    shares: dict[tuple[Feeling, int, Kind], Share] = field(default_factory=dict)
    days: dict[int, date] = field(default_factory=dict)
    rungs: dict[Feeling, Step] = field(default_factory=dict)
    begun: dict[Feeling, int] = field(default_factory=dict)
    sets: dict[tuple[Feeling, int, Purpose], Share] = field(default_factory=dict)


KINDS: Mapping[Purpose, Kind] = {
    "teach": "teach",
    "baseline": "step",
    "track": "taught",
    "gate": "gate",
    "maintenance": "kept",
    "review": "kept",
    "form": "form",
}
SETS: frozenset[Purpose] = frozenset({"gate", "maintenance"})  # probes that decide together


def _tally(seen: Sequence[Seen]) -> _Tally:
    tally = _Tally()
    days, begun = tally.days, tally.begun
    asked: dict[tuple[Feeling, int, Kind], int] = {}
    right: dict[tuple[Feeling, int, Kind], int] = {}
    for one in seen:
        feeling, session, purpose = one.feeling, one.session, one.purpose
        if session not in days:
            days[session] = one.at.date()
        kind = KINDS.get(purpose)
        if kind is None:
            continue
        if purpose == TEACH:
            if feeling not in begun:
                begun[feeling], tally.rungs[feeling] = session, one.step
        elif feeling not in begun and purpose != "form":
            kind = "baseline"
        if purpose in SETS and one.step == tally.rungs.get(feeling):
            mine = feeling, session, purpose
            tally.sets[mine] = tally.sets.get(mine, NONE).and_(right=one.correct)
        key = feeling, session, kind
        asked[key] = asked.get(key, 0) + 1
        if one.correct and not one.prompted:
            right[key] = right.get(key, 0) + 1
    tally.shares.update((key, Share(right.get(key, 0), n)) for key, n in asked.items())
    return tally


def _turns(tally: _Tally, feeling: Feeling) -> Iterator[tuple[int, Turn]]:
    """Give the sessions in which a feeling's phase changed: by the rules of domain/course.py."""
    if feeling not in tally.begun:
        return
    yield tally.begun[feeling], "teaching"
    mastered = False
    for (mine, session, purpose), (right, n) in tally.sets.items():
        if mine != feeling or n < GATE:
            continue
        if not mastered and purpose == "gate" and right / n >= PASSED:
            mastered = True
            yield session, "mastered"
        elif mastered and purpose == "maintenance" and right / n < KEPT:
            mastered = False
            yield session, "again"


def _real(observed: Sequence[Observed]) -> dict[Feeling, dict[date, Share]]:
    """Return what was managed alone in real life, by feeling and week."""
    found: dict[Feeling, dict[date, Share]] = {}
    for one in observed:
        weeks, week = found.setdefault(one.feeling, {}), monday(one.at.date())
        weeks[week] = weeks.get(week, NONE).and_(right=one.result == "alone")
    return found


def _points(
    tally: _Tally, real: Mapping[Feeling, Mapping[date, Share]], *, weekly: bool
) -> dict[Feeling, list[Point]]:
    """Return the points of each feeling, by day."""
    counted: dict[tuple[Feeling, date, int | None, Kind], Share] = {}
    days = {session: monday(day) if weekly else day for session, day in tally.days.items()}
    for (feeling, session, kind), (right, n) in tally.shares.items():
        where = feeling, days[session], None if weekly else session, kind
        before, asked = counted.get(where, NONE)
        counted[where] = Share(before + right, asked + n)
    for feeling, weeks in real.items():
        for week, share in weeks.items():
            counted[feeling, week, None, "real"] = share
    points: dict[Feeling, list[Point]] = {}
    for (feeling, day, session, kind), share in counted.items():
        points.setdefault(feeling, []).append(Point(day, session, kind, share))
    for mine in points.values():
        mine.sort(key=lambda point: (point.day, point.session or 0))
    return points
