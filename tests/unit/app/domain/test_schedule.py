"""What comes next: probes, blocks, the safety strand, the end."""

from collections import Counter
from datetime import timedelta
from random import Random

from fakes.classroom import CAST, START, Learner, answered, plainly, schooling
from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.plan import EACH, Plan
from pyojeong.app.domain.schedule import PROBES, Rest, next_trial, trials_left

SURE = 1.0


def session(here: Course, number: int, pupil: Learner, seed: int = 0) -> Course:
    """Return the course after one more session."""
    rng, now = Random(seed), START + timedelta(days=2 * number)
    here = here.begin(number)
    while isinstance(asked := next_trial(here, CAST, now, rng), Asked):
        here = here.after(answered(plainly(asked, rng), pupil, now, rng))
        now += timedelta(seconds=10)
    return here


def purposes(here: Course) -> list[str]:
    """Return the purposes of this session's trials, in order, runs once."""
    found = [one.trial.purpose for one in here.here]
    return [one for index, one in enumerate(found) if index == 0 or found[index - 1] != one]


def test_the_first_session() -> None:
    """Four baselines (pain's too), two blocks of twelve, four trials of safety."""
    here = session(Course(Plan()), 0, Learner())
    counts = Counter(one.trial.purpose for one in here.here)
    assert counts["baseline"] == 12 == PROBES
    assert len({one.trial.goal for one in here.here if one.trial.purpose == "baseline"}) == 4
    assert counts["teach"] == 24 + EACH
    assert purposes(here) == ["baseline", "teach"]
    assert here.blocks == 2


def test_blocks_mix_their_targets() -> None:
    """Four trials of each of three, never three of one running."""
    here = session(Course(Plan(safety=False)), 0, Learner(), seed=3)
    for block in (0, 1):
        asked = [
            o.trial.goal for o in here.here if o.trial.purpose == "teach" and o.trial.block == block
        ]
        assert set(Counter(asked).values()) == {EACH}
        assert all(len(set(asked[i : i + 3])) > 1 for i in range(len(asked) - 2))


def test_the_safety_strand_follows_the_first_block() -> None:
    """Pain is practised in every session until it is mastered, beside the other targets."""
    here = session(Course(Plan()), 0, Learner())
    taught = [one.trial.goal.feeling for one in here.here if one.trial.purpose == "teach"]
    assert taught[12:16] == ["pain"] * 4
    assert "pain" not in taught[16:]


def test_a_short_session_has_the_safety_strand_too() -> None:
    """One block, and telling an adult after it."""
    here = session(Course(Plan(blocks=1)), 0, Learner())
    taught = [one.trial.goal.feeling for one in here.here if one.trial.purpose == "teach"]
    assert taught[12:] == ["pain"] * 4


def test_what_leads_on_comes_first() -> None:
    """However much is to be kept up, a recheck or a gate waits for one session at most."""
    pupil, here = Learner(rate=SURE, best=1.0, days=1000), Course(Plan(blocks=3, minutes=20))
    waited: Counter[str] = Counter()
    for number in range(60):
        here = session(here, number, pupil)
        asked = {one.trial.goal for one in here.here if one.trial.purpose != "teach"}
        for goal in here.before:
            if here.stood(goal).status in ("recheck", "gate") and goal not in asked:
                waited[f"{goal.feeling} {goal.step}"] += 1
    assert max(waited.values(), default=0) <= 2
    assert sum(here.standing(goal).mastered is not None for goal in here.plan.goals) > 12


def test_probes_take_their_turn() -> None:
    """Mastery of a goal brings its recheck in a later session, the gate in one after that."""
    pupil, here = Learner(rate=SURE, best=1.0), Course(Plan())
    seen: dict[str, int] = {}
    for number in range(12):
        here = session(here, number, pupil)
        for one in here.here:
            if one.trial.goal.feeling == "happy" and one.trial.goal.step == "drawn":
                seen.setdefault(one.trial.purpose, number)
    assert seen["baseline"] == 0
    assert seen["teach"] == 0
    assert seen["recheck"] > 2
    assert seen["gate"] > seen["recheck"]
    assert seen["review"] > seen["gate"] or seen["maintenance"] > seen["gate"]


def test_a_broken_off_session_goes_on() -> None:
    """Cut anywhere and worked out anew from its history, a session goes on as it would have."""
    whole = session(Course(Plan()), 0, Learner(), seed=5)
    for cut in range(len(whole.here)):
        again = Course.of(Plan(), whole.here[:cut]).begin(0)
        asked = next_trial(again, CAST, whole.here[cut].at, Random(0))
        assert isinstance(asked, Asked)
        assert (asked.number, asked.purpose) == (cut, whole.here[cut].trial.purpose)
        assert asked.block == whole.here[cut].trial.block


def test_the_end() -> None:
    """After its blocks a session rests, and stays at rest."""
    here = session(Course(Plan(blocks=1)), 0, Learner())
    for seed in range(3):
        assert next_trial(here, CAST, here.here[-1].at, Random(seed)) == Rest("done")


def test_trials_left() -> None:
    """The strip ends where it said it would: one trial less after each answer."""
    rng, now, pupil = Random(2), START, Learner()
    here = Course(Plan()).begin(0)
    left = []
    while isinstance(asked := next_trial(here, CAST, now, rng), Asked):
        left.append(trials_left(here, now))
        here = here.after(answered(plainly(asked, rng), pupil, now, rng))
        now += timedelta(seconds=10)
    assert left == list(range(len(left), 0, -1))
    assert trials_left(here, now) == 0


def test_history() -> None:
    """Trials are numbered from 0 without a gap, and lead to the same course again."""
    whole = schooling(Learner(), 3, seed=4)
    assert [one.trial.number for one in whole.history] == list(range(whole.course.count))
    assert Course.of(Plan(), whole.history) == whole.course
