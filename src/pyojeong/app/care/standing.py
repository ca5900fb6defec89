"""Where a child stands, feeling by feeling: what a caregiver sees first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pyojeong.app.domain.feelings import SAFETY, Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.standing import TAUGHT
from pyojeong.app.domain.trial import Goal, Step
from pyojeong.app.practice.standings import Stands
from pyojeong.core.i18n import mark

State = Literal["new", "learning", "checking", "mastered", "kept", "review"]

# Of a feeling, and of one rung of it. Checking: asked once more, then with faces never seen.
STATES: dict[State, str] = {
    "new": mark("not started"),
    "learning": mark("learning"),
    "checking": mark("being checked"),
    "mastered": mark("mastered"),
    "kept": mark("kept"),
    "review": mark("needs review"),
}


@dataclass(frozen=True)
class Rung:
    """One feeling on one rung. stands: None: it was never asked about."""

    goal: Goal
    state: State
    stands: Stands | None


@dataclass(frozen=True)
class Review:
    """When a goal is to be seen again; here: whether that time has come."""

    due: datetime
    goal: Goal
    here: bool


@dataclass(frozen=True)
class Strip:
    """A feeling over all its rungs. mastered: how many of `rungs` rungs are, kept or not."""

    feeling: Feeling
    state: State
    mastered: int
    rungs: int


def rungs(plan: Plan, standings: Iterable[Stands], now: datetime) -> tuple[Rung, ...]:
    """Return where every goal of a plan stands, in the order of teaching; the safety strand last.

    Args:
        plan: what is taught.
        standings: of the goals that were asked about, in any order.
        now: the time, with its zone.
    """
    known = {one.goal: one for one in standings}
    goals = (*plan.goals, *plan.safety_goals)
    return tuple(_rung(goal, known.get(goal), now) for goal in goals)


def strips(plan: Plan, every: Sequence[Rung]) -> tuple[Strip, ...]:
    """Return where every feeling stands, in the plan's order."""
    feelings = (*plan.feelings, *((SAFETY,) if plan.safety else ()))
    return tuple(
        _strip(feeling, [one for one in every if one.goal.feeling == feeling])
        for feeling in feelings
    )


def table(plan: Plan, every: Sequence[Rung]) -> Mapping[Step, Mapping[Feeling, State]]:
    """Return the states by rung and feeling, without the safety strand.

    A feeling that is not taught on a rung is missing there.
    """
    found: dict[Step, dict[Feeling, State]] = {step: {} for step in plan.ladder}
    for one in every:
        if one.goal.feeling != SAFETY:
            found[one.goal.step][one.goal.feeling] = one.state
    return found


def reviews(every: Sequence[Rung]) -> tuple[Review, ...]:
    """Return the reviews and probes of what is mastered, the earliest first."""
    due = [
        Review(one.stands.due, one.goal, one.state == "review")
        for one in every
        if one.stands and one.stands.due
    ]
    return tuple(sorted(due, key=lambda one: one.due))


def _rung(goal: Goal, stands: Stands | None, now: datetime) -> Rung:
    return Rung(goal, _state(stands, now), stands)


def _state(stands: Stands | None, now: datetime) -> State:
    if stands is None:
        return "new"
    if stands.due and stands.due <= now:
        return "review"
    match stands.status:
        case "recheck" | "gate":
            return "checking"
        case _:
            return stands.status


def _strip(feeling: Feeling, every: Sequence[Rung]) -> Strip:
    states = [one.state for one in every]
    mastered = sum(one.stands is not None and one.stands.mastered is not None for one in every)
    return Strip(feeling, _together(states), mastered, len(every))


def _together(states: Sequence[State]) -> State:
    """Return one word for all the rungs of a feeling: what asks for something goes first."""
    if "review" in states:
        return "review"
    if all(one == "new" for one in states):
        return "new"
    if all(one == "kept" for one in states):
        return "kept"
    return "mastered" if all(one in ("mastered", "kept") for one in states) else "learning"


def taught(every: Sequence[Rung]) -> tuple[Rung, ...]:
    """Return the rungs that are still to be taught, in their order."""
    return tuple(one for one in every if one.stands is None or one.stands.status in TAUGHT)
