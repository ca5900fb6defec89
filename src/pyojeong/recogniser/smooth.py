"""Smoothing over time: what is told of a face in a film neither flickers nor comes too early.

One picture is easily misread: a blink, a word, a moving box. So a film's probabilities are averaged
over the last moments, and a label is told once it has led for a while: slow to speak, quick to
fall silent. Everything is in seconds, so that a slow camera is told the same as a fast one.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydantic import Field

from pyojeong.core.settings import Settings

Floats = npt.NDArray[np.float32]
Exact = npt.NDArray[np.float64]


class Steadiness(Settings):
    """How long a label must lead until it is told; docs/live.md has the curve they come from."""

    memory_s: float = Field(
        0.2, ge=0, le=60, description="time constant of the average, seconds; 0: no smoothing"
    )
    tell: float = Field(0.7, ge=0, le=1, description="averaged probability that a label must reach")
    slack: float = Field(0.2, ge=0, le=1, description="how far it may fall below while it is told")
    hold_s: float = Field(0.0, ge=0, le=60, description="how long it must lead before, seconds")


@dataclass(frozen=True, eq=False)
class _State:
    """What is known of one person.

    average: float64 [label], sums to 1. first_s, seen_s: when first and last seen. leads: the most
    probable label. since_s: from when on it has been probable enough; infinite where it is not.
    told: it is told.
    """

    average: Exact
    first_s: float
    seen_s: float
    leads: int
    since_s: float = math.inf
    told: bool = False


class Smoother:
    """Averages the probabilities of each person of one film, and says what can be told.

    With p the probabilities in a picture and dt the seconds since the person's last one,
    average += (1 - exp(-dt / memory_s)) * (p - average): exponential smoothing of samples that
    need not be evenly spaced. A label is told when it leads with `tell` for `hold_s`, and until it
    falls below `tell - slack` or another leads. Of a face that has not been seen for `memory_s`
    nothing is told: its average is but a picture or two.
    """

    def __init__(self, steadiness: Steadiness, *, at_least: float = 0.0) -> None:
        """Begin a film.

        Args:
            steadiness: how.
            at_least: below this averaged probability nothing is told whatever `steadiness` says:
                the card's `not_sure_below`. A film is never surer than its pictures.
        """
        self._how = steadiness
        self._tell = max(steadiness.tell, at_least)
        self._keep = max(steadiness.tell - steadiness.slack, at_least)
        self._people: dict[int, _State] = {}

    def step(
        self, people: Sequence[int], probabilities: Floats, time_s: float
    ) -> tuple[Floats, npt.NDArray[np.int8]]:
        """Take the next picture in.

        Args:
            people: their numbers, each once.
            probabilities: float32 [person, label], each row sums to 1.
            time_s: seconds since the film's beginning.

        Returns:
            The averaged probabilities, float32 [person, label], and whether the most probable
            label is told, int8 [person], 1 or 0.
        """
        steady = np.zeros(len(people), np.int8)
        averages = np.empty_like(probabilities)
        for row, person in enumerate(people):
            state = self._next(self._people.get(person), probabilities[row], time_s)
            self._people[person] = state
            averages[row], steady[row] = state.average, state.told
        return averages, steady

    def keep(self, people: Collection[int]) -> None:
        """Forget everybody else: whoever comes back has another number."""
        self._people = {person: state for person, state in self._people.items() if person in people}

    def _next(self, last: _State | None, probabilities: Floats, time_s: float) -> _State:
        average, first_s = probabilities.astype(np.float64), time_s
        if last is not None:
            first_s = last.first_s
            average = last.average + self._weight(time_s - last.seen_s) * (average - last.average)
        leads = int(average.argmax())
        stays = last is not None and last.leads == leads
        told = last is not None and stays and last.told
        if average[leads] < (self._keep if told else self._tell):
            return _State(average, first_s, time_s, leads)
        since_s = min(last.since_s, time_s) if last is not None and stays else time_s
        known = time_s - first_s >= self._how.memory_s
        held = time_s - since_s >= self._how.hold_s
        return _State(average, first_s, time_s, leads, since_s, told or (known and held))

    def _weight(self, seconds: float) -> float:
        """Return how much of the average is new after that time, 0 to 1."""
        if self._how.memory_s == 0:
            return 1.0
        return -math.expm1(-max(seconds, 0.0) / self._how.memory_s)
