"""How the people shown look: drawn, all different, all with brows and mouths that can be read."""

from functools import cache, lru_cache

import numpy as np

from pyojeong.app.domain.cast import newcomer
from pyojeong.app.domain.stimulus import Age, Person
from pyojeong.app.people import places
from pyojeong.core.errors import UnknownNameError
from pyojeong.drawn import Identity, random_identity
from pyojeong.drawn.colours import brightness, paint_for
from pyojeong.drawn.identity import HairColour

SEED = 2025  # another seed is another hundred people, and keys on record would name others

ENOUGH = 2  # signs that differ between any two people, at least [D]
TONES_APART = 2  # steps of the Monk scale that are told apart at a glance [D]
SHAPES_APART = 0.8  # of face or jaw, where -1 to 1 is everybody [D]
BROWS_APART = 0.085  # of brightness, 0 to 1, from the skin: by eye, what is still seen [D]
GENERATIONS: dict[Age, str] = {"child": "young", "teen": "grown", "adult": "grown", "elder": "old"}
SHADES: dict[HairColour, str] = {
    "black": "dark", "espresso": "dark", "brown": "brown", "chestnut": "brown", "auburn": "auburn",
    "blond": "blond", "grey": "grey", "white": "grey",
}  # fmt: skip


def identity(person: Person) -> Identity:
    """Return how somebody looks.

    Raises:
        UnknownNameError: for somebody who is neither of the cast nor a newcomer.
    """
    if person.key.startswith("n") and person.key[1:].isdecimal():
        number = int(person.key[1:])
        if person == newcomer(number):
            return _newcomer(number)
    who, looks = _everybody().get(person.key, (None, None))
    if looks is None or who != person:
        raise UnknownNameError(
            f"{person.key!r} ({person.age}) is nobody of the drawn cast: take people from cast()."
        )
    return looks


def differences(one: Identity, other: Identity) -> int:
    """Return how many signs differ by which people are told apart at a glance, 0 to 7."""
    toned = abs(one.tone - other.tone) >= TONES_APART
    shaped = any(
        abs(a - b) >= SHAPES_APART for a, b in zip(_shape(one), _shape(other), strict=True)
    )
    return toned + shaped + sum(a != b for a, b in zip(_signs(one), _signs(other), strict=True))


def look_alike(one: Identity, other: Identity) -> bool:
    """Return whether two people could be taken for each other."""
    return differences(one, other) < ENOUGH


def admitted(looks: Identity) -> bool:
    """Return whether brows and mouth, which are taught by name, can be read.

    Grey brows vanish on brown skin and dark ones under a fringe. A moustache that stands alone
    looks like a mouth turned down, and a beard below a scarf leaves too little of the face.
    """
    paint = paint_for(looks)
    apart = abs(brightness(paint.brow) - brightness(paint.skin))
    if looks.hair == "fringe" or looks.beard in {"moustache", "goatee"}:
        return False
    bearded_in_scarf = looks.hair == "hijab" and looks.beard != "none"
    return apart >= BROWS_APART and not bearded_in_scarf


def _signs(looks: Identity) -> tuple[str, ...]:
    """Return what is seen first, beside the tone of the skin and the shape of the face."""
    worn = looks.scarf if looks.hair == "hijab" else SHADES[looks.hair_colour]
    colour = "" if looks.hair == "bald" else worn
    return GENERATIONS[looks.age], looks.hair, colour, looks.glasses, looks.beard


def _shape(looks: Identity) -> tuple[float, ...]:
    return looks.face_width, looks.face_length, looks.jaw


@lru_cache(256)
def _newcomer(number: int) -> Identity:
    """Return the first whom chance sends of that age and who is admitted."""
    rng = np.random.default_rng([SEED, number])
    while not admitted(looks := random_identity(rng, [newcomer(number).age])):
        pass
    return looks


@cache
def _everybody() -> dict[str, tuple[Person, Identity]]:
    """Return everybody by key.

    People come as chance sends them. Who is admitted, has an age and a tone for which a place is
    open, and looks like nobody before, takes it.
    """
    rng = np.random.default_rng(SEED)
    open_ = places()
    taken: dict[str, Identity] = {}
    while len(taken) < len(open_):
        free = [(person, tone) for person, tone in open_ if person.key not in taken]
        looks = random_identity(rng, tuple({person.age: 0 for person, _ in free}))
        fits = [p.key for p, tone in free if (p.age, tone) == (looks.age, looks.tone)]
        alike = (look_alike(looks, other) for other in taken.values())
        if fits and admitted(looks) and not any(alike):
            taken[fits[int(rng.integers(len(fits)))]] = looks
    return {person.key: (person, taken[person.key]) for person, _ in open_}
