"""Periods: weeks while there are few, then months, then quarters: a figure stays legible."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from pyojeong.app.domain.weekly import WEEK, monday

Period = Literal["week", "month", "quarter"]
Begin = Callable[[date], date]

WEEKS = 16  # [D] in a figure, at most
MONTHS = 26  # [D] two years, and what of a month is over at either end
MONTHS_OF_QUARTER = 3


def period_of(first: date, last: date) -> Period:
    """Return the period by which a time is shown."""
    weeks = (monday(last) - monday(first)) // WEEK + 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "week" if weeks <= WEEKS else "month" if months <= MONTHS else "quarter"


def month_of(day: date) -> date:
    """Return the first of a day's month."""
    return day.replace(day=1)


def quarter_of(day: date) -> date:
    """Return the first of a day's quarter of the year."""
    return day.replace(month=day.month - (day.month - 1) % MONTHS_OF_QUARTER, day=1)


BEGINS: dict[Period, Begin] = {"week": monday, "month": month_of, "quarter": quarter_of}
