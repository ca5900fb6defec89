"""Whose faces are shown: some to teach with, others held out, and more without end."""

from collections.abc import Sequence

from pydantic import Field

from pyojeong.app.domain.stimulus import Person
from pyojeong.core.settings import Settings


class Cast(Settings):
    """People to teach with, and people who are kept for probes."""

    taught: tuple[Person, ...] = Field(min_length=3)
    held_out: tuple[Person, ...] = Field(min_length=5)


def least_shown(people: Sequence[Person], shown: Sequence[str]) -> tuple[Person, ...]:
    """Return the people who were shown least, in their order.

    Many faces teach more than one: 83.5 to 100 % on new items against 61 to 74 % (Melo e Silva
    2017).
    """
    counts = {person.key: shown.count(person.key) for person in people}
    least = min(counts.values())
    return tuple(person for person in people if counts[person.key] == least)
