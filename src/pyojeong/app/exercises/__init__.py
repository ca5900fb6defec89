"""Exercises: one folder each, which declares what it asks, says and records.

What is common to all trials and responses, as number, language, place and time, stands in Trial
and Outcome; the exercise records beside it only what is its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.trial import Trial
from pyojeong.app.exercises.words import Line
from pyojeong.core.registry import Registry

# Which gap an exercise looks into: telling faces apart, or knowing the words for them.
Gap: TypeAlias = Literal["face", "label"]
Value: TypeAlias = str | float


@dataclass(frozen=True)
class Recorded:
    """Something that is recorded of an outcome, in plain English for those who read the export."""

    name: str
    unit: str
    about: str
    of: Callable[[Trial, int], Value]


@dataclass(frozen=True)
class Say:
    """What is said: with the trial, after a right answer, and after another one."""

    ask: tuple[Line, ...]
    right: tuple[Line, ...]
    error: tuple[Line, ...]


@dataclass(frozen=True)
class Exercise:
    """A way to ask.

    title: message. about: message, a sentence for the caregiver. gap: None: neither. records:
    beside what an Outcome holds. make: a trial of what is asked. say: in what words.
    """

    name: str
    title: str
    about: str
    gap: Gap | None
    records: tuple[Recorded, ...]
    make: Callable[[Asked, Random], Trial]
    say: Callable[[Trial], Say]

    def record(self, trial: Trial, place: int) -> Mapping[str, Value]:
        """Return what is recorded of a trial and the place chosen first, by name."""
        return {one.name: one.of(trial, place) for one in self.records}

    def play(self, trial: Trial, skill: float, rng: Random) -> int:
        """Return the place that a simulated child chooses first.

        Args:
            trial: that is asked.
            skill: chance that an answer is known, 0 to 1; who knows none chooses any place.
            rng: the only chance.
        """
        knows = rng.random() < skill
        return rng.choice(trial.answers) if knows else rng.randrange(len(trial.choices))


EXERCISES: Registry[Exercise] = Registry("exercise", "pyojeong.app.exercises")


def make(asked: Asked, rng: Random) -> Trial:
    """Return the trial of what is asked.

    Raises:
        UnknownNameError: no exercise has the name that is asked for.
    """
    return EXERCISES.get(asked.exercise).make(asked, rng)
