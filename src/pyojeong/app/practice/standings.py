"""Where the goals of a child stand, noted with every answer: a page with many children reads that.

It is worked out from the trials, which are the truth: where the note is of another number of
outcomes, or of other rules, it is not believed.
"""

from datetime import datetime

from pydantic import Field, ValidationError
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.course import Course
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.standing import Standing, Status
from pyojeong.app.domain.trial import Goal, Purpose, Step
from pyojeong.app.store import glances, people, trials
from pyojeong.app.store.tables import StandingRow
from pyojeong.core.settings import Settings, canonical_json

RULES = 2  # version of the rules by which goals stand: a change of theirs raises it


class Stands(Settings):
    """Where a goal stands that was asked about; of the others there is nothing to say.

    right: of `asked` teaching trials in the last session that had any, without help. good: how many
    sessions running were at the criterion of mastery. due: when it should be probed next, as what.
    """

    feeling: Feeling
    step: Step
    status: Status
    right: int = Field(ge=0)
    asked: int = Field(ge=0)
    good: int = Field(ge=0)
    mastered: datetime | None
    due: datetime | None
    purpose: Purpose | None

    @property
    def goal(self) -> Goal:
        """The feeling and the rung."""
        return Goal(feeling=self.feeling, step=self.step)


class Note(Settings):
    """What is noted of a child: where every goal stands that was asked about.

    practised: sessions of practice so far, as starts are counted in them (domain/course.py).
    """

    rules: int
    practised: int = Field(ge=0)
    goals: tuple[Stands, ...]


def of(course: Course) -> Note:
    """Return what is to be noted of a course."""
    goals = (_stands(goal, strand.standing) for goal, strand in course.strands.items())
    return Note(rules=RULES, practised=course.practised_by_now, goals=tuple(goals))


def note(transaction: Transaction, child: str, course: Course) -> None:
    """Note where the goals of a child stand."""
    value = canonical_json(of(course))
    transaction.merge(StandingRow(child=child, count=course.count, value=value))


def standing(transaction: Transaction, child: str) -> Note:
    """Return where the goals of a child stand: as it was noted, or worked out anew."""
    known = noted(transaction, child)
    if known is not None:
        return known
    plan = people.plan_of(transaction, child)
    return of(Course.of(plan, trials.history(transaction, child)))


def noted(transaction: Transaction, child: str) -> Note | None:
    """Return what was noted last; None: nothing, or something has happened since."""
    row = transaction.get(StandingRow, child)
    if row is None:
        return None
    try:
        value = Note.model_validate_json(row.value)
    except ValidationError:
        return None  # of another version
    current = value.rules == RULES and row.count == glances.outcomes(transaction, child)
    return value if current else None


def _stands(goal: Goal, standing: Standing) -> Stands:
    teaching, due = standing.teaching, standing.due
    return Stands(
        feeling=goal.feeling,
        step=goal.step,
        status=standing.status,
        right=teaching.last.right,
        asked=teaching.last.asked,
        good=teaching.good,
        mastered=standing.mastered,
        due=due and due[0],
        purpose=due and due[1],
    )
