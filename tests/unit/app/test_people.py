"""The people shown."""

from collections import Counter
from hashlib import sha256
from itertools import combinations

import pytest

from pyojeong.app.domain.cast import newcomer
from pyojeong.app.domain.stimulus import Person
from pyojeong.app.looks import admitted, differences, identity, look_alike
from pyojeong.app.people import cast
from pyojeong.core.errors import UnknownNameError
from pyojeong.core.settings import digest, replace
from pyojeong.drawn import Identity

TAUGHT, HELD_OUT = cast().taught, cast().held_out
GROUPS = pytest.mark.parametrize("group", [TAUGHT, HELD_OUT], ids=["taught", "held out"])


def test_sixty_and_forty() -> None:
    """Sixty people are taught with and forty are held out, each under a key of their own."""
    assert [person.key for person in TAUGHT] == [f"t{number:02d}" for number in range(1, 61)]
    assert [person.key for person in HELD_OUT] == [f"h{number:02d}" for number in range(1, 41)]
    assert not any(person.held_out for person in TAUGHT)
    assert all(person.held_out for person in HELD_OUT)


@GROUPS
def test_a_third_are_children(group: tuple[Person, ...]) -> None:
    """A third of each group are children, and the other ages share the rest."""
    ages = Counter(person.age for person in group)
    assert ages.pop("child") == len(group) // 3
    assert set(ages) == {"teen", "adult", "elder"}
    assert max(ages.values()) - min(ages.values()) <= 1


@GROUPS
def test_every_tone_as_often(group: tuple[Person, ...]) -> None:
    """Each of the ten tones is as often in a group, and some child has each."""
    tones = Counter(identity(person).tone for person in group)
    assert tones == dict.fromkeys(range(1, 11), len(group) // 10)
    assert {identity(p).tone for p in group if p.age == "child"} == set(range(1, 11))


@GROUPS
def test_varied(group: tuple[Person, ...]) -> None:
    """A group wears a dozen kinds of hair, every kind of glasses, and mostly none."""
    looks = [identity(person) for person in group]
    assert len({one.hair for one in looks}) >= 12
    assert {one.glasses for one in looks} == {"none", "round", "square", "thin"}
    assert sum(one.glasses == "none" for one in looks) > len(looks) / 2
    assert len({one.lid_fold for one in looks}) == 5
    assert {one.age for one in looks} == {person.age for person in group}


def test_nobody_looks_like_another() -> None:
    """Any two of the hundred differ in two signs or more."""
    looks = [identity(person) for person in (*TAUGHT, *HELD_OUT)]
    assert min(differences(one, other) for one, other in combinations(looks, 2)) == 2


def test_alike_in_spite_of_small_things() -> None:
    """Clothes, irises and a neighbouring tone make nobody another; hair and glasses together do."""
    one = Identity(tone=4, hair_colour="black")
    small = replace(one, tone=5, hair_colour="espresso", cloth="#123456", iris="blue", age="teen")
    assert look_alike(one, one)
    assert look_alike(one, small)
    assert look_alike(one, replace(one, glasses="round"))
    assert not look_alike(one, replace(one, glasses="round", hair="bob"))


def test_hidden_hair_has_no_colour() -> None:
    """The colour of hair that a scarf hides is no sign; the scarf's is."""
    one = Identity(hair="hijab", hair_colour="black")
    assert differences(one, replace(one, hair_colour="blond")) == 0
    assert differences(one, replace(one, scarf="#4f7a80")) == 1


def test_brows_and_mouth_are_seen() -> None:
    """Nobody has brows under a fringe or as bright as the skin, nor a moustache without a beard."""
    assert all(admitted(identity(person)) for person in (*TAUGHT, *HELD_OUT))
    assert admitted(Identity(tone=9, hair_colour="black"))
    assert not admitted(Identity(tone=8, hair_colour="grey"))
    assert not admitted(Identity(tone=2, hair_colour="black", hair="fringe"))
    assert not admitted(Identity(tone=2, hair_colour="black", beard="goatee"))
    assert not admitted(Identity(tone=2, hair_colour="black", beard="full", hair="hijab"))


def test_always_the_same() -> None:
    """These keys are these people for ever: what is on record names them."""
    looks = "".join(person.key + digest(identity(person)) for person in (*TAUGHT, *HELD_OUT))
    assert sha256(looks.encode()).hexdigest()[:16] == "2f4d92ef3fa483ba"


@pytest.mark.parametrize(
    "stranger",
    [
        Person(key="t61", age="child", held_out=False),
        replace(TAUGHT[0], held_out=True),
        replace(TAUGHT[0], age="elder"),
    ],
    ids=["key", "group", "age"],
)
def test_a_stranger_is_an_error(stranger: Person) -> None:
    """Who is not of the cast, by key, group and age, is an error that names the remedy."""
    with pytest.raises(UnknownNameError, match=r"take people from cast\(\)"):
        identity(stranger)


def test_newcomers_without_end() -> None:
    """Beyond the cast everybody is somebody else, of the age that was said, and can be read."""
    people = [newcomer(number) for number in range(60)]
    looks = [identity(person) for person in people]
    assert [one.age for one in looks] == [person.age for person in people]
    assert all(admitted(one) for one in looks)
    assert len(set(looks)) == len(looks)
    with pytest.raises(UnknownNameError):
        identity(people[0].model_copy(update={"age": "elder"}))
