"""A set of drawn faces: labels balanced, every person seen in every label."""

from collections.abc import Iterator, Sequence

import numpy as np
from pydantic import Field

from pyojeong.core.labels import SIX
from pyojeong.core.settings import Settings
from pyojeong.drawn.face import DrawnFace
from pyojeong.drawn.identity import AGES, Age
from pyojeong.drawn.people import random_face, random_identity

PEOPLE, FACES = 0, 1  # two streams of chance, so that a person is the same in every picture


class Sample(Settings):
    """One face of a set, with what it is meant to show."""

    label: str
    person: int = Field(ge=1, description="number of the identity within the set")
    intensity: float = Field(ge=0, le=1)
    face: DrawnFace


def sample_one(
    index: int, seed: int, labels: Sequence[str] = SIX, ages: Sequence[Age] = AGES
) -> Sample:
    """Return face `index` of the set that a seed names; it depends on nothing but these."""
    turn, place = divmod(index, len(labels))
    # Some ages alone have chance of their own: nobody of them is in another set of that seed.
    own = [] if tuple(ages) == AGES else [1 + AGES.index(age) for age in ages]
    who = random_identity(np.random.default_rng([seed, PEOPLE, turn, *own]), ages)
    rng = np.random.default_rng([seed, FACES, index, *own])
    intensity = round(float(rng.uniform(0.4, 1.0)), 2)
    face = random_face(labels[place], rng, identity=who, intensity=intensity)
    return Sample(label=labels[place], person=turn + 1, intensity=intensity, face=face)


def sample(
    count: int, seed: int, labels: Sequence[str] = SIX, ages: Sequence[Age] = AGES
) -> Iterator[Sample]:
    """Give `count` faces, label after label, one person after another.

    Each person shows every label once; the first faces of a larger set are those of a smaller.
    """
    return (sample_one(index, seed, labels, ages) for index in range(count))
