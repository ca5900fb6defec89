"""Where a child stands, feeling by feeling."""

from datetime import timedelta

import pytest

from pyojeong.app.care.standing import State, reviews, rungs, strips, table, taught
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.standing import Status
from pyojeong.app.domain.trial import Goal
from pyojeong.app.practice.standings import Stands
from unit.app.care.test_coming import NOW, PLAN, WEEK, mastered, stands


def state_of(*known: Stands) -> State:
    """Return the state of happy over its two rungs."""
    return strips(PLAN, rungs(PLAN, known, NOW))[0].state


@pytest.mark.parametrize(
    ("status", "state"),
    [("new", "new"), ("learning", "learning"), ("recheck", "checking"), ("gate", "checking")],
)
def test_a_rung(status: Status, state: State) -> None:
    """A rung has the word of its status; both checks have one."""
    assert rungs(PLAN, [stands("happy", "drawn", status)], NOW)[0].state == state


def test_a_feeling_over_its_rungs() -> None:
    """Kept is a feeling that is kept on every rung; what needs review goes before all else."""
    low, high = Goal(feeling="happy"), Goal(feeling="happy", step="parts")
    assert state_of() == "new"
    assert state_of(stands("happy", "drawn", "new")) == "new"
    assert state_of(stands("happy", "drawn", "gate")) == "learning"
    assert state_of(mastered(low)) == "learning"
    assert state_of(mastered(low), mastered(high)) == "mastered"
    assert state_of(mastered(low, status="kept"), mastered(high)) == "mastered"
    assert state_of(mastered(low, status="kept"), mastered(high, status="kept")) == "kept"
    assert state_of(mastered(low, due=NOW), mastered(high, status="kept")) == "review"
    assert state_of(mastered(low, due=NOW + timedelta(seconds=1))) == "learning"


def test_rungs_are_counted() -> None:
    """A strip counts the rungs that are mastered, kept or due; the safety strand comes last."""
    plan = Plan()
    known = [
        mastered(Goal(feeling="happy")),
        mastered(Goal(feeling="happy", step="parts"), NOW, "kept"),
        stands("happy", "80", "learning"),
    ]
    found = strips(plan, rungs(plan, known, NOW))
    assert (found[0].mastered, found[0].rungs) == (2, 9)
    assert [one.feeling for one in found] == [*plan.feelings, "pain"]
    assert {one.feeling: one.rungs for one in found}["disgust"] == 8
    assert len(strips(PLAN, rungs(PLAN, [], NOW))) == 6


def test_the_table_has_no_cell_for_what_is_not_taught() -> None:
    """Disgust by the eyes alone is taught nowhere, and pain stands elsewhere."""
    plan = Plan()
    found = table(plan, rungs(plan, [], NOW))
    assert list(found) == list(plan.ladder)
    assert "disgust" not in found["eyes"]
    assert all("pain" not in row for row in found.values())
    assert set(found["drawn"].values()) == {"new"}


def test_reviews_in_order() -> None:
    """Reviews stand by their day; what is not mastered has none."""
    goals = PLAN.goals
    known = [
        mastered(goals[0], NOW + WEEK), mastered(goals[1], NOW - WEEK),
        stands("sad", "drawn", "learning"),
    ]  # fmt: skip
    every = rungs(PLAN, known, NOW)
    assert [(one.goal, one.here) for one in reviews(every)] == [(goals[1], True), (goals[0], False)]
    assert [one.goal for one in taught(every)] == list(goals[2:])


def test_goals_of_an_earlier_plan_are_left_out() -> None:
    """What a plan does not teach any more is not shown."""
    assert all(
        one.stands is None for one in rungs(PLAN, [stands("happy", "story", "learning")], NOW)
    )
