"""A child's name, picture and age band are corrected."""

import pytest

from fakes.memory import memory_store
from fakes.practice import Clock, mina, practising
from pyojeong.core.errors import SettingsError, UnknownChildError
from pyojeong.core.settings import replace


def test_a_child_is_corrected() -> None:
    """Name, picture and age change; code, consent, page and what was practised stay."""
    clock = Clock()
    practice = practising(memory_store(), clock)
    child = mina(practice)
    before, state = practice.child(child), practice.start(child)
    practice.correct_child(child, " Otter ", picture="pic-owl", age="9-13")
    after = practice.child(child)
    assert (after.child.pseudonym, after.picture, after.child.age) == ("Otter", "pic-owl", "9-13")
    assert (after.code, after.page, after.child.consent) == (
        before.code,
        before.page,
        before.child.consent,
    )
    assert practice.state(child) == state


def test_stories_follow_the_age_that_is_corrected() -> None:
    """The plan's age goes along with the band's, unless a caregiver has chosen another."""
    practice = practising(memory_store(), Clock())
    child = practice.add_child("Mina", picture="pic-fox", age="6-8", language="en").child.key
    practice.correct_child(child, "Mina", picture="pic-fox", age="9-13")
    assert practice.plan(child).age == 9
    practice.set_plan(child, replace(practice.plan(child), age=4))
    practice.correct_child(child, "Mina", picture="pic-fox", age="6-8")
    assert practice.plan(child).age == 4


@pytest.mark.parametrize(("name", "picture"), [("", "pic-fox"), ("x" * 41, "pic-fox"), ("M", "me")])
def test_what_cannot_be_corrected(name: str, picture: str) -> None:
    """A name of 1 to 40 characters and one of our pictures are needed, or nothing changes."""
    practice = practising(memory_store(), Clock())
    child = mina(practice)
    before = practice.child(child)
    with pytest.raises(SettingsError):
        practice.correct_child(child, name, picture=picture, age="4-5")
    assert practice.child(child) == before
    with pytest.raises(UnknownChildError):
        practice.correct_child("nobody", "Otter", picture="pic-owl", age="4-5")
