"""Observing: what caregivers see in real life, week by week, and the probe forms they ask for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.care.forms import Forms, forms_of
from pyojeong.app.domain import weekly
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.evidence.observed import Observed, Result
from pyojeong.app.store import Store, forms, observations, people, probes, sessions

# What became of answers: somebody else had answered otherwise meanwhile, or their week is over.
Keeping = Literal["kept", "clash", "over"]


@dataclass(frozen=True)
class Week:
    """The probe of a week.

    questions: what each asks about. kept: what was recorded of each; None: nothing yet, or it did
    not come up. waiting: feelings that wait to be taught, of which nothing is tried or explained.
    """

    number: int
    monday: date
    questions: tuple[Feeling, ...]
    kept: tuple[Observed | None, ...]
    waiting: tuple[Feeling, ...]

    @property
    def results(self) -> tuple[Result | None, ...]:
        """What was recorded of each question."""
        return tuple(one.result if one else None for one in self.kept)

    @property
    def recorded(self) -> bool:
        """Whether anything was."""
        return any(self.kept)


@dataclass(frozen=True)
class Past:
    """What was recorded in a week: the feelings by what happened, in the order of the questions."""

    monday: date
    feelings: Mapping[Result, tuple[Feeling, ...]]


class Observing:
    """What the page of probes asks for. All raise UnknownChildError without such a child.

    Args:
        store: what is remembered.
        clock: the time, with its zone.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def week(self, child: str) -> Week:
        """Return the probe of this week, with what was recorded of it."""
        with self._store.reading() as transaction:
            return self._week(transaction, child, self._clock())

    def keep_week(
        self,
        child: str,
        number: int,
        given: Sequence[Result | None],
        shown: Sequence[Result | None],
    ) -> Keeping:
        """Record what was changed of the probe of this week; all else stays as it is.

        Args:
            child: its key.
            number: of the week that was answered.
            given: the result of each question; None: it did not come up, and none is stored.
            shown: what the page showed when it was answered.

        Returns:
            Whether it was recorded: nothing is, where it is not "kept".
        """
        now = self._clock()
        with self._store.writing() as transaction:
            people.get(transaction, child)
            week = self._week(transaction, child, now)
            if week.number != number:
                return "over"
            if clashes(given, shown, week.results):
                return "clash"
            observed = [
                _answer(week, place, given[place], now) if given[place] != shown[place] else kept
                for place, kept in enumerate(week.kept)
            ]
            probes.correct(transaction, child, "probe", number, [one for one in observed if one])
        return "kept"

    def history(self, child: str) -> tuple[Past, ...]:
        """Return what was recorded of every week, the newest first."""
        with self._store.reading() as transaction:
            people.get(transaction, child)
            batches = _batches(observations.of(transaction, child))
        return tuple(_past(batches[number]) for number in sorted(batches, reverse=True))

    def forms(self, child: str) -> Forms:
        """Return the probe forms of a child."""
        with self._store.reading() as transaction:
            people.get(transaction, child)
            asked = forms.of(transaction, child)
            seen = probes.of_forms(transaction, child)
            sitting = sessions.latest(transaction, child)
        return forms_of(asked, seen, sitting)

    def _week(self, transaction: Transaction, child: str, now: datetime) -> Week:
        """Return the probe of the week; its questions stay while it lasts."""
        since = people.get(transaction, child).since
        number, monday = weekly.week_of(now.date(), since), weekly.monday(now.date())
        start = datetime.combine(monday, time(), now.tzinfo)
        plans = people.plans(transaction, child)
        taught = probes.taught_before(transaction, child, start)
        asked = weekly.questions(weekly.asked_about(plan_at(plans, start), taught), number, child)
        kept = _batches(observations.of(transaction, child)).get(number, [])
        by_now = probes.taught_before(transaction, child, now)
        waiting = weekly.in_baseline(plans[-1][1], by_now)
        return Week(number, monday, asked, _placed(asked, kept), waiting)


def clashes(
    given: Sequence[Result | None], shown: Sequence[Result | None], kept: Sequence[Result | None]
) -> tuple[int, ...]:
    """Return the places of the questions that two have answered, and not alike.

    Args:
        given: what is to be recorded.
        shown: what the page showed when it was answered.
        kept: what is recorded by now.
    """
    every = enumerate(zip(given, shown, kept, strict=True))
    return tuple(place for place, (new, old, now) in every if old not in (new, now) and new != now)


def plan_at(plans: Sequence[tuple[datetime, Plan]], moment: datetime) -> Plan:
    """Return the plan that held at a moment; before the first plan, the first."""
    held = [plan for at, plan in plans if at < moment]
    return held[-1] if held else plans[0][1]


def _batches(observed: Iterable[Observed]) -> dict[int, list[Observed]]:
    """Return what was observed in weekly probes, by the number of the week."""
    batches: dict[int, list[Observed]] = defaultdict(list)
    for one in observed:
        if one.kind == "probe":
            batches[one.batch].append(one)
    return batches


def _answer(week: Week, place: int, result: Result | None, now: datetime) -> Observed | None:
    """Return the answer to a question as it is stored; None: there is nothing to store."""
    feeling, about = week.questions[place], str(place + 1)
    return Observed(now, "probe", week.number, feeling, about, result) if result else None


def _placed(asked: Sequence[Feeling], kept: Sequence[Observed]) -> tuple[Observed | None, ...]:
    """Return what was recorded of each question.

    What does not say of which, as an earlier version kept it, is of the first about its feeling.
    """
    said = {one.about: one for one in kept if one.about}
    left = [one for one in kept if not one.about]
    placed: list[Observed | None] = []
    for number, feeling in enumerate(asked, 1):
        found = said.get(str(number)) or next((o for o in left if o.feeling == feeling), None)
        if found in left:
            left.remove(found)
        placed.append(found)
    return tuple(placed)


def _past(batch: Sequence[Observed]) -> Past:
    feelings: dict[Result, tuple[Feeling, ...]] = {}
    for one in batch:
        feelings[one.result] = (*feelings.get(one.result, ()), one.feeling)
    return Past(weekly.monday(batch[0].at.date()), feelings)
