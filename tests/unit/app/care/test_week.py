"""The week of a child."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pyojeong.app.care.week import DAYS_OF_WEEK, week
from pyojeong.app.domain.plan import Plan
from pyojeong.app.store.glances import Glimpse

MONDAY = date(2027, 3, 1)
PLAN = Plan(days=(0, 2, 4))


def session(at: datetime, tasks: int = 12, form: str | None = None) -> Glimpse:
    """Return a session."""
    return Glimpse(0, 0, at, None, "done", form, 0, 0, tasks, ())


def on(day: int, hour: int = 16) -> datetime:
    """Return an hour of the week, from Monday 0."""
    return datetime(2027, 3, 1, hour, tzinfo=UTC) + timedelta(days=day)


def test_against_the_plan() -> None:
    """A planned day is done or not, another is an extra, and today still waits."""
    there = week(PLAN, [session(on(0)), session(on(1))], MONDAY + timedelta(days=4))
    assert there.marks == ("done", "extra", "missed", "free", "today", "free", "free")
    assert (there.practised, there.planned, there.monday) == (2, 3, MONDAY)
    assert week(PLAN, [], MONDAY).marks[0] == "today"
    assert week(PLAN, [], MONDAY).marks[2] == "planned"


def test_a_day_counts_once() -> None:
    """Two sessions on a day are one day; one without an answer is none, and a form is none."""
    sessions = [session(on(0)), session(on(0, 18)), session(on(2), tasks=0),
                session(on(4), form="faces")]  # fmt: skip
    assert week(PLAN, sessions, MONDAY + timedelta(days=6)).practised == 1


def test_a_form_is_not_missed_practice() -> None:
    """A form stands in place of a session; beside practice of the same day it is not shown."""
    sessions = [session(on(0), form="eyes"), session(on(1), form="eyes"), session(on(2)),
                session(on(2, 18), form="eyes"), session(on(4), tasks=0, form="eyes")]  # fmt: skip
    there = week(PLAN, sessions, MONDAY + timedelta(days=6))
    assert there.marks == ("form", "form", "done", "free", "missed", "free", "free")
    assert there.practised == 1
    assert there.key == ("done", "form", "missed", "free")


def test_the_week_begins_on_monday() -> None:
    """Sunday belongs to the week of the Monday before."""
    sunday = MONDAY - timedelta(days=1)
    assert week(PLAN, [], sunday).monday == MONDAY - timedelta(days=7)
    assert week(PLAN, [session(on(-1))], MONDAY).practised == 0
    assert week(PLAN, [session(on(-1))], sunday).practised == 1


def test_the_day_is_that_of_the_childs_clock() -> None:
    """Late on Sunday in UTC is Monday in Seoul, and counts there."""
    at = datetime(2027, 2, 28, 20, tzinfo=UTC).astimezone(timezone(timedelta(hours=9)))
    assert week(PLAN, [session(at)], MONDAY).marks[0] == "done"


def test_the_week_in_which_summer_time_begins() -> None:
    """A week of 167 hours has seven days all the same."""
    zone = ZoneInfo("Europe/Berlin")
    days = [datetime(2027, 3, 22 + n, 23, 30, tzinfo=zone) for n in range(DAYS_OF_WEEK)]
    there = week(Plan(days=tuple(range(7))), [session(at) for at in days], date(2027, 3, 28))
    assert there.marks == ("done",) * 7


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.sets(st.integers(0, 6), min_size=1),
    st.sets(st.integers(-9, 9)),
)
def test_marks_tell_the_numbers(today: date, days: set[int], practised: set[int]) -> None:
    """Every planned day is done, missed, today's or to come; the others are extra or free."""
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    sessions = [session(noon - timedelta(days=n)) for n in practised]
    there = week(Plan(days=tuple(days)), sessions, today)
    planned = {n for n, one in enumerate(there.marks) if one not in ("extra", "free")}
    assert planned == days
    assert there.practised <= len(practised)
    assert there.marks.count("today") <= 1
