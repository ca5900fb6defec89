"""What is read of a child's trials."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta, timezone

import pytest

from fakes.classroom import START
from fakes.histories import fill
from fakes.memory import memory_store
from fakes.practice import Clock, mina, play, practising
from pyojeong.app.domain.trial import Outcome
from pyojeong.app.store import trials

SEOUL = timezone(timedelta(hours=9))


@pytest.mark.parametrize("rows", [2, 500])
def test_history(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    """It gives what was answered, in order, by the child's clock, however many are read at once."""
    monkeypatch.setattr(trials, "ROWS", rows)
    store, clock = memory_store(), Clock(START.astimezone(SEOUL))
    practice = practising(store, clock)
    child = mina(practice)
    play(practice, child, clock, 9)
    with store.reading() as transaction:
        known = list(trials.history(transaction, child))
        shown = [trials.numbered(transaction, child, number) for number in range(9)]
        waiting = trials.last(transaction, child)
    assert known == [one.outcome for one in shown if one]
    assert {one.at.utcoffset() for one in known} == {timedelta(hours=9)}
    assert waiting is not None
    assert (waiting.trial.number, waiting.outcome) == (9, None)


def test_nobody() -> None:
    """Of whom nothing is stored nothing is given."""
    with memory_store().reading() as transaction:
        assert list(trials.history(transaction, "nobody")) == []


def test_nothing_of_a_history_is_kept() -> None:
    """Who reads one trial after the other needs a fifth of the room of all, and less."""
    store = memory_store()
    (child,) = fill(store, children=1, days=80)

    def count(history: Iterator[Outcome]) -> int:
        return sum(1 for _ in history)

    def peak(read: Callable[[Iterator[Outcome]], object]) -> int:
        tracemalloc.start()
        try:
            with store.reading() as transaction:
                read(trials.history(transaction, child))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(count)  # what is made once
    assert 5 * peak(count) < peak(list)
