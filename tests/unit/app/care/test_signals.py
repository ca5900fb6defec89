"""Signals in use: faces to choose from, and turns of practice in reading them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyojeong.app.care.signals import STRENGTHS, WAYS, faces, models, turn
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.signals import FEELINGS, Signal
from pyojeong.app.domain.stimulus import Face
from pyojeong.app.looks import identity
from pyojeong.app.pictures import draw


def test_models() -> None:
    """Who lends a face is a child, never held out, and they come in light and dark tones."""
    assert all(one.age == "child" and not one.held_out for one in models())
    tones = {identity(one).tone for one in models()}
    assert min(tones) <= 2
    assert max(tones) >= 9


@pytest.mark.parametrize("feeling", FEELINGS)
def test_faces(feeling: Feeling) -> None:
    """Of every feeling nine different faces are offered: three ways in three strengths."""
    offered = faces(models()[0], feeling)
    assert len({draw(face) for face in offered}) == WAYS * len(STRENGTHS)
    assert [face.intensity for face in offered] == list(STRENGTHS) * WAYS
    assert {face.feeling for face in offered} == {feeling}


def told(count: int) -> dict[Feeling, Signal]:
    """Return signals of so many feelings: words, a face, both in turn."""
    found: dict[Feeling, Signal] = {}
    for number, feeling in enumerate(FEELINGS[:count]):
        face = Face(person=models()[0], feeling=feeling, variation=0) if number % 3 else None
        words = "" if number % 3 == 1 else "I hum"
        found[feeling] = Signal(feeling=feeling, words=words, face=face)
    return found


@given(st.integers(min_value=1, max_value=7), st.integers(min_value=0, max_value=50))
def test_turns(count: int, round_: int) -> None:
    """In a round every signal is shown once, by something that was told of it."""
    given_ = told(count)
    turns = [turn(given_, round_ * count + place, "k") for place in range(count)]
    shown = [one for one in turns if one]
    assert Counter(one.signal.feeling for one in shown) == Counter(list(given_))
    assert all(one.signal.words if one.by == "words" else one.signal.face for one in shown)


def test_both_are_read() -> None:
    """Who told words and chose a face has both of them read in time."""
    face = Face(person=models()[0], feeling="sad", variation=0)
    given_: dict[Feeling, Signal] = {"sad": Signal(feeling="sad", words="I hide", face=face)}
    turns = [turn(given_, number, "k") for number in range(2)]
    assert {one.by for one in turns if one} == {"words", "face"}


def test_nothing_to_read() -> None:
    """Where nothing but help was told there is no turn."""
    assert turn({}, 0, "k") is None
    assert turn({"sad": Signal(feeling="sad", helps="tea")}, 3, "k") is None
