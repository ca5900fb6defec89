"""What a model reads of moving people, and how well a way to smooth tells what they feel."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from fakes.moving import NEUTRAL, Moving
from pyojeong.recogniser.smooth import Smoother, Steadiness

RESAMPLES = 2000


@dataclass(frozen=True, eq=False)
class Watched:
    """A person and their readings: times, float64 [reading]; probabilities [reading, label]."""

    moving: Moving
    labels: tuple[str, ...]
    times: np.ndarray
    probabilities: np.ndarray

    @cached_property
    def right(self) -> np.ndarray:
        """Which labels may be told, bool [reading, label]."""
        felt = [self.moving.felt(float(time_s)) for time_s in self.times]
        return np.array([[label in one for label in self.labels] for one in felt])

    def told(self, how: Steadiness, at_least: float) -> np.ndarray:
        """Return the label that is told after each reading, int [reading]; -1: none."""
        smoother = Smoother(how, at_least=at_least)
        answers = np.full(len(self.times), -1)
        for row, time_s in enumerate(self.times):
            averages, steady = smoother.step([0], self.probabilities[row : row + 1], float(time_s))
            if steady[0]:
                answers[row] = averages[0].argmax()
        return answers

    def alarms(self, told: np.ndarray) -> int:
        """Return how often a feeling begins to be told that is not there."""
        rows = np.flatnonzero(begins(told) & (told != self.labels.index(NEUTRAL)))
        return int((~self.right[rows, told[rows]]).sum())

    def waits(self, told: np.ndarray) -> list[tuple[float, bool]]:
        """Return of each feeling for how long it was shown untold, and whether it was told at all.

        The wait begins when it is half shown, and ends when it is told or half gone.
        """
        found: list[tuple[float, bool]] = []
        for one in self.moving.episodes:
            inside = (self.times >= one.half_shown_s) & (self.times < one.half_gone_s)
            rows = np.flatnonzero(inside & (told == self.labels.index(one.label)))
            ends_s = float(self.times[rows[0]]) if len(rows) else one.half_gone_s
            found.append((ends_s - one.half_shown_s, bool(len(rows))))
        return found


@dataclass(frozen=True, eq=False)
class Tally:
    """How one setting did.

    alarms: false ones of each person, int [person]. begins: how often something begins to be told,
    int [person]. waits: seconds of each person's feelings. told: whether they were told at all.
    minutes: of film, a person.
    """

    alarms: np.ndarray
    begins: np.ndarray
    waits: tuple[np.ndarray, ...]
    told: tuple[np.ndarray, ...]
    minutes: float

    @property
    def a_minute(self) -> float:
        """False alarms a minute."""
        return float(self.alarms.mean() / self.minutes)

    @property
    def wait_s(self) -> float:
        """Mean wait for a feeling to be told; one that never is counts as long as it was shown."""
        return float(np.concatenate(self.waits).mean())

    @property
    def share(self) -> float:
        """Which part of the feelings was told at all, 0 to 1."""
        return float(np.concatenate(self.told).mean())

    def intervals(self, chance: np.random.Generator) -> tuple[tuple[float, float], ...]:
        """Return 95 % intervals of `a_minute` and `wait_s`, by bootstrap over people."""
        people = chance.integers(len(self.alarms), size=(RESAMPLES, len(self.alarms)))
        alarms = self.alarms[people].mean(axis=1) / self.minutes
        waits = [np.concatenate([self.waits[one] for one in some]).mean() for some in people]
        return tuple(
            (float(low), float(high))
            for low, high in (np.percentile(values, (2.5, 97.5)) for values in (alarms, waits))
        )


def begins(told: np.ndarray) -> np.ndarray:
    """Return at which readings a label begins to be told, bool [reading]."""
    return (told >= 0) & (told != np.concatenate([[-1], told[:-1]]))


def judge(people: Sequence[Watched], how: Steadiness, at_least: float = 0.0) -> Tally:
    """Play one setting on people who were filmed equally long."""
    answers = [(one, one.told(how, at_least)) for one in people]
    waits = [one.waits(told) for one, told in answers]
    return Tally(
        alarms=np.array([one.alarms(told) for one, told in answers]),
        begins=np.array([begins(told).sum() for _one, told in answers]),
        waits=tuple(np.array([wait for wait, _told in one]) for one in waits),
        told=tuple(np.array([told for _wait, told in one], bool) for one in waits),
        minutes=people[0].moving.seconds / 60,
    )


def front(tallies: dict[Steadiness, Tally]) -> list[Steadiness]:
    """Return the settings that no other beats in both, the quickest first."""
    best: list[Steadiness] = []
    for how in sorted(tallies, key=lambda how: (tallies[how].wait_s, tallies[how].a_minute)):
        if not best or tallies[how].a_minute < tallies[best[-1]].a_minute:
            best.append(how)
    return best
