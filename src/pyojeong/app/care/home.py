"""Home: each child at a glance, and one child with a little more."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo

from pyojeong.app.care.coming import coming
from pyojeong.app.care.standing import Review, Rung, State, Strip, reviews, rungs, strips, table
from pyojeong.app.care.week import Week, week
from pyojeong.app.care.words import Said, ago
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Step
from pyojeong.app.practice.standings import Note
from pyojeong.app.store import Store, forms, glances, people
from pyojeong.app.store.glances import Glimpse
from pyojeong.app.store.people import Enrolled
from pyojeong.core.errors import UnknownChildError

RECENT = 14  # sessions with an answer that a glance looks at: a week of two a day
SHOWN = 5  # sessions on the child's own page, with or without an answer
REVIEWS = 8  # shown there

Standings = Callable[[str], Note]


@dataclass(frozen=True)
class Card:
    """A child at a glance.

    last: the last session with an answer; ago: how long that is. due: reviews that are due now.
    coming: what comes next, and why.
    """

    known: Enrolled
    last: Glimpse | None
    ago: Said | None
    week: Week
    strips: tuple[Strip, ...]
    due: int
    coming: Said


@dataclass(frozen=True)
class Overview:
    """One child with a little more: every rung, reviews to come, the last sessions."""

    card: Card
    plan: Plan
    table: Mapping[Step, Mapping[Feeling, State]]
    reviews: tuple[Review, ...]
    sessions: tuple[Glimpse, ...]


class Home:
    """What the caregiver sees first.

    Args:
        store: what is remembered.
        clock: the time, with its zone.
        standings: where the goals of a child stand that were asked about.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], standings: Standings) -> None:
        self._store = store
        self._clock = clock
        self._standings = standings

    @property
    def zone(self) -> tzinfo | None:
        """The zone of this house's clock."""
        return self._clock().tzinfo

    def cards(self, children: Iterable[Enrolled]) -> tuple[Card, ...]:
        """Return each child at a glance; one that is removed meanwhile is left out."""
        found = []
        for known in children:
            with suppress(UnknownChildError):
                found.append(self._overview(known).card)
        return tuple(found)

    def overview(self, key: str) -> Overview:
        """Return one child with a little more.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.reading() as transaction:
            known = people.get(transaction, key)
        return self._overview(known)

    def _overview(self, known: Enrolled) -> Overview:
        key, now = known.child.key, self._clock()
        with self._store.reading() as transaction:
            plan = people.plan_of(transaction, key)
            sessions = glances.latest(transaction, key, SHOWN)
            answered = glances.latest(transaction, key, RECENT, answered=True)
            form = forms.waiting(transaction, key)
        note = self._standings(key)
        every = rungs(plan, note.goals, now)
        return Overview(
            card=_card(known, plan, answered, every, now, note.practised, form),
            plan=plan,
            table=table(plan, every),
            reviews=reviews(every)[:REVIEWS],
            sessions=sessions,
        )


def _card(
    known: Enrolled,
    plan: Plan,
    answered: Sequence[Glimpse],
    every: Sequence[Rung],
    now: datetime,
    practised: int,
    form: Form | None,
) -> Card:
    last = answered[0] if answered else None
    return Card(
        known=known,
        last=last,
        ago=ago(last.day, now.date()) if last else None,
        week=week(plan, answered, now.date()),
        strips=strips(plan, every),
        due=sum(one.state == "review" for one in every),
        coming=coming(
            plan,
            every,
            now,
            agreed=known.child.may_practise,
            practised=practised,
            form=form,
        ),
    )
