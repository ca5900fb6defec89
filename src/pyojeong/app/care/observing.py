"""Observing: what caregivers see in real life, week by week, and the probe forms they ask for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.care.forms import Forms, forms_of
from pyojeong.app.domain import weekly
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.evidence.observed import Observed, Result
from pyojeong.app.store import Store, forms, observations, people, probes, sessions


@dataclass(frozen=True)
class Week:
    """The probe of a week.

    questions: what each asks about. results: what was recorded of each; None: nothing yet, or it
    did not come up.
    """

    number: int
    monday: date
    questions: tuple[Feeling, ...]
    results: tuple[Result | None, ...]

    @property
    def recorded(self) -> bool:
        """Whether anything was."""
        return any(self.results)


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

    def keep_week(self, child: str, number: int, results: Sequence[Result | None]) -> bool:
        """Record the probe of this week, in place of what was recorded of it before.

        Args:
            child: its key.
            number: of the week that was answered.
            results: of each question; None: it did not come up, and nothing is stored of it.

        Returns:
            Whether it was recorded: it is not, where that week is over.
        """
        now = self._clock()
        with self._store.writing() as transaction:
            people.lock(transaction, child)
            week = self._week(transaction, child, now)
            if week.number != number:
                return False
            observed = [
                Observed(now, "probe", number, feeling, "", result)
                for feeling, result in zip(week.questions, results, strict=True)
                if result
            ]
            probes.correct(transaction, child, "probe", number, observed)
        return True

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
        plan = _plan_at(people.plans(transaction, child), start)
        taught = probes.taught_before(transaction, child, start)
        asked = weekly.questions(weekly.asked_about(plan, taught), number, child)
        kept = _batches(observations.of(transaction, child)).get(number, [])
        return Week(number, monday, asked, _results(asked, kept))


def _plan_at(plans: Sequence[tuple[datetime, Plan]], moment: datetime) -> Plan:
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


def _results(asked: Sequence[Feeling], kept: Sequence[Observed]) -> tuple[Result | None, ...]:
    """Return what was recorded of each question."""
    left = list(kept)
    results: list[Result | None] = []
    for feeling in asked:
        found = next((one for one in left if one.feeling == feeling), None)
        if found:
            left.remove(found)
        results.append(found.result if found else None)
    return tuple(results)


def _past(batch: Sequence[Observed]) -> Past:
    feelings: dict[Result, tuple[Feeling, ...]] = {}
    for one in batch:
        feelings[one.result] = (*feelings.get(one.result, ()), one.feeling)
    return Past(weekly.monday(batch[0].at.date()), feelings)
