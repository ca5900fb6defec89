"""The teaching rules hold for every history there can be."""

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.classroom import CAST, START, Corner, Guesser, Learner, plainly, schooling
from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.plan import ARRAYS, EACH, LADDER, Plan
from pyojeong.app.domain.schedule import PROBES, Rest, next_trial, trials_left
from pyojeong.app.domain.standing import CHILDREN, COUNTS, GATE
from pyojeong.app.domain.trial import TEACH, UNPROMPTED, Outcome

PLANS = st.builds(
    Plan,
    ladder=st.permutations(LADDER).flatmap(
        lambda steps: st.integers(1, len(steps)).map(lambda n: tuple(steps[:n]))
    ),
    safety=st.booleans(),
    array=st.sampled_from([None, *ARRAYS]),
    blocks=st.integers(1, 3),
    minutes=st.integers(5, 20),
    errorless=st.booleans(),
    languages=st.sampled_from([("ko",), ("en",), ("ko", "en")]),
)


@settings(max_examples=60, deadline=None)
@given(plan=PLANS, seed=st.integers(0, 2**32), data=st.data())
def test_no_history_leads_to_an_impossible_state(
    plan: Plan, seed: int, data: st.DataObject
) -> None:
    """Whatever a child answers, whenever it comes: trials are sound, numbered, held-out faces kept.

    The values check themselves (a taught held-out face, a prompted probe cannot be made); here what
    no single value can see.
    """
    rng, now, here = Random(seed), START, Course(plan)
    history: list[Outcome] = []
    for session in range(data.draw(st.integers(1, 6))):
        now += timedelta(hours=data.draw(st.integers(0, 24 * 120)))
        here = here.begin(session)
        skill = data.draw(st.floats(0, 1))
        most = data.draw(st.integers(1, 60))
        for _ in range(most):
            asked = next_trial(here, CAST, now, rng)
            if isinstance(asked, Rest):
                assert here.here or asked.why != "tired"
                break
            assert trials_left(here, now) >= 0
            sound(asked, here)
            history.append(reply(asked, skill, now, rng))
            here = here.after(history[-1])
            now += timedelta(seconds=rng.randrange(1, 90))
    assert [one.trial.number for one in history] == list(range(here.count))
    assert Course.of(plan, history).begin(here.session) == here
    for session in {one.trial.session for one in history}:
        probes = [o for o in history if o.trial.session == session and o.trial.purpose != TEACH]
        assert len(probes) <= PROBES


def sound(asked: Asked, here: Course) -> None:
    """Assert what must hold of whatever is asked."""
    assert asked.number == here.count
    assert asked.feelings[asked.place] == asked.goal.feeling
    assert len(set(asked.feelings)) == len(asked.feelings) >= min(ARRAYS)
    assert len(set(asked.people)) == len(asked.people) == len(asked.feelings) + 1
    taught = asked.purpose in (TEACH, "recheck")
    assert all(person.held_out != taught for person in asked.people)
    assert (asked.purpose == TEACH) or asked.prompt == UNPROMPTED
    assert asked.goal in (*here.plan.goals, *here.plan.safety_goals)


def reply(asked: Asked, skill: float, now: datetime, rng: Random) -> Outcome:
    """Return a response: right with a probability of `skill`, prompted where it can be."""
    trial = plainly(asked, rng)
    right = rng.random() < skill
    wrong = [place for place in range(len(trial.choices)) if place not in trial.answers]
    return Outcome(
        trial=trial,
        place=trial.answers[0] if right else rng.choice(wrong),
        prompted=trial.prompt != UNPROMPTED and rng.random() < 0.5,
        reaction_ms=rng.randrange(0, 60_000),
        at=now,
    )


@pytest.mark.parametrize(("rate", "sessions"), [(0.05, 36), (0.15, 18), (0.4, 18)])
def test_learners_reach_mastery(rate: float, sessions: int) -> None:
    """Of eight children who learn seven master happy, in six weeks; slow ones in twelve."""

    def mastered(here: Course) -> bool:
        return here.standing(here.plan.goals[0]).mastered is not None

    pupils = [Learner(rate=rate) for _ in range(8)]
    known = [
        schooling(pupil, sessions, seed, until=mastered).course for seed, pupil in enumerate(pupils)
    ]
    assert sum(map(mastered, known)) >= 7


@pytest.mark.parametrize("pupil", [Guesser(), Corner(0), Corner(2)])
def test_who_does_not_learn_masters_nothing(pupil: Guesser | Corner) -> None:
    """Guessing, or clicking the same place, leads nowhere in twelve weeks."""
    here = schooling(pupil, 36, seed=3).course
    assert all(here.standing(goal).status in ("new", "learning") for goal in here.plan.goals)


def test_a_gate_is_made_of_new_faces() -> None:
    """Nobody in a gate was ever taught with; two of five are children."""
    history = schooling(Learner(rate=0.4), 18, seed=1).history
    taught = [o.trial for o in history if o.trial.purpose == TEACH]
    known = {face.person.key for trial in taught for face in trial.faces}
    gates = [o for o in history if o.trial.purpose == "gate"]
    assert len(gates) >= GATE
    for start in range(0, len(gates) - GATE + 1, GATE):
        people = [o.trial.asked.person for o in gates[start : start + GATE] if o.trial.asked]
        assert known.isdisjoint(person.key for person in people)
        assert sum(person.age == "child" for person in people) >= CHILDREN


def test_sets_of_probes_are_whole() -> None:
    """A set is asked to its end before anything else is."""
    history = schooling(Learner(), 12, seed=2).history
    index = 0
    while index < len(history):
        trial = history[index].trial
        size = COUNTS.get(trial.purpose, 1)
        asked = {(o.trial.goal, o.trial.purpose) for o in history[index : index + size]}
        assert len(asked) == 1
        index += size


def test_teaching_comes_in_blocks() -> None:
    """Every whole block has four trials of each of its three targets."""
    history = schooling(Learner(), 6, seed=2, plan=Plan(safety=False)).history
    blocks: dict[tuple[int, int], list[str]] = {}
    for one in history:
        if one.trial.purpose == TEACH:
            key = (one.trial.session, one.trial.block)
            blocks.setdefault(key, []).append(one.trial.goal.feeling)
    full = [asked for asked in blocks.values() if len(asked) == 3 * EACH]
    assert full
    assert all(asked.count(feeling) == EACH for asked in full for feeling in asked)
