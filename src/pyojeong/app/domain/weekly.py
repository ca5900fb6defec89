"""Real life: the five questions of a week, and which feelings are asked about or taught at home.

What is learnt of drawn faces is worth something where it is met again among people; nobody but
those who live with the child can say so. Looking teaches nothing, and so it begins at once; what
teaches at home begins with teaching, for else a measured start would measure something else.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from random import Random

from pyojeong.app.domain.feelings import SAFETY, Feeling
from pyojeong.app.domain.plan import TARGETS, Plan

QUESTIONS = 5  # [D] a week
WEEK = timedelta(weeks=1)
EARLIER = timedelta(days=1)  # than UTC no clock of the world is by more


def questions(feelings: Sequence[Feeling], week: int, child: str) -> tuple[Feeling, ...]:
    """Return the feelings of one week's questions, in order.

    They are five that follow each other in an endless list of rounds, each of which holds every
    feeling once: while the feelings stay, none is ever asked about two times more than another.

    Args:
        feelings: to choose from; at least one.
        week: its number.
        child: its key: no two children share the order.
    """
    places = range(week * QUESTIONS, (week + 1) * QUESTIONS)
    turns = [divmod(place, len(feelings)) for place in places]
    rounds = {number: _round(feelings, number, child) for number, _place in turns}
    return tuple(rounds[number][place] for number, place in turns)


def _round(feelings: Sequence[Feeling], number: int, child: str) -> list[Feeling]:
    mixed = list(feelings)
    Random(f"{child} {number}").shuffle(mixed)
    return mixed


def monday(day: date) -> date:
    """Return the first day of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def week_of(day: date, since: datetime) -> int:
    """Return the number of the week that a day lies in, from 0.

    Args:
        day: by the clock of whoever answers.
        since: when the child came, in UTC: by a clock that is never set to summer time, so that
            the numbers of weeks stay what they were.
    """
    first = monday((since - EARLIER).date())
    return (monday(day) - first) // WEEK


def asked_about(plan: Plan, taught: Collection[str]) -> tuple[Feeling, ...]:
    """Return the feelings that can be asked about: those that are taught first, and since.

    The first ones of the plan are among them before they are taught: what is seen of them then is
    their baseline, and five questions are not all about the one that began.

    Args:
        plan: says what is taught, and in which order.
        taught: feelings whose teaching has begun.
    """
    first = plan.feelings[:TARGETS]
    asked = tuple(one for one in plan.feelings if one in first or one in taught)
    return (*asked, SAFETY) if plan.safety and SAFETY in taught else asked


def in_baseline(plan: Plan, taught: Collection[str]) -> tuple[Feeling, ...]:
    """Return the feelings that are tracked and were never taught: they wait for a measured start.

    Whatever teaches one of them before, at home or elsewhere, is taken for the work of practice.

    Args:
        plan: says which are tracked.
        taught: feelings whose teaching has begun.
    """
    return tuple(goal.feeling for goal in plan.tracked if goal.feeling not in taught)


def taught_at_home(plan: Plan, taught: Collection[str]) -> tuple[Feeling, ...]:
    """Return the feelings that can be taught at home now: asked about, and not in their baseline.

    Args:
        plan: says what is taught, and in which order.
        taught: feelings whose teaching has begun.
    """
    waiting = in_baseline(plan, taught)
    return tuple(one for one in asked_about(plan, taught) if one not in waiting)
