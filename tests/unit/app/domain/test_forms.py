"""Probe forms: what they ask, of whom, and how they end."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from fakes.classroom import CAST, START, Half, answered, plainly
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.forms import ARRAY, FORMS, ITEMS, Form, items, offered
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.schedule import Rest, next_trial, trials_left
from pyojeong.app.domain.trial import UNPROMPTED, Outcome


def taken(form: Form, seed: int = 0) -> list[Outcome]:
    """Return what becomes of a form in the first session of somebody."""
    rng, now, course = Random(seed), START, Course(Plan())
    while not isinstance(asked := next_trial(course, CAST, now, rng, form), Rest):
        course = course.after(answered(plainly(asked, rng), Half(), now, rng))
        now += timedelta(seconds=8)
    assert asked == Rest("done")
    return list(course.here)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_asks_each_item_once(form: Form) -> None:
    """It asks what it is made of, in an order of its own, and then ends."""
    asked = [one.trial.goal for one in taken(form)]
    assert Counter(asked) == Counter(items(form, 0))
    assert tuple(asked) == items(form, 0)
    assert items(form, 0) != items(form, 1)
    assert Counter(items(form, 0)) == Counter(items(form, 1))


def test_what_forms_are_made_of() -> None:
    """Six feelings four times; of the eyes five, for disgust does not show there."""
    assert {form: len(items(form, 3)) for form in FORMS} == {
        "faces": 24, "eyes": 20, "strengths": 24,
    }  # fmt: skip
    assert {goal.step for goal in items("strengths", 0)} == set(ITEMS["strengths"])
    assert all(goal.feeling != "disgust" for goal in items("eyes", 0))


@pytest.mark.parametrize("form", FORMS)
def test_items_are_probes(form: Form) -> None:
    """Each is a held-out face with six words to choose from, without help."""
    for one in taken(form):
        assert one.trial.purpose == "form"
        assert one.trial.exercise == ("eyes_or_mouth" if form == "eyes" else "name")
        assert len(one.trial.choices) == ARRAY
        assert one.trial.prompt == UNPROMPTED
        assert all(face.person.held_out for face in one.trial.faces)


def test_the_words_offered() -> None:
    """They are the other feelings, each once, never the right one."""
    for feeling in ORDER:
        assert len(set(offered(feeling)) - {feeling}) == ARRAY - 1


def test_a_form_changes_nothing_of_what_is_taught() -> None:
    """No goal stands elsewhere after a form."""
    course = Course(Plan())
    for one in taken("faces"):
        course = course.after(one)
    assert all(strand.standing.status == "new" for strand in course.strands.values())


def test_the_strip_of_a_form() -> None:
    """It counts the items that are left."""
    course = Course(Plan())
    assert trials_left(course, START, "eyes") == 20
    assert trials_left(course.after(taken("eyes")[0]), START, "eyes") == 19


def test_a_form_that_takes_long() -> None:
    """It ends when the session's time is over, as any session does."""
    course = Course(Plan()).after(taken("faces")[0])
    late = START + timedelta(minutes=16)
    assert next_trial(course, CAST, late, Random(0), "faces") == Rest("time")
