"""When teaching begins: staggered by chance, with every feeling tracked before and after."""

import itertools
from collections import Counter
from random import Random

import pytest
from pydantic import ValidationError

from fakes.classroom import CAST, START, Half, answered, course, history_of, plainly
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.schedule import Rest, next_trial, trials_left
from pyojeong.app.domain.starts import BASELINE_SESSIONS, GAPS, TIERS, drawable, drawn
from pyojeong.app.domain.trial import TEACH, TRACK, Goal

STARTS = (("anger", 3), ("happy", 5), ("sad", 6))
PLAN = Plan(starts=STARTS, blocks=1)


def test_a_draw() -> None:
    """The first three feelings begin after three sessions of baseline, one or two apart."""
    for seed in range(50):
        starts = drawn(ORDER, Random(seed))
        sessions = [session for _feeling, session in starts]
        assert {feeling for feeling, _session in starts} == set(ORDER[:TIERS])
        assert sessions[0] == BASELINE_SESSIONS
        assert all(after - before in GAPS for before, after in itertools.pairwise(sessions))


def test_every_draw_is_as_likely() -> None:
    """Chance draws each of the 24 draws that can be, about as often."""
    possible = set(drawable(drawn(ORDER, Random(0))))
    counts = Counter(drawn(ORDER, Random(seed)) for seed in range(4_800))
    assert set(counts) == possible
    assert len(possible) == 24
    assert max(counts.values()) < 2 * min(counts.values())


def test_nothing_was_drawn() -> None:
    """Where all begin at once, no draw could have been made."""
    assert list(drawable(())) == []


def test_a_later_draw_counts_from_the_session_that_comes() -> None:
    """A draw for a child who practises already begins after three more sessions."""
    assert min(session for _feeling, session in drawn(ORDER, Random(1), first=20)) == 23


@pytest.mark.parametrize(
    "changed",
    [{"starts": (("happy", 3), ("happy", 4))}, {"days": (0, 0)}, {"days": (7,)}, {"days": ()}],
)
def test_what_a_plan_refuses(changed: dict[str, object]) -> None:
    """A feeling begins once, and a week has seven days."""
    with pytest.raises(ValidationError):
        Plan.model_validate(changed)


def of_session(number: int, plan: Plan = PLAN, seed: int = 0) -> list[tuple[str, Goal]]:
    """Return what is asked in a session, and why."""
    told = history_of(course(Half(), number + 1, seed, plan))
    return [(one.trial.purpose, one.trial.goal) for one in told if one.trial.session == number]


def test_before_anything_is_taught() -> None:
    """Every feeling is tracked twice, and only telling an adult about pain is taught."""
    asked = of_session(0)
    tracked = Counter(goal.feeling for purpose, goal in asked if purpose == TRACK)
    assert tracked == dict.fromkeys(ORDER, 2)
    assert {goal.feeling for purpose, goal in asked if purpose == TEACH} == {"pain"}


def test_the_first_start() -> None:
    """One feeling is taught, and the two that wait are probed among its trials."""
    asked = of_session(3)
    taught = Counter(goal.feeling for purpose, goal in asked if purpose == TEACH)
    tracked = Counter(goal.feeling for purpose, goal in asked if purpose == TRACK)
    assert taught == {"anger": 4, "pain": 4}
    assert tracked == {"anger": 1, "happy": 3, "sad": 3, "fear": 1, "surprise": 1, "disgust": 1}


def test_after_the_last_start() -> None:
    """All three are taught, and every feeling goes on being tracked once a session."""
    asked = of_session(6)
    taught = Counter(goal.feeling for purpose, goal in asked if purpose == TEACH)
    assert taught == {"anger": 4, "happy": 4, "sad": 4, "pain": 4}
    tracked = Counter(goal.feeling for purpose, goal in asked if purpose == TRACK)
    assert tracked == dict.fromkeys(ORDER, 1)


def test_no_target_is_taught_before_its_start() -> None:
    """Nobody is taught a feeling in a session before the one that was drawn for it."""
    for seed in range(5):
        plan = Plan(starts=drawn(ORDER, Random(seed)))
        starts = dict(plan.starts)
        for one in history_of(course(Half(), 9, seed, plan)):
            if one.trial.purpose == TEACH and one.trial.goal.step == "drawn":
                assert one.trial.session >= starts.get(one.trial.goal.feeling, 0)


def test_tracked_faces_are_held_out_and_never_helped() -> None:
    """A tracked face is never one to teach with, and its answer is not shown."""
    tracked = [
        one.trial for one in history_of(course(Half(), 4, 1, PLAN)) if one.trial.purpose == TRACK
    ]
    assert all(face.person.held_out for trial in tracked for face in trial.faces)
    assert all(trial.delay_s is None for trial in tracked)


def test_after_the_dose_once_a_week() -> None:
    """After six weeks every feeling is tracked in one of three sessions."""
    tracked = [any(purpose == TRACK for purpose, _goal in of_session(n)) for n in (18, 19, 20)]
    assert tracked == [True, False, False]


def test_without_starts_nothing_is_tracked() -> None:
    """Where all begin at once, it is as it was: three probes of a baseline, then teaching."""
    told = history_of(course(Half(), 2, 0, Plan()))
    assert all(one.trial.purpose != TRACK for one in told)


@pytest.mark.parametrize("session", [0, 3, 5, 6])
def test_the_strip_counts_down(session: int) -> None:
    """With each answer the strip has one trial less, and ends at none."""
    rng, now = Random(3), START
    here = course(Half(), session, 3, PLAN).begin(session)
    left = [trials_left(here, now)]
    while not isinstance(asked := next_trial(here, CAST, now, rng), Rest):
        here = here.after(answered(plainly(asked, rng), Half(), now, rng))
        left.append(trials_left(here, now))
    assert left == list(range(len(left) - 1, -1, -1))


def test_a_plan_that_changes_in_mid_session() -> None:
    """A block that was full under the plan before is not asked again under the next."""
    whole = course(Half(), 7, 0, PLAN)
    other = Course.of(Plan(feelings=("fear", "surprise", "disgust"), blocks=1), history_of(whole))
    assert other.blocks == 1


def test_forms_and_empty_sessions_do_not_count() -> None:
    """A start is counted in sessions of practice: a form, or one that was stopped, is none."""
    here = course(Half(), 2, 0, PLAN).begin(2)
    assert here.practised == 2
    asked = next_trial(here, CAST, START, Random(0), "faces")
    assert not isinstance(asked, Rest)
    formed = here.after(answered(plainly(asked, Random(0)), Half(), START, Random(0))).begin(3)
    assert formed.begin(4).practised == 2
    assert formed.begun == ()
