"""Each exercise's own rule."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.stimulus import PARTS, Act, Face, PartName, Unsure, Word
from pyojeong.app.domain.trial import Step, Trial
from pyojeong.app.exercises import EXERCISES, make
from pyojeong.app.exercises.tell_adult.exercise import FETCH, TELL, WHAT_TO_DO, WHO
from pyojeong.app.exercises.what_happened.stories import Story, stories
from pyojeong.app.exercises.words import HOW, spoken
from pyojeong.app.pictures import tells
from unit.app.exercises.asked import FEELINGS, GOALS, anything, asked, made, recorded

seeds = st.integers(0, 2**32)

# Each feeling asked for, with two others.
ALL = tuple((one, *[other for other in FEELINGS if other != one][:2]) for one in GOALS)


def faces_among(trial: Trial) -> list[Face]:
    """Return the faces to choose from."""
    return [choice for choice in trial.choices if isinstance(choice, Face)]


def asks(trial: Trial) -> str:
    """Return the question in English."""
    return spoken(EXERCISES.get(trial.exercise).say(trial).ask, "en")


def after(trial: Trial) -> str:
    """Return what is said in English after an error."""
    return spoken(EXERCISES.get(trial.exercise).say(trial).error, "en")


@given(question=anything("match"))
def test_match(question: Asked) -> None:
    """Match: the sample's feeling is at the right place alone, on somebody else's face."""
    trial = made(question)
    (sample,) = trial.sample
    assert sample.person == question.people[0]
    assert sample.feeling == question.goal.feeling
    assert [face.feeling for face in faces_among(trial)] == list(question.feelings)
    assert trial.answers == (question.place,)
    assert len({face.person for face in trial.faces}) == len(question.feelings) + 1


def test_match_has_no_words() -> None:
    """Match: neither question nor what is said afterwards names a feeling."""
    said = {(asks(trial), after(trial)) for trial in (made(asked("match", f)) for f in ALL)}
    assert said == {
        ("Which face shows the same feeling?", "Here it is. These two faces often mean the same.")
    }


@given(question=anything("find"))
def test_find(question: Asked) -> None:
    """Find it: the word's face is at the right place, on the person asked about."""
    trial = made(question)
    assert trial.sample == ()
    assert trial.asked == faces_among(trial)[question.place]
    assert faces_among(trial)[question.place].person == question.people[0]
    assert [face.feeling for face in faces_among(trial)] == list(question.feelings)


def test_find_asks_by_name() -> None:
    """Find it: every feeling is asked for by its own word."""
    trials = {f[0]: made(asked("find", f)) for f in ALL}
    assert asks(trials["anger"]) == "Which face looks angry?"
    assert after(trials["anger"]) == "Here it is. This face often means: angry."
    assert len({asks(trial) for trial in trials.values()}) == len(GOALS)
    assert recorded(trials["anger"], 1) == {"chosen": "happy", "intensity": 1.0}


@pytest.mark.parametrize(
    ("exercise", "step"), [("name", "60"), ("change", "moving"), ("eyes_or_mouth", "eyes")]
)
def test_words(exercise: str, step: Step) -> None:
    """A face and words: one a feeling, in the places asked for; the question names none."""
    trial = made(asked(exercise, ("fear", "happy", "sad", "neutral"), 1, step))
    assert trial.choices == tuple(Word(feeling=f) for f in ("fear", "happy", "sad", "neutral"))
    assert trial.answers == (1,)
    assert [face.feeling for face in trial.sample] == ["happy"]
    assert trial.language == "ko"
    assert HOW in asks(trial) or "feel" in asks(trial)
    assert "happy" not in asks(trial)
    assert recorded(trial, 0)["chosen"] == "fear"


def test_name_intensity() -> None:
    """Name it: the face is as strong as the step says."""
    trial = made(asked("name", step="60"))
    assert trial.sample[0].intensity == 0.6
    assert recorded(trial, 0)["intensity"] == 0.6


def test_change_moves() -> None:
    """Spot the change: the sample moves."""
    (sample,) = made(asked("change", step="moving")).sample
    assert sample.moving
    assert sample.view == "face"


@pytest.mark.parametrize(
    ("step", "said"), [("eyes", "Eyes like these"), ("mouth", "A mouth like this")]
)
def test_eyes_or_mouth(step: Step, said: str) -> None:
    """Eyes or mouth: only that part is seen, and what is said is about it."""
    trial = made(asked("eyes_or_mouth", step=step))
    assert trial.sample[0].view == step
    assert recorded(trial, 2) == {"chosen": "sad", "view": step}
    assert after(trial) == f"Here it is. {said} can mean: happy."


@given(question=anything("stronger"), seed=seeds)
def test_stronger(question: Asked, seed: int) -> None:
    """Which is stronger: one person's same picture, at intensities from 0.4, a quarter apart."""
    trial = made(question, seed)
    faces = faces_among(trial)
    assert len(faces) == 3
    assert len({(face.person, face.variation) for face in faces}) == 1
    strengths = sorted(face.intensity for face in faces)
    assert {face.feeling for face in faces} == {question.goal.feeling}
    assert min(b - a for a, b in pairwise(strengths)) > 0.25 - 1e-9
    assert strengths[0] >= 0.4
    assert faces[trial.answers[0]].intensity == strengths[-1] <= 1
    if question.place < 3:
        assert trial.answers == (question.place,)


def test_stronger_gets_harder() -> None:
    """Which is stronger: on later steps the intensities are nearer to each other."""
    steps: tuple[Step, ...] = ("80", "60", "40")
    apart = [recorded(made(asked("stronger", step=step)), 0)["apart"] for step in steps]
    assert apart == [0.3, 0.28, 0.25]


def test_stronger_has_no_fixed_strength() -> None:
    """Which is stronger: on the last step the strongest is not always as strong as can be."""
    question = asked("stronger", step="40")
    trials = [made(question, seed) for seed in range(200)]
    strongest = {float(recorded(trial, 0)["strongest"]) for trial in trials}
    assert strongest <= {round(0.9 + hundredths / 100, 2) for hundredths in range(11)}
    assert len(strongest) > 8


def test_stronger_records() -> None:
    """Which is stronger: what was chosen is recorded by its strength."""
    trial = made(asked("stronger", ("sad", "happy", "neutral"), place=1, step="60"))
    found = recorded(trial, 1)
    assert found["chosen"] == found["strongest"]
    assert float(recorded(trial, 0)["chosen"]) < float(found["chosen"])
    assert asks(trial) == "Which face looks the most happy?"
    assert after(trial) == "Here it is. This face shows it most: happy."


@given(question=anything("different"), seed=seeds)
def test_different(question: Asked, seed: int) -> None:
    """What is different: the same picture twice, then one part of it shows the feeling."""
    trial = made(question, seed)
    resting, moved = trial.sample
    assert moved.feeling == question.goal.feeling
    assert resting.feeling == "neutral"
    assert resting.only is None
    assert moved.only is not None
    assert tells(moved.feeling, moved.only)
    assert (resting.person, resting.variation) == (moved.person, moved.variation)
    right = trial.choices[trial.answers[0]]
    assert right == PartName(part=moved.only)
    assert {choice.part for choice in trial.choices if isinstance(choice, PartName)} == set(PARTS)
    assert recorded(trial, trial.answers[0]) == {"part": moved.only, "chosen": moved.only}


def test_different_asks_for_all_parts() -> None:
    """What is different: every part that shows a feeling is asked for."""
    for feeling, parts in (
        ("anger", set(PARTS)),
        ("sad", {"brows", "mouth"}),
        ("disgust", {"mouth"}),
    ):
        question = asked("different", (feeling, "happy", "neutral"), step="parts")
        assert {recorded(made(question, seed), 0)["part"] for seed in range(40)} == parts


def test_different_says_what_it_means() -> None:
    """What is different: the part is named, and what it can mean."""
    disgust = made(asked("different", ("disgust", "happy", "neutral"), step="parts"))
    assert after(disgust) == (
        "Here it is. The mouth is different. A mouth like this can mean: disgusted."
    )


def story_of(trial: Trial) -> Story:
    """Return the story of a trial."""
    return stories()[trial.story or ""]


@given(question=anything("what_happened"), seed=seeds)
def test_what_happened(question: Asked, seed: int) -> None:
    """What happened: exactly the faces of the story's answers are right, or unsure is."""
    trial = made(question, seed)
    story, faces = story_of(trial), faces_among(trial)
    right = [trial.choices[place] for place in trial.answers]
    if story.cant_tell:
        assert right == [Unsure()]
    else:
        assert {face.feeling for face in faces_among(trial) if face in right} == {*story.answers}
        assert trial.answers[0] == question.place
    assert [f.feeling for f in faces][question.place] == question.goal.feeling
    assert len(faces) == len(question.feelings)
    assert question.graded or story.answers == (question.goal.feeling,)
    assert story.from_age <= question.age


@given(question=anything("what_happened"), seed=seeds)
def test_unsure(question: Asked, seed: int) -> None:
    """What happened: from nine years on one may always say that one cannot tell, at the end."""
    trial = made(question, seed)
    assert (Unsure() in trial.choices) == (question.age >= 9)
    assert Unsure() not in trial.choices[:-1]


@given(question=anything("what_happened"), seed=seeds)
def test_one_face(question: Asked, seed: int) -> None:
    """What happened: all the faces are one person's same picture; only the feeling differs."""
    trial = made(question, seed)
    assert len({(face.person, face.variation) for face in trial.faces}) == 1
    if question.purpose != "teach":
        assert trial.faces[0].person == question.people[0]
    elif story_of(trial).who in {person.age for person in question.people}:
        assert trial.faces[0].person.age == story_of(trial).who


@pytest.mark.parametrize(("age", "kinds"), [(4, {1}), (6, {2}), (9, {0, 2})])
def test_graded(age: int, kinds: set[int]) -> None:
    """What happened: graded, two are right or none can be known; for the youngest it is plain."""
    question = asked(
        "what_happened", ("sad", "happy", "neutral"), step="story", age=age, graded=True
    )
    trials = [made(question, seed) for seed in range(60)]
    assert {len(story_of(trial).answers) for trial in trials} == kinds
    truth = {1: "one", 2: "two", 0: "unknown"}
    assert {recorded(trial, 0)["truth"] for trial in trials} == {truth[kind] for kind in kinds}
    # Anger and fear, the other answers, stood not among the feelings asked about.
    for trial in trials:
        assert len(trial.answers) == max(len(story_of(trial).answers), 1)


def test_graded_kinds_alike() -> None:
    """What happened: for the oldest, ambiguous and unknowable stories come as often."""
    question = asked("what_happened", ("sad", "happy", "neutral"), step="story", graded=True)
    kinds = Counter(story_of(made(question, seed)).cant_tell for seed in range(400))
    assert 150 < kinds[True] < 250


def test_what_happened_says() -> None:
    """What happened: the story's own question and reason are said."""
    trial = made(asked("what_happened", step="story"))
    story = story_of(trial)
    assert asks(trial) == story.ask.en
    assert after(trial) == f"Here it is. {story.because.en}"
    assert recorded(trial, 3) == {"chosen": "unsure", "truth": "one"}


PAIN = ("pain", "happy", "neutral")


def test_who_is_hurt() -> None:
    """Tell an adult: first who is in pain, among faces of several people."""
    trial = made(asked("tell_adult", PAIN))
    assert [face.feeling for face in faces_among(trial)] == list(PAIN)
    assert trial.answers == (0,)
    assert asks(trial) == WHO.message
    assert after(trial) == f"Here it is. This face often means: in pain. {TELL.message}"
    assert recorded(trial, 1) == {"question": "who", "chosen": "happy"}


def test_what_to_do() -> None:
    """Tell an adult: then what to do, by a face in pain."""
    trial = made(replace(asked("tell_adult", PAIN, place=0), number=2))
    assert [face.feeling for face in trial.sample] == ["pain"]
    assert trial.choices[trial.answers[0]] == Act(deed="tell_adult")
    assert {choice.deed for choice in trial.choices if isinstance(choice, Act)} == {
        "tell_adult",
        "wait",
        "laugh",
    }
    assert asks(trial) == WHAT_TO_DO.message
    assert after(trial) == f"Here it is. {TELL.message}"
    assert recorded(trial, trial.answers[0]) == {"question": "deed", "chosen": "tell_adult"}


def test_in_turn() -> None:
    """Tell an adult: four trials of a session ask both questions, in each of two languages."""
    for first in range(8):
        drawn = asked("tell_adult", PAIN)
        asked_in = {
            (
                recorded(make(replace(drawn, number=number), Random(0)), 0)["question"],
                number % 2,
            )
            for number in range(first, first + 4)
        }
        assert len(asked_in) == 4


@given(question=anything("tell_adult"), seed=seeds)
def test_pain_story(question: Asked, seed: int) -> None:
    """Tell an adult: after a story only of pain, and never a graded one, what to do is asked."""
    trial = made(question, seed)
    if question.goal.step == "story":
        assert story_of(trial).answers == ("pain",)
        assert trial.choices[trial.answers[0]] == Act(deed="tell_adult")
        young = story_of(trial).who in ("child", "teen")
        said = spoken(EXERCISES.get("tell_adult").say(trial).right, "en")
        assert said.endswith((TELL if young else FETCH).message)
        assert (TELL.message in said) == young
    else:
        assert trial.story is None
