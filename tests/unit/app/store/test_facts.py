"""store.facts: what the columns of a trial's row say of it."""

from dataclasses import replace
from random import Random

import pytest

from fakes.classroom import CAST
from pyojeong.app.domain.trial import Purpose, Trial
from pyojeong.app.exercises import make
from pyojeong.app.store.facts import facts_of
from unit.app.exercises.asked import asked


def telling(purpose: Purpose) -> Trial:
    """Return a trial that tells a story of something happy."""
    question = asked("what_happened", step="story")
    people = (CAST.taught if purpose in ("teach", "recheck") else CAST.held_out)[:4]
    return make(replace(question, purpose=purpose, people=people), Random(0))


@pytest.mark.parametrize("purpose", ["baseline", "gate", "maintenance", "review"])
def test_a_held_out_story(purpose: Purpose) -> None:
    """A probe's row says that its face and its story are held out."""
    assert facts_of(telling(purpose)).held_out


@pytest.mark.parametrize("purpose", ["teach", "recheck"])
def test_a_taught_story(purpose: Purpose) -> None:
    """What is taught, or asked again, is not held out."""
    assert not facts_of(telling(purpose)).held_out


@pytest.mark.parametrize("story", ["happy-balloon", "happy-gone"])
def test_a_story_of_an_earlier_version(story: str) -> None:
    """A held-out face does not make a story held out that was taught, or is not there any more."""
    trial = telling("gate")
    assert trial.asked
    assert trial.asked.person.held_out
    assert not facts_of(trial.model_copy(update={"story": story})).held_out
