"""Plans: what was changed when, and the draw of starts."""

from datetime import UTC, timedelta, timezone
from pathlib import Path
from random import Random

import pytest

from fakes.practice import Clock, mina, play, practising, to_teaching
from pyojeong.app.care.plan import Plans, settled
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.starts import BASELINE_SESSIONS
from pyojeong.app.store import open_store, people
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
    began, changes = plans.history(key, "en")
    assert (began.day, changes) == (clock().date(), ())
    assert any("happy, angry, sad" in line for line in began.lines)
    clock.wind(days=1)
    practice.set_plan(key, replace(practice.plan(key), array=4))
    clock.wind(days=1)
    practice.set_plan(key, replace(practice.plan(key), minutes=10, days=(1, 3)))
    _began, (newer, older) = plans.history(key, "en")
    assert older.lines == ("Choices in a task: 4",)
    assert len(newer.lines) == 2
    assert newer.day == older.day + timedelta(days=1)
    store.close()


def test_what_is_saved_together_is_one_change() -> None:
    """Two plans within a minute are one; what was taken back at once is none."""
    first, second, third = Plan(), Plan(blocks=1), Plan(blocks=3)
    day = NOW + timedelta(days=1)
    plans = [(NOW, first), (day, second), (day + timedelta(seconds=30), third)]
    assert settled(plans, UTC) == [(NOW, first), (day, third)]
    assert settled(plans[:1], UTC) == plans[:1]
    assert settled([], UTC) == []
    later = (day + timedelta(minutes=2), second)
    assert settled([*plans, later], UTC)[-1] == later


def test_the_plan_as_it_began_stays() -> None:
    """A change right after a child was added is a change, and not the beginning."""
    plans = [(NOW, Plan()), (NOW + timedelta(seconds=5), Plan(blocks=1))]
    assert settled(plans, UTC) == plans


def test_the_days_of_a_plan_are_the_houses() -> None:
    """A plan of late in the evening in UTC is of the next day in Seoul, as the day is there."""
    seoul = timezone(timedelta(hours=9))
    (first,) = settled([(NOW.replace(hour=20), Plan())], seoul)
    assert first[0].date() == NOW.date() + timedelta(days=1)


def test_a_plan_and_the_page_are_one_change(tmp_path: Path) -> None:
    """Page, plan and what is collected are kept with one row of the plan; unchanged, with none."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    plans = Plans(store, clock, Random(1))
    before, page = practice.plan(key), practice.settings(key)
    plans.save(key, before, page)
    assert practice.plan(key) == before
    clock.wind(days=1)
    plans.save(key, before, replace(page, language="en", tokens="trains"))
    assert practice.settings(key).language == practice.child(key).child.language == "en"
    assert practice.plan(key) == replace(before, tokens="trains")  # its words stay as they were
    with store.reading() as transaction:
        assert len(people.plans(transaction, key)) == 2
    _began, (change,) = plans.history(key, "en")
    assert change.lines == ("To collect: Trains",)
    with pytest.raises(UnknownChildError):
        plans.save("nobody", before, page)
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
