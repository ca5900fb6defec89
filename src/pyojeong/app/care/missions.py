"""Missions: which there are for a child, whose face stands on each, and how they went.

Missions teach. So none is offered while its feeling waits for a measured start; one that is done
all the same is said wherever the plan is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.care.observing import plan_at
from pyojeong.app.domain import weekly
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.missions import Mission, missions
from pyojeong.app.domain.stimulus import Face
from pyojeong.app.evidence.observed import Observed, Result
from pyojeong.app.people import cast
from pyojeong.app.store import Store, observations, people, probes

STRIDE = 7  # through the people of the cast, so that neighbouring cards differ in age; prime to 60


@dataclass(frozen=True)
class Offer:
    """Of which feelings missions are offered now, and of which not yet: they wait to be taught."""

    now: tuple[Feeling, ...]
    waiting: tuple[Feeling, ...]


@dataclass(frozen=True)
class Went:
    """How a mission went the last time, and how often it was recorded."""

    times: int
    day: date
    result: Result


class Missions:
    """What the page of missions asks for. All raise UnknownChildError without such a child.

    Args:
        store: what is remembered.
        clock: the time, with its zone.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def offer(self, child: str) -> Offer:
        """Return of which feelings missions are offered now."""
        with self._store.reading() as transaction:
            plan = people.plan_of(transaction, child)
            taught = probes.taught_before(transaction, child, self._clock())
        return Offer(weekly.taught_at_home(plan, taught), weekly.in_baseline(plan, taught))

    def went(self, child: str) -> dict[str, Went]:
        """Return how missions went, by their names."""
        with self._store.reading() as transaction:
            people.get(transaction, child)
            recorded = _missions(observations.of(transaction, child))
        names = {one.about for one in recorded}
        return {name: _went([one for one in recorded if one.about == name]) for name in names}

    def record(self, child: str, name: str, result: Result) -> None:
        """Record how a mission went; told again on the same day, it is corrected.

        Raises:
            KeyError: there is no such mission.
        """
        mission, now = missions()[name], self._clock()
        with self._store.writing() as transaction:
            people.get(transaction, child)
            before = _missions(observations.of(transaction, child))
            today = [one.batch for one in before if _same(one, name, now)]
            number = today[0] if today else 1 + max((one.batch for one in before), default=-1)
            observed = Observed(now, "mission", number, mission.feeling, name, result)
            probes.correct(transaction, child, "mission", number, [observed])


def face_of(mission: Mission) -> Face:
    """Return the face on a mission's card: of somebody to teach with, for missions teach."""
    number = list(missions()).index(mission.name)
    taught = cast().taught
    person = taught[number * STRIDE % len(taught)]
    return Face(person=person, feeling=mission.feeling, variation=number)


def ahead_of_teaching(transaction: Transaction, child: str) -> list[Observed]:
    """Return the missions that were done while their feeling waited to be taught, in order."""
    plans = people.plans(transaction, child)
    found: list[Observed] = []
    taught: frozenset[str] = frozenset()  # what once was taught stays so
    for one in sorted(_missions(observations.of(transaction, child)), key=lambda one: one.at):
        plan = plan_at(plans, one.at)
        if one.feeling in taught or not plan.tracked:
            continue
        taught = probes.taught_before(transaction, child, one.at)
        if one.feeling in weekly.in_baseline(plan, taught):
            found.append(one)
    return found


def _missions(observed: Sequence[Observed]) -> list[Observed]:
    return [one for one in observed if one.kind == "mission"]


def _same(one: Observed, name: str, now: datetime) -> bool:
    return one.about == name and one.at.date() == now.date()


def _went(recorded: Sequence[Observed]) -> Went:
    last = max(recorded, key=lambda one: one.at)
    return Went(len(recorded), last.at.date(), last.result)
