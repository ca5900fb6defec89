"""Where a goal stands, from what happened to it."""

from datetime import timedelta, timezone

import pytest

from fakes.classroom import Learner, course, history_of
from fakes.outcomes import MONDAY, answered, trial
from pyojeong.app.domain.course import Course, Standing
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.review import WEEKS
from pyojeong.app.domain.trial import Goal, Outcome, Purpose

HAPPY = Goal(feeling="happy")


def standing(*some: list[Outcome]) -> Standing:
    """Return where the goal of all these stands."""
    course = Course.of(Plan(), (one for outcomes in some for one in outcomes))
    return course.standing(HAPPY)


def learnt() -> list[Outcome]:
    """Return three good sessions."""
    return [
        one for s in (1, 2, 3) for one in answered([True] * 4, session=s, start=4 + 4 * (s - 1))
    ]


BASELINE = answered([False] * 3, purpose="baseline")
RECHECK = answered([True] * 5, session=4, start=20, purpose="recheck")
GATE = answered([True] * 5, session=4, start=30, purpose="gate")


def test_untouched() -> None:
    """A goal that was never asked is new."""
    assert standing() == Standing()
    assert standing().due is None


def test_up_to_mastery() -> None:
    """Baseline, teaching, a recheck on another day, new faces: then it is mastered."""
    assert standing(BASELINE).status == "learning"
    assert standing(BASELINE, learnt()[:-1]).status == "learning"
    assert standing(BASELINE, learnt()).status == "recheck"
    assert standing(BASELINE, learnt(), RECHECK).status == "gate"
    mastered = standing(BASELINE, learnt(), RECHECK, GATE)
    assert (mastered.status, mastered.mastered) == ("mastered", GATE[-1].at)


def test_an_unfinished_set_is_nothing() -> None:
    """Four of five rechecks decide nothing; in another session they begin anew."""
    assert standing(learnt(), RECHECK[:4]).status == "recheck"
    later = answered([True] * 4, session=5, start=40, purpose="recheck")
    assert standing(learnt(), RECHECK[:4], later).status == "recheck"
    fifth = answered([True], session=6, start=44, purpose="recheck")
    assert standing(learnt(), RECHECK[:4], later, fifth).status == "recheck"


@pytest.mark.parametrize("purpose", ["recheck", "gate"])
def test_a_failed_check(purpose: Purpose) -> None:
    """Three of five are too few: it is taught again from its start."""
    before = [learnt()] if purpose == "recheck" else [learnt(), RECHECK]
    failed = answered([True] * 3 + [False] * 2, session=5, start=50, purpose=purpose)
    assert standing(*before, failed) == Standing(status="learning")


def test_four_of_five_pass() -> None:
    """80 % is enough."""
    four = answered([True] * 4 + [False], session=4, start=20, purpose="recheck")
    assert standing(learnt(), four).status == "gate"


def test_teaching_what_is_mastered_changes_nothing() -> None:
    """A mastered goal that stands in as a target stays mastered, even after errors."""
    more = answered([False] * 12, session=5, start=50)
    assert standing(learnt(), RECHECK, GATE, more).status == "mastered"


def probes(count: int) -> list[list[Outcome]]:
    """Return so many good maintenance probes, each when it was due."""
    return [
        answered(
            [True] * 5, session=5 + n, day=4 + 7 * WEEKS[n], start=60 + 5 * n, purpose="maintenance"
        )
        for n in range(count)
    ]


def test_kept() -> None:
    """After probes at 1, 2, 4 and 12 weeks it is kept."""
    states = [standing(learnt(), RECHECK, GATE, *probes(n)).status for n in range(5)]
    assert states == ["mastered"] * 4 + ["kept"]


def test_forgotten() -> None:
    """Below 80 % in a probe it goes back to teaching; below in a review it is reviewed sooner."""
    bad = answered([True] * 3 + [False] * 2, session=6, day=11, start=60, purpose="maintenance")
    assert standing(learnt(), RECHECK, GATE, bad).status == "learning"
    missed = answered([True, False], session=6, day=7, start=60, purpose="review")
    known = answered([True, True], session=6, day=7, start=60, purpose="review")
    reviewed = standing(learnt(), RECHECK, GATE, missed)
    assert reviewed.status == "mastered"
    assert reviewed.seen == ((missed[-1].at, False),)
    sooner, later = reviewed.due, standing(learnt(), RECHECK, GATE, known).due
    assert sooner is not None
    assert later is not None
    assert sooner[0] < later[0]


def test_what_is_due_first() -> None:
    """A review or the fixed probe, whichever comes first; after the last probe reviews alone."""
    mastered = standing(learnt(), RECHECK, GATE)
    assert mastered.due is not None
    at, purpose = mastered.due
    assert at <= GATE[-1].at + timedelta(weeks=1)
    assert purpose in ("review", "maintenance")
    kept = standing(learnt(), RECHECK, GATE, *probes(4))
    assert kept.due is not None
    assert kept.due[1] == "review"


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


def test_anywhere_in_the_world() -> None:
    """What is due does not hang on the zone that times are told in."""
    seoul = timezone(timedelta(hours=9))
    there = [
        one.model_copy(update={"at": one.at.astimezone(seoul)})
        for one in [*learnt(), *RECHECK, *GATE]
    ]
    assert standing(there).due == standing(learnt(), RECHECK, GATE).due


def test_of_a_whole_history() -> None:
    """The course of a whole history is that of its outcomes one after the other, field by field."""
    history = history_of(course(Learner(rate=0.4), 8, seed=5))
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
