"""The weekly probe: feelings come round evenly, and weeks keep their numbers."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.weekly import QUESTIONS, asked_about, monday, questions, week_of

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
    """It is asked about what teaching has begun with, pain as well, in the order of the plan."""
    plan = Plan()
    assert asked_about(plan, {"pain", "sad", "happy"}) == ("happy", "sad", "pain")
    assert asked_about(Plan(safety=False), {"pain", "sad"}) == ("sad",)
    assert asked_about(plan, frozenset()) == ORDER[:3]
    assert asked_about(plan, {"pain"}) == (*ORDER[:3], "pain")
