"""Times that can be: what of a child's course comes before what, as practice keeps it."""

from bisect import bisect
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from pyojeong.app.store.archive.lines import SessionLine, TrialLine, WithdrawnLine
from pyojeong.app.store.archive.sentences import ODD
from pyojeong.core.errors import ArchiveError

AHEAD = timedelta(days=1)  # that another machine's clock may be before this one's
# Practice goes on by the clock as it is, once what is stored lies so far ahead of it (see
# practice/scene.py): then the clock was wrong, and was put right.
ASTRAY = timedelta(days=1)


class Span(NamedTuple):
    """When a session was. ended: None while it is under way. offset: minutes ahead of UTC."""

    started: datetime
    ended: datetime | None
    offset: int


START = attrgetter("started")


def span_of(line: SessionLine, last: Span | None) -> Span:
    """Return when a session was, that came after the last one; None: it is the first.

    Raises:
        ArchiveError: it or a break ended before it began, or lies where it cannot.
    """
    breaks = [at for one in line.breaks for at in (one.from_at, one.to_at)]
    _in_order([line.started_at, *breaks, line.ended_at])
    if last and timedelta() < last.started - line.started_at <= ASTRAY:
        raise ArchiveError(ODD)
    return Span(line.started_at, line.ended_at, line.started_offset)


def look_at_trial(line: TrialLine, since: datetime, span: Span) -> None:
    """Refuse a trial outside its session, or one that was responded to before it was shown.

    Args:
        line: of the trial.
        since: when the trial before it in the session was shown, or the session began.
        span: of the session.

    Raises:
        ArchiveError: it is one.
    """
    _in_order([since, line.shown_at, *(one.at for one in line.responses), span.ended])


def look_at_withdrawn(line: WithdrawnLine) -> None:
    """Refuse a trial that was taken back before it was shown.

    Raises:
        ArchiveError: it is one.
    """
    _in_order([line.shown_at, line.at])


def offset_at(at: datetime, spans: Sequence[Span]) -> int:
    """Return how many minutes the clock of the nearest session was ahead of UTC; 0: there is none.

    Plans of archives that were made before plans had clocks of their own need it.

    Args:
        at: a moment.
        spans: of sessions, in order of time.
    """
    after = bisect(spans, at, key=START)
    near = spans[max(0, after - 1) : after + 1]
    return min(near, key=lambda span: abs(span.started - at)).offset if near else 0


def _in_order(moments: Sequence[datetime | None]) -> None:
    """Refuse moments of which one comes before another that it must follow; None is no moment."""
    known = [at for at in moments if at is not None]
    if any(later < earlier for earlier, later in pairwise(known)):
        raise ArchiveError(ODD)
