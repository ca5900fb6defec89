"""Where a goal stands, from one outcome after the other."""

from datetime import timedelta, timezone

import pytest

from fakes.outcomes import answered
from pyojeong.app.domain.review import WEEKS
from pyojeong.app.domain.standing import Standing
from pyojeong.app.domain.trial import Outcome, Purpose


def standing(*some: list[Outcome]) -> Standing:
    """Return where the goal of all these stands."""
    now = Standing()
    for outcomes in some:
        for one in outcomes:
            now = now.after(one)
    return now


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


def test_anywhere_in_the_world() -> None:
    """What is due does not hang on the zone that times are told in."""
    seoul = timezone(timedelta(hours=9))
    there = [
        one.model_copy(update={"at": one.at.astimezone(seoul)})
        for one in [*learnt(), *RECHECK, *GATE]
    ]
    assert standing(there).due == standing(learnt(), RECHECK, GATE).due


def test_what_mastery_may_hang_on() -> None:
    """The last three sessions of teaching are kept while a goal is taught, and then let go."""
    weak = [answered([False] * 4, session=s, start=4 * s) for s in range(5)]
    assert {one.trial.session for one in standing(*weak).recent} == {2, 3, 4}
    assert standing(learnt()).recent == ()
    more = answered([False] * 4, session=5, start=50)
    assert standing(learnt(), RECHECK, GATE, more).recent == ()


def test_a_form_changes_nothing() -> None:
    """An item of a probe form neither teaches nor tests."""
    assert standing(answered([True] * 4, purpose="form")) == Standing()
