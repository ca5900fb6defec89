"""Plans of children: what was changed when, and when chance lets teaching start.

Two may have the plan open at a time. So a form says which version it was made of, and nothing is
kept where that is not the one that holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.care.missions import ahead_of_teaching
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.starts import TIERS, Starts, drawn
from pyojeong.app.domain.trial import Language
from pyojeong.app.figures.planning import Changes, changes, lines
from pyojeong.app.figures.words import LANGUAGES
from pyojeong.app.practice import PageSettings, standings
from pyojeong.app.practice.children import page_of
from pyojeong.app.store import Store, glances, people
from pyojeong.core.i18n import mark, translate
from pyojeong.core.settings import canonical_json, replace

PAGE_LANGUAGE = mark("Language of the child's page: {language}")
TOGETHER = timedelta(minutes=1)  # [D] what is saved within it is one change


class Version(NamedTuple):
    """What a form of a plan was made of. plans: how many there were; language: of the page."""

    plans: int
    language: Language


@dataclass(frozen=True)
class Early:
    """A mission that was done while its feeling waited to be taught. name: of the mission."""

    day: date
    feeling: Feeling
    name: str


@dataclass(frozen=True)
class History:
    """What became of a plan.

    began: the plan as it began. changes: its phase lines, the newest first. holds: the plan that
    holds, a line for each setting. early: missions that taught ahead of the plan, in order.
    """

    began: Changes
    changes: tuple[Changes, ...]
    holds: tuple[str, ...]
    early: tuple[Early, ...]


def settled(plans: Sequence[tuple[datetime, Plan]]) -> list[tuple[datetime, Plan]]:
    """Return plans in order, of those that followed within a minute the last alone.

    The first stays: it is the plan as it began. So does whatever was taken back or set otherwise
    within the minute: it may be another caregiver's.

    Args:
        plans: from when on which plan held, in order; each time by the clock of its day, so that
            a change has the day that it had, in summer and in winter.
    """
    kept: list[tuple[datetime, Plan]] = []
    for at, plan in plans:
        since = at
        if len(kept) > 1 and at - kept[-1][0] < TOGETHER and _adds(kept[-2][1], kept[-1][1], plan):
            since, _replaced = kept.pop()
        kept.append((since, plan))
    return kept


def _adds(first: Plan, second: Plan, third: Plan) -> bool:
    """Whether a third plan leaves as it is what the second changed of the first."""
    changed = [n for n in Plan.model_fields if getattr(first, n) != getattr(second, n)]
    return all(getattr(second, name) == getattr(third, name) for name in changed)


class Plans:
    """The plans of children.

    Args:
        store: what is remembered.
        clock: the time, with its zone.
        rng: the only chance: it draws when teaching of each feeling starts.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], rng: Random) -> None:
        self._store = store
        self._clock = clock
        self._rng = rng

    def version(self, key: str) -> Version:
        """Return the version that holds.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.reading() as transaction:
            known = people.get(transaction, key)
            return Version(len(people.plans(transaction, key)), known.child.language)

    def since(self, key: str, version: Version, language: Language) -> tuple[str, ...]:
        """Return what was changed of the plan and the page since a version, as it is now.

        Args:
            key: of the child.
            version: that a form was made of; of one that never was, all of the plan is returned.
            language: of the lines.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.reading() as transaction:
            spoken = people.get(transaction, key).child.language
            before = _plan_of(transaction, key, version)
            now = lines(people.plan_of(transaction, key), language)
        was = lines(before, language) if before else ("",) * len(now)
        changed = tuple(new for old, new in zip(was, now, strict=True) if new != old)
        if spoken == version.language:
            return changed
        name = translate(LANGUAGES[spoken], language)
        return (*changed, translate(PAGE_LANGUAGE, language).format(language=name))

    def save(self, key: str, plan: Plan, page: PageSettings, version: Version) -> bool:
        """Keep a plan, and the settings of the child's page, as one change.

        What was chosen to be collected is kept with the plan too: so that is a phase line. What is
        as it was is not written again.

        Args:
            key: of the child.
            plan: to be kept.
            page: to be kept.
            version: that both were made of.

        Returns:
            Whether it was kept: nothing is, where something else holds by now.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.writing() as transaction:
            held, before = people.plan_of(transaction, key), page_of(people.get(transaction, key))
            if page.tokens != before.tokens:
                plan = replace(plan, tokens=page.tokens)
            if (plan, page) == (held, before):
                return True
            made_of = _plan_of(transaction, key, version), version.language
            if made_of != (held, before.language):
                return False
            if plan != held:
                people.set_plan(transaction, key, plan, self._clock())
            if page != before:
                people.set_page(transaction, key, canonical_json(page), page.language)
        return True

    def history(self, key: str, language: Language) -> History:
        """Return what became of a plan. Days are those of this house's clock.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.reading() as transaction:
            people.get(transaction, key)
            plans = people.plans(transaction, key)
            early = ahead_of_teaching(transaction, key)
        kept = settled(plans)
        return History(
            began=Changes(kept[0][0].date(), lines(kept[0][1], language)),
            changes=changes(kept, language)[::-1],
            holds=lines(plans[-1][1], language),
            early=tuple(Early(one.at.date(), one.feeling, one.about) for one in early),
        )

    def begun(self, key: str) -> bool:
        """Whether a child had a session."""
        with self._store.reading() as transaction:
            return bool(glances.latest(transaction, key, 1))

    def measured(self, key: str, starts: Starts, feelings: Sequence[Feeling]) -> Starts | None:
        """Return staggered starts, drawn unless they are; None: it is too late to draw them.

        Until any feeling is taught they are drawn anew where others come first now, to begin after
        as many sessions without teaching as at first.

        Args:
            key: of the child.
            starts: of the plan until now.
            feelings: in the order in which they will be taught.
        """
        with self._store.reading() as transaction:
            begun = bool(glances.latest(transaction, key, 1))
            taught = glances.taught(transaction, key)
            practised = standings.standing(transaction, key).practised
        if begun and not starts:
            return None
        same = {feeling for feeling, _session in starts} == set(feelings[:TIERS])
        return starts if same or taught else drawn(feelings, self._rng, practised)


def _plan_of(transaction: Transaction, key: str, version: Version) -> Plan | None:
    """Return the plan of a version; None: there never was one."""
    plans = people.plans(transaction, key)
    return plans[version.plans - 1][1] if 0 < version.plans <= len(plans) else None
