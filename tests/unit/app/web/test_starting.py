"""Starting: what is worked out before anybody asks."""

import time
from pathlib import Path
from queue import SimpleQueue
from random import Random
from threading import Thread

import pytest

from fakes import histories
from fakes.classroom import START
from pyojeong.app.care.care import Care
from pyojeong.app.care.progress import Evidence, Progress
from pyojeong.app.practice.standings import RULES, Note
from pyojeong.app.store import Store, open_store
from pyojeong.app.web import starting
from pyojeong.app.web.settings import WebSettings
from pyojeong.app.web.starting import Ahead

SOON_S = 20.0  # at most, on a busy machine


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> "SimpleQueue[str]":
    """Return the children whose progress is asked for, as it is."""
    told: SimpleQueue[str] = SimpleQueue()
    of = Progress.of

    def noted(progress: Progress, child: str) -> Evidence:
        told.put(child)
        return of(progress, child)

    monkeypatch.setattr(Progress, "of", noted)
    return told


def care_of(store: Store) -> Care:
    """Return the caregiver's use cases; nothing here asks how goals stand."""
    return Care.over(
        store, lambda _child: Note(rules=RULES, practised=0, goals=()), lambda: START, Random(1)
    )


def test_after_a_session(
    tmp_path: Path, keys: "SimpleQueue[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every child's progress is worked out at first, then that of whose session is over."""
    monkeypatch.setattr(starting, "REST_S", 0.0)
    store = open_store(tmp_path, START)
    first, second = histories.fill(store, children=2, days=2)
    care, rested = care_of(store), SimpleQueue[str | None]()
    ahead = Ahead(care, rested)
    thread = Thread(target=ahead.work)
    thread.start()
    assert [keys.get(timeout=SOON_S) for _ in range(2)] == [first, second]
    rested.put("nobody")  # erased meanwhile: the others are served still
    rested.put(second)
    assert [keys.get(timeout=SOON_S) for _ in range(2)] == ["nobody", second]
    ahead.end()
    thread.join(SOON_S)
    assert not thread.is_alive()
    store.close()


def test_it_can_be_broken_off(tmp_path: Path) -> None:
    """A server that stops at once does not wait for what nobody asks for any more."""
    store = open_store(tmp_path, START)
    histories.fill(store, children=2, days=1)
    app = starting.app_of(store, WebSettings())
    before = time.monotonic()
    with starting.warming(app):
        pass
    assert time.monotonic() - before < SOON_S
    store.close()
