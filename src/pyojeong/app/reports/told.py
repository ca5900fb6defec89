"""A trial as every export tells it: with its child's code, the phase it fell in, and all of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.trial import TEACH, Purpose, Trial
from pyojeong.app.exercises import EXERCISES, Value
from pyojeong.app.store import people
from pyojeong.app.store.exporting import Exported, exported

# Phases of a single-case graph, by the rules of evidence/phases.py: all probes of a feeling are
# baseline until it is first taught; these are the phases from then on. step: probes of a later
# rung, before that is taught. A purpose that is not named here is a phase of its own.
TAUGHT = {
    TEACH: "teaching",
    "recheck": "teaching",
    "track": "teaching",
    "baseline": "step",
    "gate": "generalisation",
    "maintenance": "maintenance",
    "review": "maintenance",
}
PHASES = ("baseline", "teaching", "step", "generalisation", "maintenance", "form")


class Told(NamedTuple):
    """A trial and its first response.

    code: stands for the child. own: what the exercise records, by the name of its column.
    """

    code: str
    phase: str
    exported: Exported
    trial: Trial
    own: Mapping[str, Value]


def told(transaction: Transaction, child: str) -> Iterator[Told]:
    """Return the trials of a child that were responded to, in order.

    Raises:
        UnknownChildError: there is no such child.
    """
    code = people.get(transaction, child).code
    taught: set[str] = set()
    for one in exported(transaction, child):
        seen = one.seen
        if seen.purpose == TEACH:
            taught.add(seen.feeling)
        phase = phase_of(seen.purpose, taught=seen.feeling in taught)
        trial = Trial.model_validate_json(one.value)
        yield Told(code, phase, one, trial, _own(one, trial))


def phase_of(purpose: Purpose, *, taught: bool) -> str:
    """Return the phase of a trial; taught: its feeling was taught before, on whatever rung."""
    if purpose == "form" or taught:
        return TAUGHT.get(purpose, purpose)
    return "baseline"


def told_of(transaction: Transaction, children: Sequence[str]) -> Iterator[Told]:
    """Return the trials of children, one child after the other."""
    for child in children:
        yield from told(transaction, child)


def column_of(exercise: str, name: str) -> str:
    """Return the name of the column of what an exercise records."""
    return f"{exercise}_{name}"


def _own(one: Exported, trial: Trial) -> dict[str, Value]:
    place = one.seen.place
    return {name: of(trial, place) for name, of in _recorded(trial.exercise)}


@cache
def _recorded(exercise: str) -> tuple[tuple[str, Callable[[Trial, int], Value]], ...]:
    """Return the columns of what an exercise records, with their cells."""
    return tuple((column_of(exercise, one.name), one.of) for one in EXERCISES.get(exercise).records)
