"""Plans of children: what was changed when, and when chance lets teaching start."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from random import Random

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.starts import TIERS, Starts, drawn
from pyojeong.app.domain.trial import Language
from pyojeong.app.figures.planning import Changes, changes, lines
from pyojeong.app.practice import PageSettings
from pyojeong.app.practice.children import page_of
from pyojeong.app.store import Store, glances, people
from pyojeong.core.settings import canonical_json, replace

TOGETHER = timedelta(minutes=1)  # [D] what is saved within it is one change


def settled(
    plans: Sequence[tuple[datetime, Plan]], zone: tzinfo | None
) -> list[tuple[datetime, Plan]]:
    """Return plans in order, of those that followed within a minute the last alone.

    The first stays: it is the plan as it began.

    Args:
        plans: from when on which plan held, in order.
        zone: of the clock by which the times are given; None: of this machine's.
    """
    kept: list[tuple[datetime, Plan]] = []
    for at, plan in plans:
        since = at
        if len(kept) > 1 and at - kept[-1][0] < TOGETHER:
            since, _replaced = kept.pop()
        kept.append((since, plan))
    return [(at.astimezone(zone), plan) for at, plan in kept]


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

    def save(self, key: str, plan: Plan, page: PageSettings) -> None:
        """Keep a plan, and the settings of the child's page, as one change.

        What was chosen to be collected is kept with the plan too: so that is a phase line. What is
        as it was is not written again.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.writing() as transaction:
            people.lock(transaction, key)
            before = page_of(people.get(transaction, key))
            if page.tokens != before.tokens:
                plan = replace(plan, tokens=page.tokens)
            if plan != people.plan_of(transaction, key):
                people.set_plan(transaction, key, plan, self._clock())
            if page != before:
                people.set_page(transaction, key, canonical_json(page), page.language)

    def history(self, key: str, language: Language) -> tuple[Changes, tuple[Changes, ...]]:
        """Return the plan as it began, and its phase lines, the newest first.

        Days are those of this house's clock.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.reading() as transaction:
            people.get(transaction, key)
            plans = people.plans(transaction, key)
        kept = settled(plans, self._clock().tzinfo)
        began = Changes(kept[0][0].date(), lines(kept[0][1], language))
        return began, changes(kept, language)[::-1]

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
            practised = glances.practised(transaction, key)
        if begun and not starts:
            return None
        same = {feeling for feeling, _session in starts} == set(feelings[:TIERS])
        return starts if same or taught else drawn(feelings, self._rng, practised)
