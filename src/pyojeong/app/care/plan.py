"""Plans of children: what was changed when, and when chance lets teaching start."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.starts import TIERS, Starts, drawn
from pyojeong.app.reports.planning import Change, changes, lines
from pyojeong.app.reports.wording import Wording
from pyojeong.app.store import Store, glances, people

TOGETHER = timedelta(minutes=1)  # [D] what is saved within it is one change


def settled(plans: Sequence[tuple[datetime, Plan]]) -> list[tuple[datetime, Plan]]:
    """Return plans in order, of those that followed within a minute the last alone.

    The first stays: it is the plan as it began.
    """
    kept: list[tuple[datetime, Plan]] = []
    for at, plan in plans:
        since = at
        if len(kept) > 1 and at - kept[-1][0] < TOGETHER:
            since, _replaced = kept.pop()
        kept.append((since, plan))
    return kept


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

    def history(self, key: str, words: Wording) -> tuple[Change, tuple[Change, ...]]:
        """Return the plan as it began, and its phase lines, the newest first.

        Days are those of this house's clock.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.reading() as transaction:
            people.get(transaction, key)
            plans = people.plans(transaction, key)
        zone = self._clock().tzinfo
        kept = settled([(at.astimezone(zone), plan) for at, plan in plans])
        began = Change(kept[0][0].date(), lines(kept[0][1], words))
        return began, changes(kept, words)[::-1]

    def begun(self, key: str) -> bool:
        """Whether a child had a session."""
        with self._store.reading() as transaction:
            return bool(glances.latest(transaction, key, 1))

    def measured(self, key: str, starts: Starts, feelings: Sequence[Feeling]) -> Starts | None:
        """Return staggered starts, drawn unless they are; None: it is too late to draw them.

        Before the first session they are drawn anew where other feelings come first now.

        Args:
            key: of the child.
            starts: of the plan until now.
            feelings: in the order in which they will be taught.
        """
        if self.begun(key):
            return starts or None
        same = {feeling for feeling, _session in starts} == set(feelings[:TIERS])
        return starts if same else drawn(feelings, self._rng)
