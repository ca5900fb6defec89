"""A course: what happened to all goals, and what is taught now."""

import pytest

from fakes.classroom import Learner, schooling
from fakes.outcomes import MONDAY, answered, trial
from pyojeong.app.domain.course import LAST, Course
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Outcome

RECHECK = answered([True] * 5, session=4, start=20, purpose="recheck")
GATE = answered([True] * 5, session=4, start=30, purpose="gate")


def learnt() -> list[Outcome]:
    """Return three good sessions."""
    return [
        one for s in (1, 2, 3) for one in answered([True] * 4, session=s, start=4 + 4 * (s - 1))
    ]


def test_targets() -> None:
    """The first three that are not mastered, as the session found them."""
    course = Course.of(Plan(), [*learnt(), *RECHECK, *GATE]).begin(9)
    assert [goal.feeling for goal in course.targets] == ["anger", "sad", "fear"]
    assert course.begin(9) is course


def test_stand_ins() -> None:
    """Where fewer than three are left, the latest mastered stand in."""
    plan = Plan(feelings=("happy", "sad", "anger"), ladder=("drawn",), safety=False)
    course = Course.of(plan, [*learnt(), *RECHECK, *GATE]).begin(9)
    assert [goal.feeling for goal in course.targets] == ["sad", "anger", "happy"]


def test_a_session_that_is_over() -> None:
    """Time does not run backwards."""
    course = Course.of(Plan(), answered([True], session=3))
    with pytest.raises(ValueError, match="session 2 is over"):
        course.begin(2)


def test_counts() -> None:
    """How often each person and story was shown is known."""
    story = trial(1).model_copy(update={"story": "happy-hug"})
    outcomes = [
        *answered([True]),
        Outcome(trial=story, place=0, prompted=False, reaction_ms=1, at=MONDAY),
    ]
    course = Course.of(Plan(), outcomes)
    assert course.count == 2
    assert course.told == {"happy-hug": 1}
    assert sum(course.shown.values()) == 6


def test_of_a_whole_history() -> None:
    """The course of a whole history is that of its outcomes one after the other, field by field."""
    history = schooling(Learner(rate=0.4), 8, seed=5).history
    one_by_one = Course(Plan())
    for outcome in history:
        one_by_one = one_by_one.after(outcome)
    whole = Course.of(Plan(), iter(history))
    assert whole == one_by_one
    assert list(whole.strands) == list(one_by_one.strands)
    assert whole.before
    assert whole.told or whole.shown


def test_sessions_out_of_order() -> None:
    """A history in which a session comes after a later one is refused."""
    with pytest.raises(ValueError, match="session 2 is over"):
        Course.of(Plan(), [*answered([True], session=3), *answered([True], session=2)])


def test_told_apart() -> None:
    """The last twelve of a feeling count, on whatever rung, and fewer say nothing."""
    right = answered([True] * LAST)
    assert not Course.of(Plan(), right[1:]).told_apart("happy", 0.5)
    assert Course.of(Plan(), [*answered([False] * 3), *right]).told_apart("happy", 1.0)
    other = answered([True] * 6, start=LAST, session=1, purpose="track")
    assert Course.of(Plan(), [*answered([False] * 6), *right[:6], *other]).told_apart("happy", 1.0)
    assert not Course.of(Plan(), [*right, *answered([False] * 3)]).told_apart("happy", 0.8)
    assert not Course.of(Plan(), right).told_apart("sad", 0.0)
