"""Whose faces are shown: some to teach with, others held out, and more without end."""

from collections.abc import Mapping, Sequence

from pydantic import Field

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Person
from pyojeong.core.settings import Settings


class Cast(Settings):
    """People to teach with, and people who are kept for probes."""

    taught: tuple[Person, ...] = Field(min_length=6)
    held_out: tuple[Person, ...] = Field(min_length=6)


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
