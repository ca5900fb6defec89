"""Sessions as a caregiver reads them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.practice import Clock, give, mina, play, practising, to_teaching
from pyojeong.app.care.sittings import PAGE, Sittings, asked, times
from pyojeong.app.store import open_store, sessions
from pyojeong.app.store.glances import Answer
from pyojeong.core.errors import UnknownChildError


def test_the_pages_of_sessions(tmp_path: Path) -> None:
    """Fifty a page, the newest first; a page that is not there is the nearest."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    key = mina(practising(store, clock))
    sittings = Sittings(store, clock)
    assert (sittings.listed(key, 1).sessions, sittings.listed(key, 7).pages) == ((), 1)
    with store.writing() as transaction:
        for number in range(PAGE + 3):
            sessions.begin(transaction, key, number, clock())
    first, last = sittings.listed(key, 1), sittings.listed(key, 99)
    assert (first.page, first.pages, last.page) == (1, 2, 2)
    assert first.sessions[0].number == PAGE + 2
    assert [one.number for one in last.sessions] == [2, 1, 0]
    assert sittings.listed(key, -4) == first
    store.close()


def test_a_sheet(tmp_path: Path) -> None:
    """A sheet counts what was asked, with help and without, and knows its neighbours."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    state = to_teaching(practice, key, clock, right=False)
    probes = state.done
    give(practice, key, state, right=True, prompted=True)
    clock.wind(days=1)
    play(practice, key, clock, 3)
    sheet = Sittings(store, clock).sheet(key, 0)
    assert sheet
    assert sum(one.tasks for one in sheet.asked) == probes + 1
    assert sum(one.probes for one in sheet.asked) == probes
    assert (sum(one.helped for one in sheet.asked), sum(one.alone for one in sheet.asked)) == (1, 0)
    assert (sheet.before, sheet.after) == (None, 1)
    assert sheet.session.why == "left"
    newer = Sittings(store, clock).sheet(key, 1)
    assert newer
    assert (newer.before, newer.after) == (0, None)
    assert Sittings(store, clock).sheet(key, 2) is None
    store.close()


def test_nobodys_sessions(tmp_path: Path) -> None:
    """A child that is not there has no sessions."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    sittings = Sittings(store, clock)
    with pytest.raises(UnknownChildError):
        sittings.listed("nobody", 1)
    with pytest.raises(UnknownChildError):
        sittings.sheet("nobody", 0)
    store.close()


def test_what_was_asked_by_feeling() -> None:
    """Right with help and right without are counted apart; feelings stand as they are taught."""
    rows = [
        Answer("pain", "drawn", "teach", correct=True, prompted=False, reaction_ms=900),
        Answer("happy", "drawn", "teach", correct=True, prompted=True, reaction_ms=900),
        Answer("happy", "drawn", "gate", correct=True, prompted=False, reaction_ms=900),
        Answer("happy", "drawn", "teach", correct=False, prompted=True, reaction_ms=900),
    ]
    happy, pain = asked(rows)
    assert (happy.tasks, happy.alone, happy.helped, happy.probes) == (3, 1, 1, 1)
    assert (pain.feeling, pain.tasks) == ("pain", 1)


def test_too_few_times() -> None:
    """Of three times no quartile is said."""
    assert times([1, 2, 3]) is None
    assert times([]) is None


def interpolated(ordered: list[int], share: float) -> float:
    """Return a quantile of type 7: Hyndman and Fan 1996, The American Statistician 50:361-365."""
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


@given(st.lists(st.integers(0, 86_400_000), min_size=4, max_size=60))
def test_quartiles(taken_ms: list[int]) -> None:
    """Quartiles are those of the published formula, to a millisecond, in whatever order."""
    found = times(taken_ms)
    assert found
    for got, share in ((found.lower, 0.25), (found.median, 0.5), (found.upper, 0.75)):
        assert abs(got - interpolated(sorted(taken_ms), share)) <= 1
    assert times(taken_ms[::-1]) == found
