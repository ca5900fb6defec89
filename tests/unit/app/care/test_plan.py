"""Plans: what was changed when, and the draw of starts."""

from datetime import timedelta
from pathlib import Path
from random import Random

from fakes.practice import Clock, mina, play, practising
from pyojeong.app.care.plan import Plans, settled
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.plan import Plan
from pyojeong.app.reports.wording import Wording
from pyojeong.app.store import open_store
from pyojeong.core.settings import replace
from unit.app.care.test_coming import NOW

ENGLISH = Wording("en")


def test_every_change_is_a_phase_line(tmp_path: Path) -> None:
    """The plan as it began stands last, with all of it; each change says what is new."""
    clock = Clock()
    store = open_store(tmp_path, clock())
    practice = practising(store, clock)
    key = mina(practice)
    plans = Plans(store, clock, Random(1))
    began, changes = plans.history(key, ENGLISH)
    assert (began.day, changes) == (clock().date(), ())
    assert any("happy, angry, sad" in line for line in began.lines)
    clock.wind(days=1)
    practice.set_plan(key, replace(practice.plan(key), array=4))
    clock.wind(days=1)
    practice.set_plan(key, replace(practice.plan(key), minutes=10, days=(1, 3)))
    _began, (newer, older) = plans.history(key, ENGLISH)
    assert older.lines == ("Choices in a task: 4",)
    assert len(newer.lines) == 2
    assert newer.day == older.day + timedelta(days=1)
    store.close()


def test_what_is_saved_together_is_one_change() -> None:
    """Two plans within a minute are one; what was taken back at once is none."""
    first, second, third = Plan(), Plan(blocks=1), Plan(blocks=3)
    day = NOW + timedelta(days=1)
    plans = [(NOW, first), (day, second), (day + timedelta(seconds=30), third)]
    assert settled(plans) == [(NOW, first), (day, third)]
    assert settled(plans[:1]) == plans[:1]
    assert settled([]) == []
    later = (day + timedelta(minutes=2), second)
    assert settled([*plans, later])[-1] == later


def test_the_plan_as_it_began_stays() -> None:
    """A change right after a child was added is a change, and not the beginning."""
    plans = [(NOW, Plan()), (NOW + timedelta(seconds=5), Plan(blocks=1))]
    assert settled(plans) == plans


def test_starts_are_drawn_before_the_first_session_alone(tmp_path: Path) -> None:
    """Starts are drawn once; other first feelings are drawn for anew, until a session was."""
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
    assert plans.measured(key, starts, ORDER[::-1]) == starts
    assert plans.measured(key, (), ORDER) is None
    store.close()
