"""Plans: what was changed when, and the draw of starts."""

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from fakes.practice import Clock, mina, play, practising, to_teaching
from pyojeong.app.care.missions import Missions
from pyojeong.app.care.plan import Early, Plans, Version, settled
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.starts import BASELINE_SESSIONS
from pyojeong.app.store import open_store, people
from pyojeong.app.store.moments import local, offset_of
from pyojeong.core.errors import UnknownChildError
from pyojeong.core.settings import replace
from unit.app.care.test_coming import NOW


def test_every_change_is_a_phase_line(tmp_path: Path) -> None:
    """The plan as it began stands last, with all of it; each change says what is new."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    plans = Plans(store, clock, Random(1))
    there = plans.history(key, "en")
    assert (there.began.day, there.changes) == (clock().date(), ())
    assert any("happy, angry, sad" in line for line in there.began.lines)
    assert there.holds == there.began.lines
    clock.wind(days=1)
    practice.set_plan(key, replace(practice.plan(key), array=4))
    clock.wind(days=1)
    practice.set_plan(key, replace(practice.plan(key), minutes=10, days=(1, 3)))
    newer, older = plans.history(key, "en").changes
    assert "Choices in a task: 4" in plans.history(key, "en").holds
    assert older.lines == ("Choices in a task: 4",)
    assert len(newer.lines) == 2
    assert newer.day == older.day + timedelta(days=1)
    store.close()


def test_what_is_saved_together_is_one_change() -> None:
    """Two plans within a minute are one change, where the second leaves what the first changed."""
    first, second, third = Plan(), Plan(blocks=1), Plan(blocks=1, minutes=10)
    day = NOW + timedelta(days=1)
    plans = [(NOW, first), (day, second), (day + timedelta(seconds=30), third)]
    assert settled(plans) == [(NOW, first), (day, third)]
    assert settled(plans[:1]) == plans[:1]
    assert settled([]) == []
    later = (day + timedelta(minutes=2), second)
    assert settled([*plans, later])[-1] == later


@pytest.mark.parametrize("undone", [Plan(), Plan(blocks=3), Plan(minutes=10)])
def test_what_is_undone_is_not_hidden(undone: Plan) -> None:
    """What was taken back or set otherwise within a minute stands: it may be somebody else's."""
    day = NOW + timedelta(days=1)
    plans = [(NOW, Plan()), (day, Plan(blocks=1)), (day + timedelta(seconds=9), undone)]
    assert settled(plans) == plans


def test_the_plan_as_it_began_stays() -> None:
    """A change right after a child was added is a change, and not the beginning."""
    plans = [(NOW, Plan()), (NOW + timedelta(seconds=5), Plan(blocks=1))]
    assert settled(plans) == plans


@pytest.mark.parametrize("month", [2, 7])
def test_a_change_keeps_its_day(tmp_path: Path, month: int) -> None:
    """Half an hour before midnight of a winter's day is of that day, read in summer too."""
    berlin = ZoneInfo("Europe/Berlin")
    clock = Clock(datetime(2027, 1, 4, 10, tzinfo=berlin))
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    clock.now = datetime(2027, 1, 20, 23, 30, tzinfo=berlin)
    practice.set_plan(key, replace(practice.plan(key), array=4))
    clock.now = datetime(2027, month, 1, 12, tzinfo=berlin)
    history = Plans(store, lambda: local(clock(), offset_of(clock())), Random(1)).history(key, "en")
    assert [change.day for change in history.changes] == [date(2027, 1, 20)]
    store.close()


def test_a_plan_and_the_page_are_one_change(tmp_path: Path) -> None:
    """Page, plan and what is collected are kept with one row of the plan; unchanged, with none."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    plans = Plans(store, clock, Random(1))
    before, page = practice.plan(key), practice.settings(key)
    first = plans.version(key)
    assert plans.save(key, before, page, first)
    assert practice.plan(key) == before
    clock.wind(days=1)
    assert plans.save(key, before, replace(page, language="en", tokens="trains"), first)
    assert practice.settings(key).language == practice.child(key).child.language == "en"
    assert practice.plan(key) == replace(before, tokens="trains")  # its words stay as they were
    with store.reading() as transaction:
        assert len(people.plans(transaction, key)) == 2
    (change,) = plans.history(key, "en").changes
    assert change.lines == ("To collect: Trains",)
    with pytest.raises(UnknownChildError):
        plans.save("nobody", before, page, first)
    with pytest.raises(UnknownChildError):
        plans.version("nobody")
    store.close()


def test_nobodys_change_is_reverted_unseen(tmp_path: Path) -> None:
    """What was made of an older plan is not kept, and it is told what was changed since."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    plans = Plans(store, clock, Random(1))
    before, page, made_of = practice.plan(key), practice.settings(key), plans.version(key)
    blocks, minutes = replace(before, blocks=3), replace(before, minutes=10)
    assert plans.save(key, blocks, page, made_of)
    assert not plans.save(key, minutes, page, made_of)
    assert practice.plan(key) == blocks
    assert plans.since(key, made_of, "en") == ("Blocks of 12 tasks in a session, at most: 3",)
    assert plans.save(key, blocks, page, made_of)  # both chose the same
    assert plans.save(key, minutes, page, plans.version(key))
    assert plans.save(key, before, page, plans.version(key))
    assert plans.save(key, blocks, page, made_of)  # what the form was made of holds again
    for odd in (Version(0, "ko"), Version(99, "ko")):
        assert not plans.save(key, minutes, page, odd)
        assert plans.since(key, odd, "en") == plans.history(key, "en").holds
    store.close()


def test_the_language_of_the_page_is_part_of_a_version(tmp_path: Path) -> None:
    """Another language of the page, chosen meanwhile, is told and not set back."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    plans = Plans(store, clock, Random(1))
    before, page, made_of = practice.plan(key), practice.settings(key), plans.version(key)
    assert plans.save(key, before, replace(page, language="en"), made_of)
    assert not plans.save(key, replace(before, minutes=10), page, made_of)
    assert plans.since(key, made_of, "en") == ("Language of the child's page: English",)
    store.close()


def test_missions_that_taught_ahead_are_told(tmp_path: Path) -> None:
    """A mission done while its feeling waited for its start stands beside the phase lines."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    assert practice.plan(key).starts
    Missions(store, clock).record(key, "happy-gift", "alone")
    early = Plans(store, clock, Random(1)).history(key, "en").early
    assert early == (Early(clock().date(), "happy", "happy-gift"),)
    store.close()


def test_starts_are_drawn_before_the_first_session_alone(tmp_path: Path) -> None:
    """Starts are drawn once, and not once a session was; what was begun at once stays so."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    plans = Plans(store, clock, Random(1))
    starts = plans.measured(key, (), ORDER)
    assert starts
    assert {feeling for feeling, _session in starts} == set(ORDER[:3])
    assert plans.measured(key, starts, ORDER) == starts
    others = plans.measured(key, starts, ORDER[::-1])
    assert others
    assert {feeling for feeling, _session in others} == set(ORDER[3:])
    play(practice, key, clock, 1)
    assert plans.begun(key)
    assert plans.measured(key, starts, ORDER) == starts
    assert plans.measured(key, (), ORDER) is None
    store.close()


def test_starts_are_drawn_anew_until_a_feeling_is_taught(tmp_path: Path) -> None:
    """Other first feelings wait three sessions from now on; once one is taught, no start moves."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    plans = Plans(store, clock, Random(1))
    starts = plans.measured(key, (), ORDER)
    assert starts
    practice.set_plan(key, replace(practice.plan(key), starts=starts))
    play(practice, key, clock)
    clock.wind(days=1)
    others = plans.measured(key, starts, ORDER[::-1])
    assert others
    assert {feeling for feeling, _session in others} == set(ORDER[3:])
    assert min(count for _feeling, count in others) == 1 + BASELINE_SESSIONS
    practice.set_plan(key, replace(practice.plan(key), starts=()))
    to_teaching(practice, key, clock, right=False)
    assert plans.measured(key, starts, ORDER[::-1]) == starts
    store.close()
