"""A child's week, from Monday, by the days as the child's own clock showed them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.weekly import monday
from pyojeong.app.store.glances import Glimpse
from pyojeong.core.i18n import mark

DAYS_OF_WEEK = 7

Mark = Literal["done", "extra", "form", "today", "missed", "planned", "free"]
MARKS: dict[Mark, str] = {
    "done": mark("practised"),
    "extra": mark("practised, as an extra"),
    "form": mark("probe form"),
    "today": mark("planned for today"),
    "missed": mark("planned, no practice"),
    "planned": mark("planned"),
    "free": mark("no practice planned"),
}


@dataclass(frozen=True)
class Week:
    """A week's dose. marks: from Monday. practised: days with a session. planned: of the plan."""

    monday: date
    marks: tuple[Mark, ...]
    practised: int
    planned: int

    @property
    def key(self) -> tuple[Mark, ...]:
        """The marks that are there, each once, in their order."""
        return tuple(one for one in MARKS if one in self.marks)


def week(plan: Plan, sessions: Iterable[Glimpse], today: date) -> Week:
    """Return this week's dose against the plan.

    A day counts once however many sessions it had, and only where something was answered. A probe
    form is no practice; but it stands in place of a session, so no practice is missed on its day.
    """
    first = monday(today)
    answered = [one for one in sessions if one.tasks]
    days = {one.day for one in answered if one.form is None}
    forms = {one.day for one in answered if one.form is not None}
    marks = tuple(
        _mark(first + timedelta(days=n), days, forms, today, planned=n in plan.days)
        for n in range(DAYS_OF_WEEK)
    )
    practised = sum(one in ("done", "extra") for one in marks)
    return Week(first, marks, practised, len(plan.days))


def _mark(day: date, days: set[date], forms: set[date], today: date, *, planned: bool) -> Mark:
    if day in days:
        return "done" if planned else "extra"
    if day in forms:
        return "form"
    if not planned:
        return "free"
    if day == today:
        return "today"
    return "missed" if day < today else "planned"
