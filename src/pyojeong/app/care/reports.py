"""Reports for a caregiver: everything of a child is read in one moment, and told by that.

A child that is renamed or removed meanwhile changes nothing in what is half made; who asks
afterwards gets the new name, or hears that there is no such child.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.care.coming import coming
from pyojeong.app.care.plan import settled
from pyojeong.app.care.standing import rungs
from pyojeong.app.care.words import Said
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import WEEKS, Plan
from pyojeong.app.domain.trial import TEACH, Language
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.verdict import Verdict, verdict
from pyojeong.app.exercises.words import FEELINGS
from pyojeong.app.practice import standings
from pyojeong.app.reports.drawn import drawn
from pyojeong.app.reports.head import Head, Period
from pyojeong.app.reports.paper import Links
from pyojeong.app.reports.parent import Account, parent
from pyojeong.app.reports.sheet import sheet
from pyojeong.app.reports.therapist import Findings, therapist
from pyojeong.app.store import Store, facts, forms, glances, observations, people
from pyojeong.app.store.glances import Glimpse
from pyojeong.app.store.people import Enrolled

RECENT = timedelta(weeks=WEEKS)  # the planned dose
LISTED = 20  # sessions to choose a sheet from, the last


@dataclass(frozen=True)
class Asked:
    """What is asked for.

    language: of the report. period: that it is about. coded: the child's code stands in it in
    place of the name. links: of its page: back, and to the PDF; None: it is for a PDF.
    """

    language: Language
    period: Period = "all"
    coded: bool = False
    links: Links | None = None


@dataclass(frozen=True)
class Snapshot:
    """All that is known of a child at one moment; plans by the clock of who asks."""

    known: Enrolled
    plans: Sequence[tuple[datetime, Plan]]
    sessions: Sequence[Glimpse]
    rows: Sequence[Seen]
    observed: Sequence[Observed]

    @property
    def plan(self) -> Plan:
        """The plan that holds."""
        return self.plans[-1][1]

    @property
    def began(self) -> date:
        """The day on which the plan began, or the first session if it was before."""
        return min([self.plans[0][0].date(), *(one.day for one in self.sessions[:1])])

    @property
    def taught(self) -> frozenset[Feeling]:
        """The feelings whose teaching has begun."""
        return frozenset(row.feeling for row in self.rows if row.purpose == TEACH)

    def verdict(self) -> Verdict:
        """Return what can be said of everything so far."""
        over = {one.number for one in self.sessions if one.ended is not None}
        return verdict([row for row in self.rows if row.session in over], self.plan.starts)


class Reports:
    """What can be taken away on paper; any thread may ask.

    All raise UnknownChildError where there is no such child.

    Args:
        store: what is remembered.
        clock: the time, with its zone.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def therapist(self, key: str, asked: Asked) -> str:
        """Return the therapist's report as HTML."""
        snapshot, now = self._snapshot(key), self._clock()
        sessions = within(asked.period, snapshot.sessions, now)
        here = of_sessions(snapshot.rows, sessions)
        found = Findings(
            rows=snapshot.rows,
            here=here,
            sessions=sessions,
            plans=snapshot.plans,
            verdict=snapshot.verdict(),
            figures=drawn(snapshot.rows, here, snapshot.observed, snapshot.plans, asked.language),
        )
        return therapist(_head(snapshot, asked, now, sessions), found, links=asked.links)

    def parent(self, key: str, asked: Asked) -> str:
        """Return the parent's page as HTML."""
        now = self._clock()
        with self._store.reading() as transaction:
            snapshot = self._read(transaction, key)
            note = standings.standing(transaction, key)
            form = forms.waiting(transaction, key)
        agreed = snapshot.known.child.may_practise
        every = rungs(snapshot.plan, note.goals, now)
        following = coming(
            snapshot.plan, every, now, agreed=agreed, practised=note.practised, form=form
        )
        sessions = within(asked.period, snapshot.sessions, now)
        account = Account(
            rows=of_sessions(snapshot.rows, sessions),
            plan=snapshot.plan,
            verdict=snapshot.verdict(),
            practised=note.practised,
            taught=snapshot.taught,
            following=following.in_(asked.language),
            about=feeling_of(following),
        )
        return parent(_head(snapshot, asked, now, sessions), account, links=asked.links)

    def sheet(self, key: str, asked: Asked, number: int | None = None) -> str:
        """Return a session's sheet as HTML.

        Args:
            key: of the child.
            asked: how it should be.
            number: of the session, from 0; None: the last one with an answer.
        """
        snapshot, now = self._snapshot(key), self._clock()
        told = [one for one in snapshot.sessions if one.tasks]
        mine = told[-1:] if number is None else [one for one in told if one.number == number]
        return sheet(
            _head(snapshot, asked, now, mine),
            mine[0] if mine else None,
            of_sessions(snapshot.rows, mine),
            links=asked.links,
        )

    def sessions(self, key: str) -> tuple[Glimpse, ...]:
        """Return the last sessions with an answer, the newest first."""
        with self._store.reading() as transaction:
            people.get(transaction, key)
            return glances.latest(transaction, key, LISTED, answered=True)

    @property
    def folder(self) -> Path | None:
        """The data folder; None: there is none."""
        return self._store.folder

    def today(self) -> datetime:
        """Return the time, with its zone."""
        return self._clock()

    def _snapshot(self, key: str) -> Snapshot:
        """Read everything in one transaction, which sees one moment."""
        with self._store.reading() as transaction:
            return self._read(transaction, key)

    def _read(self, transaction: Transaction, key: str) -> Snapshot:
        known = people.get(transaction, key)
        count = glances.sessions(transaction, key)
        return Snapshot(
            known=known,
            plans=settled(people.plans(transaction, key)),
            sessions=glances.latest(transaction, key, count)[::-1],
            rows=facts.seen(transaction, key),
            observed=observations.of(transaction, key),
        )


def feeling_of(said: Said) -> Feeling | None:
    """Return the feeling that a sentence is about; None: it names none."""
    return next((one for one, word in FEELINGS.items() if word == said.values.get("feeling")), None)


def within(period: Period, sessions: Sequence[Glimpse], now: datetime) -> Sequence[Glimpse]:
    """Return the sessions of a period, in order."""
    match period:
        case "all":
            return sessions
        case "weeks":
            return [one for one in sessions if one.day >= first_of_weeks(now)]
        case "last":
            return [one for one in sessions if one.tasks][-1:]


def of_sessions(rows: Sequence[Seen], sessions: Sequence[Glimpse]) -> Sequence[Seen]:
    """Return the rows of some sessions, in order."""
    numbers = {one.number for one in sessions}
    return [row for row in rows if row.session in numbers]


def first_of_weeks(now: datetime) -> date:
    """Return the first day of the last weeks, of which today is the last."""
    return (now - RECENT).date() + timedelta(days=1)


def days_of(
    period: Period, began: date, sessions: Sequence[Glimpse], now: datetime
) -> tuple[date, date]:
    """Return the first and the last day of a period, with practice or without.

    So that who has stopped, or began late, is seen to have: a period of weeks or of everything ends
    on the day the report is made.

    Args:
        period: that was asked for.
        began: the day on which the plan did.
        sessions: of the period, in order.
        now: when the report is made.
    """
    today = now.date()
    match period:
        case "all":
            return min(began, today), today
        case "weeks":
            return min(max(began, first_of_weeks(now)), today), today
        case "last":
            day = sessions[-1].day if sessions else today
            return day, day


def _head(snapshot: Snapshot, asked: Asked, now: datetime, sessions: Sequence[Glimpse]) -> Head:
    since, until = days_of(asked.period, snapshot.began, sessions, now)
    known = snapshot.known
    return Head(
        shown=known.code if asked.coded else known.child.pseudonym,
        language=asked.language,
        made=now,
        since=since,
        until=until,
        period=asked.period,
    )
