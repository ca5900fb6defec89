"""Signals in the store: kept, replaced, taken away, and gone with their child."""

from pathlib import Path

import pytest

from fakes.classroom import START
from fakes.practice import mina, practising
from pyojeong.app.domain.signals import Signal
from pyojeong.app.domain.stimulus import Face
from pyojeong.app.people import cast
from pyojeong.app.store import open_store, signals

FACE = Face(person=cast().taught[0], feeling="sad", intensity=0.4, variation=3)
SAD = Signal(feeling="sad", words="I go quiet", helps="tea", face=FACE)
HAPPY = Signal(feeling="happy", words="I hum")


@pytest.mark.parametrize("told", [SAD, HAPPY])
def test_kept(tmp_path: Path, told: Signal) -> None:
    """What was told comes back equal, its face too."""
    store = open_store(tmp_path, START)
    child = mina(practising(store))
    with store.writing() as transaction:
        signals.keep(transaction, child, told, START)
    with store.reading() as transaction:
        assert signals.of(transaction, child) == {told.feeling: told}
    store.close()


def test_replaced_and_taken_away(tmp_path: Path) -> None:
    """The last telling holds; an empty one takes the signal away, and the others stay."""
    store = open_store(tmp_path, START)
    child = mina(practising(store))
    with store.writing() as transaction:
        for told in (SAD, HAPPY, Signal(feeling="sad", words="I hide")):
            signals.keep(transaction, child, told, START)
    with store.reading() as transaction:
        found = signals.of(transaction, child)
    assert list(found) == ["happy", "sad"]
    assert found["sad"] == Signal(feeling="sad", words="I hide")
    with store.writing() as transaction:
        signals.keep(transaction, child, Signal(feeling="sad"), START)
    with store.reading() as transaction:
        assert signals.of(transaction, child) == {"happy": HAPPY}
    store.close()


def test_of_one_child(tmp_path: Path) -> None:
    """Nobody sees the signals of another child, and with their child they are gone."""
    store = open_store(tmp_path, START)
    practice = practising(store)
    mine, other = mina(practice), mina(practice)
    with store.writing() as transaction:
        signals.keep(transaction, mine, SAD, START)
    with store.reading() as transaction:
        assert signals.of(transaction, other) == {}
    practice.remove_child(mine)
    with store.reading() as transaction:
        assert signals.of(transaction, mine) == {}
    store.close()
