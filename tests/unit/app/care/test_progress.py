"""Progress: worked out from the store, and again once there is more."""

import dataclasses
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from fakes import histories
from fakes.classroom import START
from pyojeong.app.care.progress import KEPT, Progress
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.store import facts, observations, open_store, people
from pyojeong.app.store.tables import SessionRow, TrialRow
from pyojeong.core.errors import UnknownChildError
from pyojeong.core.settings import replace


def test_what_is_in_the_store(tmp_path: Path) -> None:
    """The evidence is that of what was stored, and is remembered while nothing changes."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=9)
    progress = Progress(store)
    found, rows = progress.of(key), histories.seen(days=9)
    assert found.rows == len(rows)
    assert found.sessions == 9
    assert found.since == rows[0].at
    assert progress.of(key) is found
    store.close()


def test_an_empty_child(tmp_path: Path) -> None:
    """Of a child who did nothing yet there is empty evidence."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=0)
    found = Progress(store).of(key)
    assert (found.rows, found.sessions, found.since) == (0, 0, None)
    assert found.phases == ()
    store.close()


def test_more_is_seen(tmp_path: Path) -> None:
    """An observation and a plan change the evidence at once."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=9)
    progress = Progress(store)
    before = progress.of(key)
    with store.writing() as transaction:
        observations.add(transaction, key, [Observed(START, "probe", 9, "pain", "", "alone")])
    after = progress.of(key)
    assert after.transfer.cell("pain", "real").n == before.transfer.cell("pain", "real").n + 1
    with store.writing() as transaction:
        plan = replace(people.plan_of(transaction, key), blocks=3)
        people.set_plan(transaction, key, plan, START + timedelta(days=1))
    assert len(progress.of(key).phases[0].changes) == len(after.phases[0].changes) + 1
    store.close()


def test_changes_are_by_the_clock_of_the_house(tmp_path: Path) -> None:
    """A change of the plan has the day that the house had then."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=9)
    seoul = timezone(timedelta(hours=9))
    progress = Progress(store)
    night = (START.replace(hour=20) + timedelta(days=30)).astimezone(seoul)
    with store.writing() as transaction:
        plan = people.plan_of(transaction, key)
        people.set_plan(transaction, key, replace(plan, blocks=3), night)
    *_others, last = progress.of(key).phases[0].changes
    assert (last.name, last.day) == ("blocks", START.date() + timedelta(days=31))
    store.close()


def test_a_child_that_is_gone(tmp_path: Path) -> None:
    """Of a child that was removed nothing is known, and nothing remembered."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=2)
    progress = Progress(store)
    progress.of(key)
    store.erase(key)
    with pytest.raises(UnknownChildError):
        progress.of(key)
    assert not progress._known
    store.close()


def test_few_are_remembered(tmp_path: Path) -> None:
    """The evidence of only so many children is held."""
    store = open_store(tmp_path, START)
    keys = histories.fill(store, children=KEPT + 2, days=1)
    progress = Progress(store)
    for key in keys:
        progress.of(key)
    assert len(progress._known) == KEPT
    assert keys[0] not in progress._known
    store.close()


def test_rows_are_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a child that is known only new rows are read, and the evidence is that of all of them."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=9)
    with store.reading() as transaction:
        every = facts.seen(transaction, key)
    asked: list[int] = []

    def seen(_transaction: object, _child: str, since: int = 0) -> list[Seen]:
        asked.append(since)
        return [one for one in there if one.number >= since]

    monkeypatch.setattr(facts, "seen", seen)
    progress = Progress(store)
    there = every[:50]
    progress.of(key)
    there = every
    progress._known[key] = dataclasses.replace(progress._known[key], stamp=(0, 0, 0, frozenset()))
    found = progress.of(key)
    assert asked == [0, 49]
    assert found == Progress(store).of(key)
    store.close()


def test_another_history(tmp_path: Path) -> None:
    """Where what was known is not there any more, all is read anew."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=9)
    progress = Progress(store)
    progress.of(key)
    with store.writing() as transaction:
        transaction.execute(delete(TrialRow).where(TrialRow.number >= 20))
    cut = progress.of(key)
    assert cut.rows == 20
    assert cut == Progress(store).of(key)
    store.close()


def test_warm(tmp_path: Path) -> None:
    """What was worked out before anybody asked is what is shown, and it can be broken off."""
    store = open_store(tmp_path, START)
    keys = histories.fill(store, children=3, days=2)
    progress = Progress(store)
    progress.warm(lambda: len(progress._known) == 2)
    assert len(progress._known) == 2
    progress.warm(lambda: False)
    known = {key: progress._known[key].evidence for key in keys}
    assert all(progress.of(key) is known[key] for key in keys)
    store.close()


def test_a_session_under_way_is_no_look(tmp_path: Path) -> None:
    """The verdict counts a session once it is over, and then at once."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=12)
    progress = Progress(store)
    assert progress.of(key).verdict.sessions == 12
    last = select(SessionRow).where(SessionRow.child == key).order_by(SessionRow.number.desc())
    with store.writing() as transaction:
        row = transaction.scalars(last.limit(1)).one()
        ended, row.ended_at = row.ended_at, None
    assert progress.of(key).verdict.sessions == 6
    with store.writing() as transaction:
        transaction.scalars(last.limit(1)).one().ended_at = ended
    assert progress.of(key).verdict.sessions == 12
    store.close()


def test_rows_of_few_children_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of who was looked at long ago only the evidence stays, and what comes later is seen still."""
    store = open_store(tmp_path, START)
    first, second = histories.fill(store, children=2, days=9)
    progress = Progress(store)
    before = progress.of(first)
    monkeypatch.setattr("pyojeong.app.care.progress.ROWS", before.rows)
    progress.of(second)
    assert progress.of(first) is before
    with store.writing() as transaction:
        observations.add(transaction, first, [Observed(START, "probe", 9, "pain", "", "alone")])
    after = progress.of(first)
    assert (after.rows, after.confusions) == (before.rows, before.confusions)
    store.close()
