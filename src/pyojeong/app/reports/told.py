"""A trial as every export tells it: with its child's code, the phase it fell in, and all of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.trial import TEACH, Outcome, Trial
from pyojeong.app.exercises import EXERCISES, Value
from pyojeong.app.store import people
from pyojeong.app.store.exporting import Exported, exported

# Phases of a single-case graph. Whether `track` is baseline or teaching depends on what was taught
# before it; a purpose that is not named here is a phase of its own.
PHASE_OF = {
    TEACH: "teaching",
    "recheck": "teaching",
    "baseline": "baseline",
    "gate": "generalisation",
    "maintenance": "maintenance",
    "review": "maintenance",
}
PHASES = ("baseline", "teaching", "generalisation", "maintenance", "form")


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
        tracked = "teaching" if seen.feeling in taught else "baseline"
        phase = tracked if seen.purpose == "track" else PHASE_OF.get(seen.purpose, seen.purpose)
        trial = Trial.model_validate_json(one.value)
        yield Told(code, phase, one, trial, _own(one, trial))


def told_of(transaction: Transaction, children: Sequence[str]) -> Iterator[Told]:
    """Return the trials of children, one child after the other."""
    for child in children:
        yield from told(transaction, child)


def column_of(exercise: str, name: str) -> str:
    """Return the name of the column of what an exercise records."""
    return f"{exercise}_{name}"


def _own(one: Exported, trial: Trial) -> dict[str, Value]:
    exercise, seen = EXERCISES.get(trial.exercise), one.seen
    outcome = Outcome.model_construct(  # it was checked when it was stored
        trial=trial,
        place=seen.place,
        prompted=seen.prompted,
        reaction_ms=seen.reaction_ms,
        at=seen.at,
    )
    return {column_of(trial.exercise, name): of for name, of in exercise.record(outcome).items()}
