"""exercises.making and words: what the exercises have in common."""

from collections import Counter
from random import Random
from typing import get_args

import pytest

from pyojeong.app.domain.asking import PICTURES
from pyojeong.app.domain.stimulus import Act, Deed, Part, PartName, Unsure, Word
from pyojeong.app.domain.trial import Step
from pyojeong.app.exercises.making import face_of, faces_of, place_among, sample_of
from pyojeong.app.exercises.words import (
    DEEDS,
    FEELINGS,
    MEANS,
    PART_NAMES,
    UNSURE,
    WHICH,
    Sentence,
    Text,
    about,
    means,
    spoken,
    word_of,
)
from pyojeong.core.i18n import catalogue
from unit.app.exercises.asked import FEELINGS as EVERY
from unit.app.exercises.asked import GOALS, asked


def test_faces() -> None:
    """The person asked about has the goal's feeling; everybody is somebody else."""
    question = asked("find", ("sad", "happy", "anger", "fear"), place=2)
    faces = faces_of(question)
    assert [face.feeling for face in faces] == list(question.feelings)
    assert faces[2].person == question.people[0]
    assert len({face.person for face in faces}) == 4
    assert [face.variation for face in faces] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("step", "intensity", "medium"),
    [("drawn", 1.0, "drawn"), ("80", 0.8, "drawn"), ("40", 0.4, "drawn"), ("photo", 1.0, "photo")],
)
def test_step(step: Step, intensity: float, medium: str) -> None:
    """A step says how strong a face is, and whether it is a photo."""
    face = sample_of(asked("name", step=step))
    assert (face.intensity, face.medium) == (intensity, medium)


def test_too_many_pictures() -> None:
    """A trial has no pictures of another's."""
    question = asked("find")
    for picture in (-1, PICTURES):
        with pytest.raises(ValueError, match="there are 16"):
            face_of(question, question.people[0], "happy", picture)


def test_place() -> None:
    """A place that is there stays; others fall on every place alike."""
    question = asked("different", ("sad", "happy", "anger", "fear"), place=3)
    rng = Random(1)
    assert place_among(question, 4, rng) == 3
    places = Counter(place_among(question, 3, rng) for _turn in range(3000))
    assert set(places) == {0, 1, 2}
    assert min(places.values()) > 900


def test_sentence() -> None:
    """A sentence is filled with words of its own language; lines become one text."""
    assert about(MEANS, "anger").in_("en") == "This face often means: angry."
    assert about(MEANS, "anger").in_("ko") == "이런 얼굴은 ‘화나요’라는 뜻일 때가 많아요."
    text = Text(ko="비가 와요.", en="It rains.")
    assert spoken((text, Sentence(UNSURE)), "en") == "It rains. I can't tell"
    assert spoken((text, means("pain")), "ko").startswith("비가 와요. 이런 얼굴은 ‘아파요’")


def test_every_word() -> None:
    """Whatever can be chosen has its word, and a face has none."""
    question = asked("find")
    words = [
        *(word_of(Word(feeling=feeling)) for feeling in EVERY),
        *(word_of(PartName(part=part)) for part in get_args(Part)),
        *(word_of(Act(deed=deed)) for deed in get_args(Deed)),
        word_of(Unsure()),
    ]
    assert words == [
        *(FEELINGS[one] for one in EVERY),
        *PART_NAMES.values(),
        *DEEDS.values(),
        UNSURE,
    ]
    assert len(set(words)) == len(words)
    assert word_of(face_of(question, question.people[0], "happy", 0)) is None


def test_korean_words() -> None:
    """The words of feelings are everyday Korean that all end alike, so that particles fit."""
    korean = [catalogue("ko").gettext(FEELINGS[feeling]) for feeling in EVERY]
    assert korean == [
        "기뻐요",
        "화나요",
        "슬퍼요",
        "무서워요",
        "놀랐어요",
        "싫어요",
        "아무렇지 않아요",
        "아파요",
    ]


def test_questions_are_apart() -> None:
    """Every feeling that is asked for has its own question; neutral has none."""
    assert set(WHICH) == set(GOALS)
    assert len(set(WHICH.values())) == len(GOALS)
