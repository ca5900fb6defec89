"""Whose faces are shown: some to teach with, others held out, and more without end."""

from collections.abc import Mapping, Sequence

from pydantic import Field

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Age, Person
from pyojeong.core.settings import Settings


class Cast(Settings):
    """People to teach with, and people who are kept for probes."""

    taught: tuple[Person, ...] = Field(min_length=6)
    held_out: tuple[Person, ...] = Field(min_length=6)


# The ages of people who come new, in turn: a third are children, as in the cast.
NEWCOMERS: tuple[Age, ...] = ("child", "adult", "teen", "child", "elder", "adult")


def newcomer(number: int) -> Person:
    """Return somebody beyond the cast, whom no other number brings; held out, as all who come new.

    Args:
        number: from 0.
    """
    return Person(key=f"n{number:05d}", age=NEWCOMERS[number % len(NEWCOMERS)], held_out=True)


def least_shown(
    people: Sequence[Person], feeling: Feeling, shown: Mapping[tuple[Feeling, str], int]
) -> tuple[Person, ...]:
    """Return the people who were least shown with a feeling, in their order.

    Many faces teach more than one: 83.5 to 100 % on new items against 61 to 74 % (Melo e Silva
    2017).
    """
    counts = {person.key: shown.get((feeling, person.key), 0) for person in people}
    least = min(counts.values())
    return tuple(person for person in people if counts[person.key] == least)
