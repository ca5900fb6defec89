"""The dose: how much was practised, against what the plan asked for."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.weekly import monday
from pyojeong.app.store.glances import Glimpse
from pyojeong.app.store.sessions import Why


@dataclass(frozen=True)
class Dose:
    """What was practised in a time.

    sessions, tasks: of practice; probe forms are none. days: with practice; last: of them. planned:
    days of the time that the plan named, but those that a form took, and the last day where it has
    no practice yet. weeks: of the calendar, from Monday, with a planned day. full: of them, those
    with as many days as planned. median_tasks, length: of a session, the median; None: there was
    none, or none that ended. breaks, rested: of all. whys: how they ended.
    """

    sessions: int
    tasks: int
    days: int
    last: date | None
    planned: int
    weeks: int
    full: int
    median_tasks: float | None
    length: timedelta | None
    breaks: int
    rested: timedelta
    whys: tuple[tuple[Why, int], ...]


def dose(
    sessions: Sequence[Glimpse], plans: Sequence[tuple[datetime, Plan]], since: date, until: date
) -> Dose:
    """Return the dose of a time, with what was missed at its beginning and at its end.

    Args:
        sessions: in it, in order.
        plans: every plan and from when on it held.
        since: the first day.
        until: the last day; one that is not over is only asked of where it has practice.
    """
    held = [one for one in sessions if one.form is None and one.tasks]
    days = {one.day for one in held}
    forms = {one.day for one in sessions if one.form and one.tasks}
    weeks = _weeks(since, until, plans, ({until} | forms) - days)
    practised = Counter(monday(day) for day in days)
    seconds = [(one.ended - one.started).total_seconds() for one in held if one.ended]
    return Dose(
        sessions=len(held),
        tasks=sum(one.tasks for one in held),
        days=len(days),
        last=max(days, default=None),
        planned=sum(weeks.values()),
        weeks=len(weeks),
        full=sum(practised[week] >= planned for week, planned in weeks.items()),
        median_tasks=median(one.tasks for one in held) if held else None,
        length=timedelta(seconds=median(seconds)) if seconds else None,
        breaks=sum(one.given for one in held),
        rested=sum((one.rested for one in held), timedelta()),
        whys=tuple(Counter(one.why for one in held if one.why).most_common()),
    )


def _weeks(
    first: date, last: date, plans: Sequence[tuple[datetime, Plan]], spared: Collection[date]
) -> Counter[date]:
    """Return how many days each week planned, those before the first and after the last left out.

    A week's plan is the one that held on each of its days.

    Args:
        first: day.
        last: day.
        plans: every plan and from when on it held.
        spared: days that nobody missed, whatever was planned.
    """
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return Counter(
        monday(day)
        for day in days
        if day not in spared and day.weekday() in _plan_on(day, plans).days
    )


def _plan_on(day: date, plans: Sequence[tuple[datetime, Plan]]) -> Plan:
    """Return the plan that held on a day; before the first one, the first."""
    held = [plan for at, plan in plans if at.date() <= day]
    return held[-1] if held else plans[0][1]
