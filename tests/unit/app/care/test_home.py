"""Home: each child at a glance."""

from datetime import timedelta
from pathlib import Path

import pytest

from fakes.practice import Clock, mina, play, practising, to_teaching
from pyojeong.app.care.home import RECENT, Home
from pyojeong.app.practice import standings
from pyojeong.app.store import glances, open_store
from pyojeong.core.errors import UnknownChildError
from pyojeong.core.settings import replace


def test_a_child_without_a_session(tmp_path: Path) -> None:
    """Before the first session every feeling is not started, and nothing is said of the last."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    practice.set_plan(key, replace(practice.plan(key), starts=()))
    (card,) = Home(store, clock, practice.standings).cards(practice.children())
    assert (card.last, card.ago, card.due) == (None, None, 0)
    assert {one.state for one in card.strips} == {"new"}
    assert card.coming.in_("en").startswith("Next: the first session of practice.")
    store.close()


def test_a_form_that_waits_comes_next(tmp_path: Path) -> None:
    """What was asked for on the page of probes is said as the next session, until it is begun."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    practice.ask_form(key, "eyes")
    home = Home(store, clock, practice.standings)
    assert "probe form" in home.overview(key).card.coming.in_("en")
    play(practice, key, clock)
    card = home.overview(key).card
    assert "probe form" not in card.coming.in_("en")
    assert card.last
    assert card.last.form == "eyes"
    assert card.week.marks[0] == "form"
    store.close()


def test_a_child_after_a_session(tmp_path: Path) -> None:
    """The last session is the last with an answer, and its day counts for the week."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    play(practice, key, clock)
    clock.wind(days=1)
    practice.start(key)  # and left without an answer
    home = Home(store, clock, practice.standings)
    seen = home.overview(key)
    assert seen.card.last
    assert seen.card.last.number == 0
    assert seen.card.ago
    assert seen.card.ago.in_("en") == "yesterday"
    assert (seen.card.week.practised, seen.card.week.planned) == (1, 3)
    assert [one.number for one in seen.sessions] == [1, 0]
    assert seen.sessions[0].tasks == 0
    store.close()


def test_forms_and_what_was_left_are_no_practice(tmp_path: Path) -> None:
    """How long teaching waits is counted in sessions of practice, and not by their numbers."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    starts = (("happy", 3), ("anger", 4), ("sad", 6))
    practice.set_plan(key, replace(practice.plan(key), starts=starts))
    practice.ask_form(key, "faces")
    play(practice, key, clock)
    clock.wind(days=1)
    practice.start(key)  # and left without an answer
    clock.wind(days=1)
    play(practice, key, clock)
    with store.reading() as transaction:
        assert glances.sessions(transaction, key) == 3
        assert standings.standing(transaction, key).practised == 1
    card = Home(store, clock, practice.standings).overview(key).card
    assert "until teaching begins, as chance has drawn: 2." in card.coming.in_("en")
    store.close()


def test_somebody_who_is_removed_meanwhile(tmp_path: Path) -> None:
    """A child that is gone is left out of the list, and has no page."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    there = practice.children()
    practice.remove_child(key)
    home = Home(store, clock, practice.standings)
    assert home.cards(there) == ()
    with pytest.raises(UnknownChildError):
        home.overview(key)
    store.close()


def test_a_session_by_the_childs_clock(tmp_path: Path) -> None:
    """A session at midnight belongs to the day that the child's clock showed."""
    clock = Clock()
    clock.now = clock.now.replace(hour=23, minute=58)
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    to_teaching(practice, key, clock)
    clock.wind(hours=1)
    card = Home(store, clock, practice.standings).overview(key).card
    assert card.last
    assert card.last.day == (clock() - timedelta(days=1)).date()
    assert card.week.marks[:2] == ("done", "free")
    store.close()


def test_many_sessions_without_an_answer(tmp_path: Path) -> None:
    """However often a session is opened and left, the last with an answer is still there."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    play(practice, key, clock)
    for _ in range(RECENT):
        clock.wind(hours=1)
        practice.start(key)
        practice.stop(key)
    seen = Home(store, clock, practice.standings).overview(key)
    assert seen.card.last
    assert seen.card.last.number == 0
    assert seen.card.week.practised == 1
    assert {one.tasks for one in seen.sessions} == {0}
    store.close()
