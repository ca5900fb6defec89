"""Every exercise of the registry keeps the same promises."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.classroom import Guesser, Learner, schooling
from pyojeong.app.domain import plan
from pyojeong.app.domain.asking import PICTURES, Asked
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.stimulus import Face
from pyojeong.app.domain.trial import TEACH, Goal, Outcome, Trial, Youngest
from pyojeong.app.exercises import EXERCISES, Exercise, make
from pyojeong.app.exercises.words import spoken, word_of
from pyojeong.core.errors import UnknownNameError
from pyojeong.core.i18n import catalogue
from unit.app.exercises.asked import ASKED, FEELINGS, anything, asked, made, recorded

EXAMPLES = 60

every_exercise = pytest.mark.parametrize(
    "exercise", [part for _, part in EXERCISES], ids=[name for name, _ in EXERCISES]
)
seeds = st.integers(0, 2**32)


def test_the_plan_has_its_exercises() -> None:
    """There is an exercise for all that the plan asks, and the plan asks all that there are."""
    assert {name for name, _step in ASKED} == set(EXERCISES.names())


def test_unknown() -> None:
    """An exercise that is not there is named with those that are near."""
    with pytest.raises(UnknownNameError, match=r"Unknown exercise 'fnd': did you mean 'find'"):
        made(asked("fnd"))


@every_exercise
def test_declared(exercise: Exercise) -> None:
    """An exercise bears its published name, a title and a sentence, and records under one name."""
    assert EXERCISES.get(exercise.name) is exercise
    assert exercise.title
    assert exercise.about.endswith(".")
    names = [one.name for one in exercise.records]
    assert names
    assert len(set(names)) == len(names)
    assert not set(names) & {*Outcome.model_fields, *Trial.model_fields}
    assert all(one.unit and one.about for one in exercise.records)


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_as_asked(question: Asked, seed: int) -> None:
    """A trial is about what was asked, when, why and with how much help."""
    trial = made(question, seed)
    for field in ("number", "session", "block", "goal", "exercise", "purpose", "prompt"):
        assert getattr(trial, field) == getattr(question, field)
    assert trial.language in (None, question.language)


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_pictures(question: Asked, seed: int) -> None:
    """No two pictures of a trial are the same, and no other trial has one of them."""
    faces = made(question, seed).faces
    assert faces
    assert len(set(faces)) == len(faces)
    numbers = range(question.pictures, question.pictures + PICTURES)
    assert all(face.variation in numbers for face in faces)


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_people(question: Asked, seed: int) -> None:
    """Only the people at hand are shown: held-out ones where nothing is taught, and never else."""
    people = {face.person for face in made(question, seed).faces}
    assert people <= set(question.people)
    assert {one.held_out for one in people} == {question.purpose not in (TEACH, "recheck")}


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_asked_person(question: Asked, seed: int) -> None:
    """A probe shows the goal's feeling on the face of the person whom the course chose."""
    trial = made(question, seed)
    if question.purpose != TEACH and trial.asked is not None:
        assert trial.asked.person == question.people[0]
        assert trial.asked.feeling == question.goal.feeling


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_answers(question: Asked, seed: int) -> None:
    """The choices are all different, something is right, and something is not."""
    trial = made(question, seed)
    assert len(set(trial.choices)) == len(trial.choices)
    assert 0 < len(trial.answers) < len(trial.choices)
    assert len(set(trial.answers)) == len(trial.answers)


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_same_seed(question: Asked, seed: int) -> None:
    """The same question with the same chance is the same trial."""
    assert made(question, seed) == made(question, seed)


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_stored(question: Asked, seed: int) -> None:
    """A trial is the same after it was stored."""
    trial = made(question, seed)
    assert Trial.model_validate_json(trial.model_dump_json()) == trial


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_finishes(question: Asked, seed: int) -> None:
    """A simulated child finishes every trial; one who knows all is right, and is recorded so."""
    trial, rng = made(question, seed), Random(seed)
    exercise = EXERCISES.get(trial.exercise)
    assert exercise.play(trial, 1.0, rng) in trial.answers
    place = exercise.play(trial, 0.0, rng)
    for one in exercise.records:
        value = one.of(trial, place)
        if one.unit.startswith("fraction"):
            assert isinstance(value, float)
            assert 0 <= value <= 1
        else:
            assert isinstance(value, str)
            assert value


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_said(question: Asked, seed: int) -> None:
    """Every trial has its words in both languages, and nobody is told that something is wrong."""
    trial = made(question, seed)
    say = EXERCISES.get(trial.exercise).say(trial)
    for language in ("en", "ko"):
        for lines in (say.ask, say.right, say.error):
            text = spoken(lines, language)
            assert text
            assert "{" not in text
        error = spoken(say.error, language).lower()
        assert not any(word in error for word in ("wrong", "incorrect", "mistake", "틀렸", "틀린"))


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_in_korean(question: Asked, seed: int) -> None:
    """Whatever is said or written on a choice has a Korean text, in full polite sentences."""
    trial = made(question, seed)
    say = EXERCISES.get(trial.exercise).say(trial)
    for lines in (say.ask, say.right, say.error):
        for line in lines:
            assert line.in_("ko") != line.in_("en")
            assert line.in_("ko").endswith(("요.", "요?"))
    for message in (word_of(choice) for choice in trial.choices):
        assert message is None or catalogue("ko").gettext(message) != message


@every_exercise
def test_titles_in_korean(exercise: Exercise) -> None:
    """Title and sentence for the caregiver have a Korean text."""
    for message in (exercise.title, exercise.about):
        assert catalogue("ko").gettext(message) != message


@pytest.mark.parametrize("name", EXERCISES.names())
@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_gap(name: str, data: st.DataObject) -> None:
    """An exercise of the label gap has a word in a language; one of the face gap has none."""
    trial = made(data.draw(anything(name)))
    gap = EXERCISES.get(name).gap
    assert (trial.language is None) == (gap == "face")


@pytest.mark.parametrize(("exercise", "step"), ASKED)
def test_chance(exercise: str, step: plan.Step) -> None:
    """At every place the answer stands equally often, however many choices were asked for."""
    rng, n = Random(5), 1500
    feelings = ("pain", "happy", "sad", "fear", "neutral", "anger")
    for count in plan.ARRAYS:
        trials = []
        for number in range(n):
            place = number % count
            shown = (*feelings[1 : place + 1], feelings[0], *feelings[place + 1 : count])
            trials.append(make(asked(exercise, shown, place, step, age=6), rng))
        places = Counter(trial.answers[0] for trial in trials)
        choices = len(trials[0].choices)
        assert set(places) == set(range(choices))
        # Three standard deviations of a binomial share, doubled for the many places looked at.
        spread = 6 * (n / choices * (1 - 1 / choices)) ** 0.5
        assert all(abs(times - n / choices) < spread for times in places.values())


@pytest.mark.parametrize("step", plan.LADDER)
@pytest.mark.parametrize("feelings", [FEELINGS[:3], FEELINGS[3:6]])
@pytest.mark.parametrize("age", [4, 9])
def test_course(step: plan.Step, feelings: tuple[Feeling, ...], age: Literal[4, 9]) -> None:
    """On every rung a child who learns comes to mastery, with the trials of these exercises."""
    some = Plan(feelings=feelings, ladder=(step,), safety=False, age=age)
    mastered = _mastered(some)
    whole = schooling(Learner(rate=0.3, best=1.0), 25, 3, some, make=make, until=mastered)
    assert mastered(whole.course)


def test_safety_course() -> None:
    """So does one who learns to tell an adult, and both questions are asked in both languages."""
    some = Plan(feelings=FEELINGS[:3], ladder=("drawn",), languages=("ko", "en"))

    def safe(whole: Course) -> bool:
        return all(whole.standing(goal).mastered for goal in some.safety_goals)

    whole = schooling(Learner(rate=0.3, best=1.0), 50, 3, some, make=make, until=safe)
    assert safe(whole.course)
    drawn = [one for one in whole.history if one.trial.goal == some.safety_goals[0]]
    asked_in = Counter(
        (recorded(one.trial, one.place)["question"], one.trial.language) for one in drawn
    )
    assert len(asked_in) == 4
    assert min(asked_in.values()) >= len(drawn) / 8


@pytest.mark.parametrize("age", get_args(Youngest))
def test_stories_of_a_course(age: Youngest) -> None:
    """In a long course no probe's story is ever taught, and no set of probes tells one twice."""
    some = Plan(feelings=FEELINGS[:3], ladder=("story",), age=age)
    whole = schooling(Learner(rate=0.3, best=1.0), 60, 3, some, make=make)
    trials = [one.trial for one in whole.history if one.trial.story]
    taught = [one for one in trials if one.purpose in (TEACH, "recheck")]
    probed = [one for one in trials if one.purpose not in (TEACH, "recheck")]
    assert {one.goal for one in probed} == {*some.goals, Goal(feeling="pain", step="story")}
    assert {one.purpose for one in probed} == {"baseline", "gate", "maintenance", "review"}
    assert not {one.story for one in probed} & {one.story for one in taught}
    sets = Counter((one.session, one.goal, one.story) for one in probed)
    assert max(sets.values()) == 1


@pytest.mark.parametrize("step", plan.LADDER)
def test_guesser(step: plan.Step) -> None:
    """Nobody comes to mastery of a rung by guessing."""
    some = Plan(feelings=FEELINGS[:3], ladder=(step,), safety=False)
    whole = schooling(Guesser(), 12, 3, some, make=make).course
    assert not any(whole.standing(goal).mastered for goal in some.goals)


def _mastered(some: Plan) -> Callable[[Course], bool]:
    return lambda whole: all(whole.standing(goal).mastered for goal in some.goals)


@settings(max_examples=EXAMPLES, deadline=None)
@given(question=anything(), seed=seeds)
def test_feeling_decides(question: Asked, seed: int) -> None:
    """Among faces to choose from, nothing but the feeling or its strength tells the right one."""
    faces = [one for one in made(question, seed).choices if isinstance(one, Face)]
    if len({face.feeling for face in faces}) == len(faces):
        assert len({(f.intensity, f.view, f.only, f.moving, f.medium) for f in faces}) <= 1
        assert len({face.person for face in faces}) in (0, 1, len(faces))
