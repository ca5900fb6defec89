"""Words of reports, what stands at the foot of a page, and counts."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import histories
from pyojeong.app.domain.plan import Plan
from pyojeong.app.figures.planning import changes
from pyojeong.app.reports.dose import dose
from pyojeong.app.reports.head import FOOT, Head, css_text
from pyojeong.app.reports.tally import levels, tally, taught, times
from pyojeong.app.reports.wording import MONTHS, NOTHING, Wording
from pyojeong.app.store.glances import Glimpse
from pyojeong.core.settings import replace

WORDS = Wording("en")
MONDAY = datetime(2027, 3, 1, 16, tzinfo=UTC)


def sitting(day: int, form: str | None = None, tasks: int = 24) -> Glimpse:
    """Return a session of a day after that Monday, of ten minutes."""
    started = MONDAY + timedelta(days=day)
    ended = started + timedelta(minutes=10)
    return Glimpse(day, day, started, ended, "done", form, 0, 0, tasks, ())


def day_of(number: int) -> date:
    """Return a day after that Monday."""
    return (MONDAY + timedelta(days=number)).date()


def test_percent_comes_with_its_n() -> None:
    """A percentage never stands without what it is of; of nothing there is none."""
    assert WORDS.share(9, 12) == "75 % (9 of 12)"
    assert WORDS.share(0, 0) == NOTHING


@pytest.mark.parametrize(
    ("value", "said"), [(None, NOTHING), (0.0, "0.00"), (-0.001, "0.00"), (-0.25, "−0.25")]
)
def test_decimals(value: float | None, said: str) -> None:
    """There is no minus nothing, and a minus is a real one."""
    assert WORDS.decimal(value) == said


@pytest.mark.parametrize(
    ("share", "said"), [(0.001, "0"), (-0.001, "0"), (0.4, "+40"), (-1, "−100")]
)
def test_points(share: float, said: str) -> None:
    """A difference in points has its sign, and none where there is no difference."""
    assert WORDS.points(share) == said


def test_chance() -> None:
    """A small chance is said to be small, and never to be nothing."""
    assert (WORDS.chance(0.0), WORDS.chance(0.04)) == ("< 0.001", "= 0.040")


def test_days() -> None:
    """Every month has its own sentence; a span of one day is a day."""
    assert len(MONTHS) == 12
    first = date(2027, 3, 1)
    assert WORDS.day(first) == "1 March 2027"
    assert WORDS.span(first, first) == "1 March 2027"
    assert WORDS.span(first, date(2027, 4, 2)) == "1 March 2027 to 2 April 2027"


def test_minutes() -> None:
    """Less than a minute is one, unless it is nothing."""
    seconds = timedelta(seconds=10)
    assert [WORDS.minutes(one) for one in (None, timedelta(), seconds)] == [
        NOTHING, "0 min", "1 min",
    ]  # fmt: skip


@given(st.text())
def test_nothing_breaks_out_of_the_foot(name: str) -> None:
    """Whatever a child is called, a style sheet reads it as one string, and it ends no element."""
    text = css_text(name)
    assert re.fullmatch(r'"([0-9A-Za-z]|\\[0-9a-f]{6})*"', text)
    told = re.sub(r"\\([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), text)
    assert told == f'"{name}"'


def test_foot() -> None:
    """At the foot stand the child, the day and the version."""
    head = Head("Turtle", "en", MONDAY, MONDAY.date(), MONDAY.date(), version="1.2")
    assert head.foot == FOOT.format(name="Turtle", day="1 March 2027", version="1.2")


def test_dose_counts_days_against_the_plan() -> None:
    """Two sessions a day are one day; a form is no practice; a week is full as the plan says."""
    sessions = [sitting(0), sitting(0), sitting(2), sitting(4), sitting(8), sitting(9, "faces")]
    found = dose(sessions, [(MONDAY, Plan())], day_of(0), day_of(10))
    assert (found.sessions, found.days) == (5, 4)
    assert found.planned == 4  # Monday, Wednesday, Friday; Monday, for the form took Wednesday
    assert (found.weeks, found.full) == (2, 2)
    assert found.length == timedelta(minutes=10)
    assert found.whys == (("done", 5),)


def test_dose_counts_what_is_missed_at_either_end() -> None:
    """Who begins two weeks late and stops four weeks before the end has practised a third."""
    weeks = (2, 3, 4)
    sessions = [sitting(7 * week + day) for week in weeks for day in (0, 2, 4)]
    found = dose(sessions, [(MONDAY, Plan())], day_of(0), day_of(7 * 9 - 1))
    assert (found.days, found.planned) == (9, 27)
    assert (found.weeks, found.full) == (9, 3)
    assert found.last == day_of(7 * 4 + 4)


def test_a_day_that_is_not_over_is_not_missed() -> None:
    """The last day is asked of where it has practice, and of a form nothing is missed."""
    plans = [(MONDAY, Plan())]
    assert dose([sitting(0)], plans, day_of(0), day_of(2)).planned == 1
    assert dose([sitting(0), sitting(2)], plans, day_of(0), day_of(2)).planned == 2
    assert dose([sitting(0), sitting(2, "faces")], plans, day_of(0), day_of(3)).planned == 1


def test_a_week_without_a_planned_day_is_none() -> None:
    """What begins on a Saturday has no week there that could be full."""
    found = dose([sitting(7)], [(MONDAY, Plan())], day_of(5), day_of(8))
    assert (found.weeks, found.full) == (1, 1)


def test_dose_of_a_plan_that_was_changed() -> None:
    """A week's plan is the one that held on each of its days."""
    plans = [(MONDAY, Plan()), (MONDAY + timedelta(days=7), Plan(days=(0,)))]
    found = dose([sitting(0)], plans, day_of(0), day_of(13))
    assert found.planned == 3 + 1


def test_no_dose() -> None:
    """Without a session there is nothing, and no fault."""
    found = dose([sitting(0, tasks=0)], [(MONDAY, Plan())], day_of(0), day_of(7))
    assert (found.sessions, found.days, found.last, found.length) == (0, 0, None, None)
    assert (found.planned, found.weeks, found.full) == (3, 1, 0)


def test_changes_of_the_plan() -> None:
    """What was changed is told as it was from then on; a plan like the one before tells nothing."""
    plans = [
        (MONDAY, Plan()),
        (MONDAY, Plan()),
        (MONDAY + timedelta(days=1), replace(Plan(), blocks=3, array=6)),
    ]
    (change,) = changes(plans, "en")
    assert change.day == date(2027, 3, 2)
    assert change.lines == (
        "Blocks of 12 tasks in a session, at most: 3",
        "Choices in a task: 6",
    )


def test_levels_add_up() -> None:
    """The levels of help hold every trial of teaching once, and what was right of each."""
    rows = histories.seen(30)
    found = levels(rows)
    assert sum(one.count for one in found) == len(taught(rows))
    assert sum(one.alone for one in found) == tally(taught(rows)).right
    assert all(one.alone + one.after <= one.count for one in found)


def test_times_of_few() -> None:
    """Of fewer than four answers there are no quartiles."""
    right = [row for row in histories.seen(5) if row.independent]
    assert times(right[:3]) is None
    found = times(right[:4])
    assert found is not None
    assert found.low <= found.median <= found.high
    assert found.count == 4
