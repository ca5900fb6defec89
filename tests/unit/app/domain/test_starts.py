"""When teaching begins: staggered by chance, with every feeling tracked before and after."""

import itertools
from collections import Counter
from random import Random

import pytest
from pydantic import ValidationError

from fakes.classroom import CAST, START, Half, answered, plainly, schooling
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.plan import EXERCISES, Plan
from pyojeong.app.domain.schedule import Rest, next_trial, trials_left
from pyojeong.app.domain.starts import BASELINE_SESSIONS, GAPS, TIERS, drawable, drawn
from pyojeong.app.domain.trial import TEACH, TRACK, Goal
from pyojeong.core.settings import replace

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
    [
        {"starts": (("happy", 3), ("happy", 4))},
        {"starts": (("happy", 10**9),)},
        {"days": (0, 0)},
        {"days": (7,)},
        {"days": ()},
    ],
)
def test_what_a_plan_refuses(changed: dict[str, object]) -> None:
    """A feeling begins once, and a week has seven days."""
    with pytest.raises(ValidationError):
        Plan.model_validate(changed)


def of_session(number: int, plan: Plan = PLAN, seed: int = 0) -> list[tuple[str, Goal]]:
    """Return what is asked in a session, and why."""
    told = schooling(Half(0.5), number + 1, seed, plan).history
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
    asked = of_session(6, seed=1)
    taught = Counter(goal.feeling for purpose, goal in asked if purpose == TEACH)
    assert taught == {"anger": 4, "happy": 4, "sad": 4, "pain": 4}
    tracked = Counter(goal.feeling for purpose, goal in asked if purpose == TRACK)
    assert tracked == dict.fromkeys(ORDER, 1)


def test_no_target_is_taught_before_its_start() -> None:
    """Nobody is taught a feeling in a session before the one that was drawn for it."""
    for seed in range(5):
        plan = Plan(starts=drawn(ORDER, Random(seed)))
        starts = dict(plan.starts)
        for one in schooling(Half(), 9, seed, plan).history:
            if one.trial.purpose == TEACH and one.trial.goal.step == "drawn":
                assert one.trial.session >= starts.get(one.trial.goal.feeling, 0)


def test_tracked_faces_are_held_out_and_never_helped() -> None:
    """A tracked face is never one to teach with, and its answer is not shown."""
    tracked = [
        one.trial for one in schooling(Half(), 4, 1, PLAN).history if one.trial.purpose == TRACK
    ]
    assert all(face.person.held_out for trial in tracked for face in trial.faces)
    assert all(trial.delay_s is None for trial in tracked)


def test_after_the_dose_once_a_week() -> None:
    """After six weeks every feeling is tracked in one of three sessions."""
    tracked = [any(purpose == TRACK for purpose, _goal in of_session(n)) for n in (18, 19, 20)]
    assert tracked == [True, False, False]


def test_without_starts_nothing_is_tracked() -> None:
    """Where all begin at once, it is as it was: three probes of a baseline, then teaching."""
    told = schooling(Half(), 2, 0, Plan()).history
    assert all(one.trial.purpose != TRACK for one in told)


@pytest.mark.parametrize("session", [0, 3, 5, 6])
def test_the_strip_counts_down(session: int) -> None:
    """With each answer the strip has one trial less, and ends at none."""
    rng, now = Random(3), START
    here = schooling(Half(), session, 3, PLAN).course.begin(session)
    left = [trials_left(here, now)]
    while not isinstance(asked := next_trial(here, CAST, now, rng), Rest):
        here = here.after(answered(plainly(asked, rng), Half(), now, rng))
        left.append(trials_left(here, now))
    assert left == list(range(len(left) - 1, -1, -1))


def test_a_plan_that_changes_in_mid_session() -> None:
    """A block that was full under the plan before is not asked again under the next."""
    history = schooling(Half(), 7, 0, PLAN).history
    other = Course.of(Plan(feelings=("fear", "surprise", "disgust"), blocks=1), history)
    assert other.blocks == 1


def test_forms_and_empty_sessions_do_not_count() -> None:
    """A start is counted in sessions of practice: a form, or one that was stopped, is none."""
    here = schooling(Half(), 2, 0, PLAN).course.begin(2)
    assert here.practised == 2
    asked = next_trial(here, CAST, START, Random(0), "faces")
    assert not isinstance(asked, Rest)
    formed = here.after(answered(plainly(asked, Random(0)), Half(), START, Random(0))).begin(3)
    assert formed.begin(4).practised == 2
    assert formed.begun == ()


def test_a_point_is_as_hard_before_as_after() -> None:
    """What stands beside a tracked feeling is any other of the plan, in each phase as often."""
    early: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for seed in range(30):
        for one in schooling(Half(), 8, seed, PLAN).history:
            asked = one.trial
            if asked.purpose == TRACK and asked.goal.feeling == "sad":
                beside = {face.feeling for face in asked.faces} - {"sad"}
                (early if asked.session < 3 else late).update(beside)
                assert len(asked.choices) == 3
    assert set(early) == set(late) == {"happy", "anger", "fear", "surprise", "disgust", "neutral"}
    for counts in (early, late):
        assert max(counts.values()) < 2.5 * min(counts.values())


def test_a_point_is_asked_in_turn() -> None:
    """The ways to ask come as often before teaching as since, whatever is taught between."""
    for seed in range(5):
        ways = Counter(
            (one.trial.session >= 7, one.trial.exercise)
            for one in schooling(Half(0.5), 19, seed, replace(PLAN, blocks=2)).history
            if one.trial.purpose == TRACK and one.trial.goal.feeling == "sad"
        )
        assert max(ways[True, way] for way in EXERCISES["drawn"]) <= 2 + min(
            ways[True, way] for way in EXERCISES["drawn"]
        )


def test_a_hard_partner_stands_beside_no_point() -> None:
    """Fear is not set beside surprise before each is known: not in a point either."""
    for one in schooling(Half(), 6, 2, PLAN).history:
        if one.trial.purpose == TRACK and one.trial.goal.feeling == "fear":
            assert "surprise" not in {face.feeling for face in one.trial.faces}


def test_feelings_without_a_start_come_after_those_with_one() -> None:
    """Who moves other feelings to the front does not undo the measured start."""
    plan = Plan(
        feelings=("fear", "surprise", "disgust", "happy", "anger", "sad"), starts=STARTS, blocks=1
    )
    for one in schooling(Half(0.5), 6, 0, plan).history:
        assert one.trial.purpose != TEACH or one.trial.goal.feeling == "pain"


def test_a_ladder_that_begins_with_parts() -> None:
    """Whole faces are tracked wherever they stand on the ladder, and nothing without them."""
    tracked = Plan(ladder=("parts", "drawn"), starts=STARTS).tracked
    assert {goal.step for goal in tracked} == {"drawn"}
    assert Plan(ladder=("parts", "80"), starts=STARTS).tracked == ()


def test_a_session_that_was_broken_off_at_once() -> None:
    """It counts for no start: its baseline was not asked."""
    here = Course(PLAN)
    asked = next_trial(here, CAST, START, Random(0))
    assert not isinstance(asked, Rest)
    here = here.after(answered(plainly(asked, Random(0)), Half(), START, Random(0)))
    assert here.begin(1).practised == 0
