"""Progress: worked out from the store, and again once there is more."""

from datetime import timedelta
from pathlib import Path

import pytest

from fakes import histories
from fakes.classroom import START
from pyojeong.app.care.progress import KEPT, Progress
from pyojeong.app.evidence.observed import Observed
from pyojeong.app.store import observations, open_store, people
from pyojeong.core.errors import UnknownChildError
from pyojeong.core.settings import replace


def test_what_is_in_the_store(tmp_path: Path) -> None:
    """The evidence is that of what was stored, and is remembered while nothing changes."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=9)
    progress = Progress(store, lambda: START)
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
    found = Progress(store, lambda: START).of(key)
    assert (found.rows, found.sessions, found.since) == (0, 0, None)
    assert found.phases == ()
    store.close()


def test_more_is_seen(tmp_path: Path) -> None:
    """An observation and a plan change the evidence at once."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=9)
    progress = Progress(store, lambda: START)
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


def test_a_child_that_is_gone(tmp_path: Path) -> None:
    """Of a child that was removed nothing is known, and nothing remembered."""
    store = open_store(tmp_path, START)
    (key,) = histories.fill(store, children=1, days=2)
    progress = Progress(store, lambda: START)
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
    progress = Progress(store, lambda: START)
    for key in keys:
        progress.of(key)
    assert len(progress._known) == KEPT
    assert keys[0] not in progress._known
    store.close()
