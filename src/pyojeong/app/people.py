"""The people shown: sixty to teach with and forty held out, always the same ones.

Who there is, without how they look (looks.py): a server that starts draws nobody yet.
"""

from collections.abc import Iterator
from functools import cache

from pyojeong.app.domain.cast import Cast
from pyojeong.app.domain.stimulus import Age, Person

# How many of each age; a third are children, the others share the rest [D].
TAUGHT: dict[Age, int] = {"child": 20, "teen": 14, "adult": 13, "elder": 13}
HELD_OUT: dict[Age, int] = {"child": 13, "teen": 9, "adult": 9, "elder": 9}

TONES = 10  # of the Monk scale
STRIDE = 7  # through the tones, so that neighbours in the list differ; prime to ten


@cache
def cast() -> Cast:
    """Return everybody: t01 to t60 are taught with, h01 to h40 are kept for probes."""
    people = [person for person, _tone in places()]
    return Cast(
        taught=tuple(person for person in people if not person.held_out),
        held_out=tuple(person for person in people if person.held_out),
    )


def places() -> list[tuple[Person, int]]:
    """Return everybody with the tone that he or she has, 1 to 10."""
    return [*_places(TAUGHT, held_out=False), *_places(HELD_OUT, held_out=True)]


def _places(counts: dict[Age, int], *, held_out: bool) -> Iterator[tuple[Person, int]]:
    """Give a place a person, with its tone: ages mixed, every tone equally often."""
    ages = sorted(
        ((turn + 0.5) / count, age) for age, count in counts.items() for turn in range(count)
    )
    letter = "h" if held_out else "t"
    for number, (_, age) in enumerate(ages):
        person = Person(key=f"{letter}{number + 1:02d}", age=age, held_out=held_out)
        yield person, 1 + number * STRIDE % TONES
