"""A child with something in every table, and what a store holds, without its ids."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from fakes.practice import Clock, give, mina, pending, play, practising, to_delay
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.signals import Signal
from pyojeong.app.domain.stimulus import Face, Person
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.practice import Practice
from pyojeong.app.store import Store, deeds, forms, observations, signals
from pyojeong.app.store.tables import (
    AccessRow,
    Base,
    CaregiverRow,
    ChildRow,
    ConsentRow,
    FormRow,
    ObservationRow,
    PauseRow,
    PlanRow,
    ResponseRow,
    SessionRow,
    SignalRow,
    StandingRow,
    TrialRow,
    WithdrawnRow,
)

WORDS = "I hum, 콧노래를 불러요"  # of a signal
KEPT = (
    ChildRow, ConsentRow, PlanRow, SessionRow, PauseRow, TrialRow, ResponseRow, WithdrawnRow,
    FormRow, ObservationRow, SignalRow,
)  # fmt: skip


def lived(store: Store, clock: Clock | None = None, name: str = "미나") -> str:
    """Add a child with something in every table, and return its key."""
    clock = clock or Clock()
    practice = practising(store, clock)
    child = mina(practice)
    with store.writing() as transaction:
        transaction.get_one(ChildRow, child).pseudonym = name
    _practise(practice, child, clock)
    practice.set_plan(child, Plan(languages=("ko", "en"), array=4))
    happy = Face(
        person=Person(key="t01", age="child", held_out=False), feeling="happy", variation=7
    )
    with store.writing() as transaction:
        caregiver = CaregiverRow(name="Kim", pin_hash="none", created_at=clock())
        transaction.add(caregiver)
        transaction.flush()
        transaction.add(AccessRow(caregiver=caregiver.id, child=child))
        transaction.merge(StandingRow(child=child, count=0, value="{}"))
        forms.ask(transaction, child, "faces", clock())
        signals.keep(transaction, child, Signal(feeling="happy", words=WORDS, face=happy), clock())
        seen = Observed(clock(), "mission", 0, "sad", "mission_sad_1", "helped")
        observations.add(transaction, child, [seen])
        deeds.add(transaction, clock(), caregiver.id, child, "see", "data")
    return child


def _practise(practice: Practice, child: str, clock: Clock) -> None:
    """Go on until help comes late; err, be helped, break, stop before an answer, begin again."""
    state = to_delay(practice, child, clock)
    clock.wind(seconds=4)
    give(practice, child, state, right=False)
    practice.pause(child)
    clock.wind(minutes=2)
    shown = pending(practice.resume(child))
    give(practice, child, shown)
    practice.stop(child)
    clock.wind(days=1)
    play(practice, child, clock, 3)


def rows(store: Store, child: str) -> dict[str, list[dict[str, Any]]]:
    """Return what a store holds of a child, table by table, with numbers in place of ids."""
    with store.reading() as transaction:
        sessions, trials = (
            {row.id: row.number for row in transaction.scalars(select(kind).where(mine))}
            for kind, mine in (
                (SessionRow, SessionRow.child == child),
                (TrialRow, TrialRow.child == child),
            )
        )
        found: dict[str, list[dict[str, Any]]] = {}
        for kind in KEPT:
            table = Base.metadata.tables[kind.__tablename__]
            there = transaction.execute(select(*table.columns).order_by(*table.primary_key))
            found[table.name] = [
                told
                for row in there
                if (told := _told(dict(row._mapping), kind, child, sessions, trials))
            ]
    return found


def _told(
    row: dict[str, Any],
    kind: type[Base],
    child: str,
    sessions: dict[int, int],
    trials: dict[int, int],
) -> dict[str, Any] | None:
    """Return a row of the child without ids; None: it is another's."""
    if kind is ResponseRow:
        return {**row, "trial": trials[row["trial"]]} if row["trial"] in trials else None
    if kind is PauseRow and row["session"] not in sessions:
        return None
    if kind in (PauseRow, TrialRow):
        row["session"] = sessions.get(row["session"])
    row.pop("id", None)
    owner = row.get("key") if kind is ChildRow else row.get("child", child)
    return row if owner == child else None


def everything(store: Store) -> list[list[tuple[Any, ...]]]:
    """Return every row of every table as it stands."""
    with store.reading() as transaction:
        return [
            [tuple(row) for row in transaction.execute(select(*table.columns))]
            for table in Base.metadata.sorted_tables
        ]


def day_after(clock: Clock) -> Clock:
    """Return a clock a day later."""
    return Clock(clock() + timedelta(days=1))
