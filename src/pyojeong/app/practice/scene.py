"""A scene: all that the store says of a child's practice at one moment, and what follows."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.course import Course
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.schedule import trials_left
from pyojeong.app.domain.trial import TEACH, Outcome, Trial
from pyojeong.app.practice.courses import Courses
from pyojeong.app.practice.states import Paused, Pending, Token
from pyojeong.app.store import people, sessions, trials
from pyojeong.app.store.sessions import Sitting
from pyojeong.app.store.trials import Response, Shown

AGAIN = 2  # [D] times that a trial is asked once more, at most: then it goes on, answer shown
ASTRAY = timedelta(days=1)  # what is stored so far ahead of the clock was stored by a wrong one


@dataclass(frozen=True)
class Scene:
    """All of a child's practice at one moment.

    now: by the clock, but not before what is stored, unless that was by a clock gone astray.
    sitting: the last session. shown: the last trial. course: with the last session begun.
    """

    child: str
    plan: Plan
    now: datetime
    sitting: Sitting | None
    shown: Shown | None
    course: Course

    @property
    def form(self) -> Form | None:
        """Kind of the probe form that the last session is; None: it is practice."""
        return self.sitting.form if self.sitting else None

    @property
    def open(self) -> Sitting | None:
        """The session that was begun and not ended, of whatever day."""
        return self.sitting if self.sitting and self.sitting.why is None else None

    @property
    def today(self) -> Sitting | None:
        """The last session, if it began today."""
        sitting = self.sitting
        if sitting is None or sitting.started_at.date() != self.now.date():
            return None
        return sitting

    @property
    def under_way(self) -> Sitting | None:
        """Today's session, if it has not ended."""
        return self.today and self.open

    @property
    def pending(self) -> Shown | None:
        """The trial of the open session that waits for a response; none does in a break."""
        sitting, shown = self.open, self.shown
        if sitting is None or sitting.paused or shown is None:
            return None
        here = shown.trial.session == sitting.number
        return shown if here and waits(self.plan, shown) else None

    @property
    def played(self) -> datetime:
        """The time with the breaks of this session taken out: they do not make it longer."""
        here = self.course.here
        if self.open is None or not here:
            return self.now
        return self.now - self.open.rested(here[0].at, self.now)

    @property
    def showing(self) -> Pending:
        """What the page shows while a trial waits."""
        if self.shown is None:
            raise ValueError("no trial was shown")
        return Pending(
            trial=self.shown.trial,
            attempt=len(self.shown.responses),
            left=trials_left(self.course, self.played, self.form),
            done=len(self.course.here),
            tokens=earned(self.course) if self.shown.trial.purpose == TEACH else None,
            helped=self.shown.helped,
        )

    def paused(self, since: datetime) -> Paused:
        """Return what the page shows in a break."""
        probes = self.shown is not None and self.shown.trial.purpose != TEACH
        return Paused(
            since=since,
            left=trials_left(self.course, self.played, self.form),
            done=len(self.course.here),
            tokens=None if probes else earned(self.course),
        )

    def after(self, response: Response) -> "Scene":
        """Return the scene with one more response to the trial that waits."""
        if self.shown is None:
            raise ValueError("no trial was shown")
        shown = replace(self.shown, responses=(*self.shown.responses, response))
        first = shown.outcome if response.attempt == 0 else None
        course = self.course.after(first) if first else self.course
        return replace(self, shown=shown, course=course, now=max(self.now, response.at))


def look(transaction: Transaction, courses: Courses, child: str, clock: datetime) -> Scene:
    """Return the scene of a child.

    Raises:
        UnknownChildError: there is no such child.
    """
    plan = people.plan_of(transaction, child)
    sitting = sessions.latest(transaction, child)
    shown = trials.last(transaction, child)
    count = 0 if shown is None else shown.trial.number + bool(shown.responses)
    course = courses.get(transaction, child, plan, count)
    if sitting:
        course = course.begin(sitting.number)
    return Scene(child, plan, _now(clock, sitting, shown), sitting, shown, course)


def next_number(scene: Scene) -> int:
    """Return the number of the session that would come next, from 0."""
    return scene.sitting.number + 1 if scene.sitting else 0


def last_moment(scene: Scene, sitting: Sitting) -> datetime:
    """Return the last moment that is known of the session that is open."""
    return max([sitting.latest, *_moments(scene.shown)])


def _moments(shown: Shown | None) -> list[datetime]:
    """Return when a trial was shown, and responded to."""
    return [shown.shown_at, *(one.at for one in shown.responses)] if shown else []


def _now(clock: datetime, sitting: Sitting | None, shown: Shown | None) -> datetime:
    """Return the time, but not before anything that is stored of the last session and trial.

    What lies more than a day ahead is not waited for: once the clock is right again, that session
    is one of another day, and the next may begin.
    """
    known = [clock, *([sitting.latest] if sitting else []), *_moments(shown)]
    latest = max(known)
    if latest == clock or latest - clock > ASTRAY:
        return clock
    return latest.astimezone(clock.tzinfo)


def waits(plan: Plan, shown: Shown) -> bool:
    """Whether a trial waits for a response, be it the first or one after an error."""
    return not shown.responses or asked_again(plan, shown.trial, shown.responses[-1])


def asked_again(plan: Plan, trial: Trial, response: Response) -> bool:
    """Whether a trial is asked once more after a response."""
    wrong = trial.purpose == TEACH and not response.correct
    return wrong and not plan.errorless and response.attempt < AGAIN


def token_of(outcome: Outcome) -> Token | None:
    """Return what the child gets for a first response; a probe gives nothing."""
    if outcome.trial.purpose != TEACH or not outcome.correct:
        return None
    return "small" if outcome.prompted else "whole"


def earned(course: Course) -> tuple[Token, ...]:
    """Return the tokens of the session under way, in order."""
    tokens = (token_of(one) for one in course.here)
    return tuple(token for token in tokens if token)
