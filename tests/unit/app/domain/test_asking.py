"""What is asked next."""

from random import Random

import pytest

from fakes.classroom import CAST
from fakes.outcomes import answered
from pyojeong.app.domain.asking import array_of, ask, distractors, next_person, next_place
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.feelings import CONTRAST, hard_partner
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import UNPROMPTED, Goal

HAPPY = Goal(feeling="happy")


def test_arrays_grow() -> None:
    """Three choices, later four, then six; a caregiver's choice goes before."""
    course = Course(Plan())
    sizes = [array_of(course, Goal(feeling="sad", step=step)) for step in course.plan.ladder]
    assert sizes == [3, 3, 4, 4, 6, 6, 6, 6, 6]
    assert array_of(Course(Plan(array=4)), HAPPY) == 4
    assert array_of(course, Goal(feeling="pain", step="photo")) == 3


def test_first_distractors() -> None:
    """At the beginning: neutral, and the next feelings in order."""
    found = distractors(Course(Plan()), "happy", 2, Random(0))
    assert set(found) == {CONTRAST, "anger"}


@pytest.mark.parametrize("count", [2, 3, 5])
def test_distractors_are_all_different(count: int) -> None:
    """As many as asked for, none twice, never the feeling itself, no hard partner."""
    for seed in range(50):
        found = distractors(Course(Plan()), "fear", count, Random(seed))
        assert len(set(found)) == count
        assert "fear" not in found
        assert "surprise" not in found


def test_six_choices_need_the_partner() -> None:
    """Where there are not enough other feelings, the hard partner fills the last place."""
    plan = Plan(feelings=("fear", "surprise", "happy"))
    found = distractors(Course(plan), "fear", 3, Random(0))
    assert set(found) == {"happy", "neutral", "surprise"}


def told(share: float) -> Course:
    """Return a course in which fear and surprise were right in such a share of 12 trials."""
    rights = [index < share * 12 for index in range(12)]
    outcomes = [
        *answered(rights, feeling="fear"),
        *answered(rights, feeling="surprise", start=12),
    ]
    return Course.of(Plan(), outcomes).begin(1)


def test_hard_pairs_stand_side_by_side_late() -> None:
    """Only when each is told in eight of ten, and then often."""
    weak, strong = told(0.7), told(0.9)
    pairs = [
        sum("surprise" in distractors(course, "fear", 2, Random(seed)) for seed in range(200))
        for course in (weak, strong)
    ]
    assert pairs[0] == 0
    assert 60 < pairs[1] < 140


def test_partners() -> None:
    """Fear and surprise, disgust and anger; happy has none."""
    assert [hard_partner(one) for one in ("fear", "surprise", "anger", "happy")] == [
        "surprise", "fear", "disgust", None,
    ]  # fmt: skip


def test_places_are_counterbalanced() -> None:
    """The answer stands next where it stood least."""
    course = Course.of(Plan(), answered([True] * 5))  # places 0 1 2 0 1
    assert {next_place(course, HAPPY, 3, Random(seed)) for seed in range(20)} == {2}
    assert {next_place(course, HAPPY, 4, Random(seed)) for seed in range(20)} == {3}
    assert {next_place(course, HAPPY, 2, Random(seed)) for seed in range(20)} == {0, 1}


def test_who_is_shown() -> None:
    """Somebody who was least shown with the feeling; held-out people in probes alone."""
    course = Course.of(Plan(), answered([True] * 5))
    shown = {face.person.key for face in (one.trial.asked for one in course.here) if face}
    for seed in range(30):
        taught = next_person(course, CAST, HAPPY, "teach", Random(seed))
        assert taught.key not in shown
        assert not taught.held_out
        assert next_person(course, CAST, HAPPY, "baseline", Random(seed)).held_out
        assert not next_person(course, CAST, HAPPY, "recheck", Random(seed)).held_out


def test_a_gate_has_children() -> None:
    """Two of five at least, and nobody twice."""
    for seed in range(20):
        rng = Random(seed)
        course = Course(Plan())
        people = []
        for number in range(5):
            asked = ask(course, CAST, HAPPY, "gate", 0, rng)
            people.append(asked.people[0])
            outcome = answered([True], purpose="gate", start=number)[0]
            face = outcome.trial.choices[outcome.trial.answers[0]]
            choices = list(outcome.trial.choices)
            choices[outcome.trial.answers[0]] = face.model_copy(update={"person": people[-1]})
            trial = outcome.trial.model_copy(update={"choices": tuple(choices)})
            course = course.after(outcome.model_copy(update={"trial": trial}))
        assert len({person.key for person in people}) == 5
        assert sum(person.age == "child" for person in people) >= 2


def test_a_review_shows_somebody_new() -> None:
    """Nobody of the cast, and nobody twice."""
    courses = [Course.of(Plan(), answered([True] * count)) for count in range(4)]
    people = [next_person(course, CAST, HAPPY, "review", Random(0)) for course in courses]
    assert len(set(people)) == 4
    assert {*people}.isdisjoint({*CAST.taught, *CAST.held_out})
    assert all(person.held_out for person in people)


def test_asked() -> None:
    """Everything that an exercise needs, and nothing twice."""
    asked = ask(Course(Plan(languages=("ko", "en"))), CAST, HAPPY, "teach", 0, Random(1))
    assert asked.feelings[asked.place] == "happy"
    assert len(set(asked.people)) == len(asked.feelings) + 1
    assert (asked.exercise, asked.prompt, asked.language) == ("match", 0, "ko")
    probe = ask(Course(Plan()), CAST, HAPPY, "baseline", 0, Random(1))
    assert probe.prompt == UNPROMPTED


def test_exercises_and_languages_take_turns() -> None:
    """Matching, Korean words and English words are each asked."""
    seen = set()
    for count in range(6):
        course = Course.of(Plan(languages=("ko", "en")), answered([True] * count))
        asked = ask(course, CAST, HAPPY, "teach", 1, Random(0))
        seen.add((asked.exercise, asked.language))
    assert seen == {(e, word) for e in ("match", "find", "name") for word in ("ko", "en")}


def test_two_trials_never_share_a_picture() -> None:
    """Numbers of pictures do not overlap."""
    first = ask(Course(Plan()), CAST, HAPPY, "teach", 0, Random(1))
    later = ask(Course.of(Plan(), answered([True])), CAST, HAPPY, "teach", 0, Random(1))
    assert later.pictures - first.pictures == 16


def test_late_stories_may_be_open() -> None:
    """A quarter of story trials, after the first twelve, have two answers or none."""
    goal = Goal(feeling="sad", step="story")
    late = Course.of(Plan(), answered([True] * 12, feeling="sad"))
    strands = {goal: late.strand(Goal(feeling="sad"))}
    late = Course(Plan(), strands=strands)
    graded = [ask(late, CAST, goal, "teach", 0, Random(s)).graded for s in range(400)]
    assert 0.18 < sum(graded) / 400 < 0.32
    assert not any(ask(Course(Plan()), CAST, goal, "teach", 0, Random(s)).graded for s in range(40))
    assert not any(ask(late, CAST, goal, "gate", 0, Random(s)).graded for s in range(40))


def test_the_safety_strand_has_its_own_exercise() -> None:
    """Pain is asked as telling an adult."""
    asked = ask(Course(Plan()), CAST, Goal(feeling="pain"), "teach", 0, Random(0))
    assert asked.exercise == "tell_adult"
