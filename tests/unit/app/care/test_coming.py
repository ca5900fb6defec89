"""What comes next, and why."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pyojeong.app.care import coming as module
from pyojeong.app.care.coming import coming
from pyojeong.app.care.standing import rungs
from pyojeong.app.care.words import Said, ago
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.standing import Status
from pyojeong.app.domain.trial import Goal, Step
from pyojeong.app.practice.standings import Stands

NOW = datetime(2027, 3, 10, 16, tzinfo=UTC)
PLAN = Plan(ladder=("drawn", "parts"), safety=False)
WEEK = timedelta(weeks=1)


def stands(feeling: Feeling, step: Step, status: Status, **changes: Any) -> Stands:
    """Return where a goal stands."""
    plain: dict[str, Any] = {
        "right": 0, "asked": 0, "good": 0, "mastered": None, "due": None, "purpose": None
    }  # fmt: skip
    return Stands(feeling=feeling, step=step, status=status, **(plain | changes))


def mastered(goal: Goal, due: datetime = NOW + WEEK, status: Status = "mastered") -> Stands:
    """Return a goal as mastered, and when it is reviewed."""
    return stands(goal.feeling, goal.step, status, mastered=NOW - WEEK, due=due, purpose="review")


def said(
    known: list[Stands],
    plan: Plan = PLAN,
    *,
    agreed: bool = True,
    practised: int = 5,
    form: Form | None = None,
) -> Said:
    """Return what comes next."""
    every = rungs(plan, known, NOW)
    return coming(plan, every, NOW, agreed=agreed, practised=practised, form=form)


def test_without_consent() -> None:
    """Without a guardian's consent nothing else comes next."""
    assert said([], agreed=False, practised=0).message == module.NO_CONSENT


def test_before_the_first_session() -> None:
    """Before the first session of practice nothing is said of any feeling."""
    assert said([], practised=0).in_("en").startswith("Next: the first session of practice.")


def test_before_the_first_session_of_a_measured_start() -> None:
    """Where teaching waits, the first session is none that teaches."""
    there = said([], Plan(starts=(("sad", 3), ("happy", 4), ("anger", 6))), practised=0)
    assert (there.message, there.values) == (module.WAITING, {"count": 3})


@pytest.mark.parametrize("practised", [0, 5])
def test_a_form_that_waits(practised: int) -> None:
    """A form that was asked for is the next session, whatever else waits; not before consent."""
    there = said([stands("happy", "drawn", "gate")], practised=practised, form="eyes")
    assert "in place of one session: Eyes" in there.in_("en")
    assert said([], agreed=False, form="eyes").message == module.NO_CONSENT


def test_a_goal_that_is_learned() -> None:
    """Of what is learned is said how it went last time, and what it still takes."""
    there = said([stands("happy", "drawn", "learning", right=3, asked=4, good=1)])
    assert there.in_("en") == (
        "Next: happy (drawn faces). Last time 3 of 4 tasks were right without help. Sessions with "
        "9 of 10 right that are still needed to master it: 2."
    )


@pytest.mark.parametrize(
    ("known", "message", "feeling"),
    [
        ([], module.NEW, "happy"),
        ([stands("happy", "drawn", "new")], module.NEW, "happy"),
        ([stands("happy", "drawn", "learning")], module.BEGUN, "happy"),
        ([stands("happy", "drawn", "learning", right=4, asked=4, good=3)], module.SURER, "happy"),
        ([mastered(Goal(feeling="happy"))], module.NEW, "angry"),
        ([stands("sad", "drawn", "recheck")], module.RECHECK, "sad"),
        ([stands("sad", "drawn", "gate"), stands("happy", "drawn", "recheck")],
         module.GATE, "sad"),
    ],
)  # fmt: skip
def test_in_the_order_of_a_session(known: list[Stands], message: str, feeling: str) -> None:
    """New faces come before asking once more, and that before what is taught."""
    there = said(known)
    assert (there.message, there.values["feeling"]) == (message, feeling)


def test_what_waits_for_its_start() -> None:
    """Where all that would be taught waits for its start, the sessions until the first are said."""
    plan = Plan(starts=(("sad", 3), ("happy", 4), ("anger", 6)))
    there = said([], plan, practised=2)
    assert (there.message, there.values) == (module.WAITING, {"count": 1})
    there = said([], plan, practised=3)
    assert (there.message, there.values["feeling"]) == (module.NEW, "sad")


def test_what_chance_has_drawn_no_start_for() -> None:
    """A feeling without a start waits until the last that was drawn, and is said no sooner."""
    plan = Plan(feelings=("fear", "surprise", "disgust"), starts=(("sad", 3), ("happy", 6)))
    there = said([], plan, practised=2)
    assert (there.message, there.values) == (module.WAITING, {"count": 4})
    assert said([], plan, practised=6).message == module.NEW


def test_the_safety_strand_at_the_end() -> None:
    """Where all else is mastered, what is left of the safety strand is taught."""
    plan = Plan(ladder=("drawn",))
    there = said([mastered(goal) for goal in plan.goals], plan)
    assert (there.message, there.values["feeling"]) == (module.NEW, "in pain")


def test_all_mastered() -> None:
    """Where everything is mastered the earliest review comes next, now or on its day."""
    known = [mastered(goal, NOW + WEEK * n) for n, goal in enumerate(PLAN.goals, 1)]
    there = said(known)
    assert there.message == module.LATER
    assert "from 17 March 2027" in there.in_("en")
    known[3] = mastered(PLAN.goals[3], NOW, "kept")
    there = said(known)
    assert (there.message, there.values["feeling"]) == (module.REVIEW, "scared")


def test_every_sentence_can_be_said() -> None:
    """No placeholder stays in any sentence."""
    sentences = [
        said([]), said([], practised=0), said([], form="faces"),
        said([stands("happy", "drawn", "gate")]),
        said([mastered(goal) for goal in PLAN.goals]),
        said([stands("happy", "drawn", "learning", right=4, asked=4, good=3)]),
    ]  # fmt: skip
    for one in sentences:
        assert not re.search(r"[{}]", one.in_("en") + one.in_("ko"))


@pytest.mark.parametrize(
    ("days", "says"),
    [(0, "today"), (1, "yesterday"), (2, "2 days ago"), (400, "400 days ago"),
     (-1, "on 11 March 2027")],
)  # fmt: skip
def test_ago(days: int, says: str) -> None:
    """A day is said by how long ago it was; one to come, by a wrong clock, by its date."""
    assert ago((NOW - timedelta(days=days)).date(), NOW.date()).in_("en") == says
