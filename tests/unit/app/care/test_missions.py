"""Missions in use: whose faces are on them, and how they went."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.house import House, opened
from fakes.practice import Clock
from pyojeong.app.care.missions import Missions, Offer, ahead_of_teaching, face_of
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.missions import missions
from pyojeong.app.domain.plan import Plan
from pyojeong.app.people import cast
from pyojeong.app.pictures import draw
from pyojeong.app.store import observations
from pyojeong.core.errors import UnknownChildError

MEASURED = Plan(blocks=1, languages=("en",), starts=(("happy", 1), ("anger", 2), ("sad", 3)))


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    """A house."""
    with opened(tmp_path, clock) as house:
        yield house


def test_faces() -> None:
    """Every card shows its feeling on the face of somebody else, and nobody is held out."""
    faces = [face_of(one) for one in missions().values()]
    assert [face.feeling for face in faces] == [one.feeling for one in missions().values()]
    assert len({face.person.key for face in faces}) == len(faces)
    assert {face.person for face in faces} <= set(cast().taught)
    assert {face.person.age for face in faces} == {"child", "teen", "adult", "elder"}
    assert all(draw(face).startswith("<svg") for face in faces)


def test_recorded(house: House, clock: Clock) -> None:
    """Each mission has a number of its own; told again on its day it is corrected."""
    part, key = Missions(house.store, clock), house.child("en")
    part.record(key, "happy-gift", "not_yet")
    clock.wind(hours=1)
    part.record(key, "happy-gift", "alone")
    part.record(key, "sad-film", "helped")
    clock.wind(days=1)
    part.record(key, "happy-gift", "helped")
    with house.store.reading() as transaction:
        stored = observations.of(transaction, key)
    assert {(one.about, one.batch, one.result) for one in stored} == {
        ("happy-gift", 0, "alone"), ("sad-film", 1, "helped"), ("happy-gift", 2, "helped"),
    }  # fmt: skip
    assert {(one.kind, one.feeling) for one in stored} == {("mission", "happy"), ("mission", "sad")}
    went = part.went(key)
    assert (went["happy-gift"].times, went["happy-gift"].day) == (2, clock.now.date())
    assert (went["sad-film"].times, went["sad-film"].result) == (1, "helped")


def test_unknown(house: House, clock: Clock) -> None:
    """What is no mission, or is no child's, is not recorded."""
    part, key = Missions(house.store, clock), house.child("en")
    with pytest.raises(KeyError):
        part.record(key, "happy-go-lucky", "alone")
    with pytest.raises(UnknownChildError):
        part.record("nobody", "happy-gift", "alone")
    with pytest.raises(UnknownChildError):
        part.offer("nobody")
    assert part.went(key) == {}


def test_taught_at_once(house: House, clock: Clock) -> None:
    """Where teaching begins at once the first feelings of the plan are offered, and none waits."""
    assert Missions(house.store, clock).offer(house.child("en")) == Offer(ORDER[:3], ())


def test_a_measured_start_is_not_undone(house: House, clock: Clock) -> None:
    """A feeling is offered once it was taught in practice, and not while it waits for its start."""
    key = house.child("en", MEASURED)
    part = Missions(house.store, clock)
    assert part.offer(key) == Offer((), ORDER)
    house.finish(key)
    clock.wind(days=1)
    assert part.offer(key) == Offer(("pain",), ORDER)
    house.finish(key)
    clock.wind(days=1)
    assert part.offer(key) == Offer(("happy", "pain"), ORDER[1:])


def test_what_taught_ahead_is_told(house: House, clock: Clock) -> None:
    """A mission of a feeling that waits is told as such; one of a feeling that is taught is not."""
    key, other = house.child("en", MEASURED), house.child("en", name="Other")
    part = Missions(house.store, clock)
    for child in (key, other):
        part.record(child, "happy-gift", "alone")
    part.record(key, "sad-film", "not_yet")
    while "happy" in part.offer(key).waiting:
        clock.wind(days=1)
        house.finish(key)
    clock.wind(days=1)
    part.record(key, "happy-gift", "alone")
    with house.store.reading() as transaction:
        told = [(one.about, one.at) for one in ahead_of_teaching(transaction, key)]
        assert told == [("happy-gift", Clock().now), ("sad-film", Clock().now)]
        assert ahead_of_teaching(transaction, other) == []
