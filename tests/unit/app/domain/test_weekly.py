"""The weekly probe: feelings come round evenly, and weeks keep their numbers."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.weekly import (
    QUESTIONS,
    asked_about,
    in_baseline,
    monday,
    questions,
    taught_at_home,
    week_of,
)

some = st.lists(st.sampled_from(ORDER), min_size=1, unique=True)
weeks = st.integers(min_value=-3, max_value=400)
days = st.dates(min_value=date(2026, 1, 1), max_value=date(2040, 1, 1))


@given(some, weeks, st.integers(min_value=1, max_value=30))
def test_even(feelings: list[Feeling], first: int, many: int) -> None:
    """In a row of weeks, whole rounds or not, no feeling is asked about three times more."""
    asked = [f for week in range(first, first + many) for f in questions(feelings, week, "k")]
    counts = Counter(asked)
    assert len(asked) == many * QUESTIONS
    assert max(counts.values()) - min(counts[feeling] for feeling in feelings) <= 2


@given(some, weeks)
def test_the_same_again(feelings: list[Feeling], week: int) -> None:
    """A child's week has its questions, however often one looks."""
    assert questions(feelings, week, "k") == questions(tuple(feelings), week, "k")


def test_children_differ() -> None:
    """Two children are not asked in the same order for long."""
    one, other = ([questions(ORDER, week, key) for week in range(4)] for key in ("a", "b"))
    assert one != other


moments = days.map(lambda day: datetime(day.year, day.month, day.day, tzinfo=UTC)).flatmap(
    lambda day: st.integers(0, 1439).map(lambda minutes: day + timedelta(minutes=minutes))
)


@given(days, moments)
def test_seven_days_are_a_week(day: date, since: datetime) -> None:
    """Monday to Sunday have one number, and the next Monday the next."""
    numbers = [week_of(monday(day) + timedelta(days=n), since) for n in range(8)]
    assert numbers == [numbers[0]] * 7 + [numbers[0] + 1]
    assert monday(day).weekday() == 0


@given(moments, st.integers(min_value=-12, max_value=14))
def test_no_week_before_the_first(since: datetime, ahead: int) -> None:
    """By no clock of the world a child comes in a week with a number below zero."""
    day = (since + timedelta(hours=ahead)).date()
    assert week_of(day, since) in (0, 1)


def test_asked_about() -> None:
    """It is asked about what is taught first, and about all that was taught, pain as well."""
    plan = Plan()
    assert asked_about(plan, frozenset()) == ORDER[:3]
    assert asked_about(plan, {"pain", "sad"}) == (*ORDER[:3], "pain")
    assert asked_about(plan, {"disgust"}) == (*ORDER[:3], "disgust")
    assert asked_about(Plan(safety=False), {"pain"}) == ORDER[:3]


def test_nothing_is_taught_at_home_before_it_is_taught() -> None:
    """With a measured start a feeling is for home once its teaching began; without one, at once."""
    starts = (("sad", 3), ("happy", 4), ("anger", 6))
    measured = Plan(starts=starts)
    assert in_baseline(measured, frozenset()) == ORDER
    assert taught_at_home(measured, frozenset()) == ()
    assert taught_at_home(measured, {"pain", "sad"}) == ("sad", "pain")
    assert in_baseline(measured, {"pain", "sad"}) == tuple(one for one in ORDER if one != "sad")
    assert in_baseline(Plan(), frozenset()) == ()
    assert taught_at_home(Plan(), frozenset()) == ORDER[:3]


@given(st.sets(st.sampled_from((*ORDER, "pain"))), st.booleans())
def test_what_waits_is_not_for_home(taught: set[str], drawn: bool) -> None:
    """No feeling both waits and is for home, and whatever is for home is asked about."""
    plan = Plan(starts=(("happy", 3),) if drawn else ())
    home = set(taught_at_home(plan, taught))
    assert not home & set(in_baseline(plan, taught))
    assert home <= set(asked_about(plan, taught))
