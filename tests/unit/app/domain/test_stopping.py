"""When a session ends."""

from datetime import timedelta

from fakes.outcomes import MONDAY, answered
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.stopping import ends, tired

PLAN = Plan(blocks=2, minutes=10)


def test_blocks_done() -> None:
    """After its blocks."""
    assert ends(PLAN, answered([True] * 3), MONDAY, 2) == "done"
    assert ends(PLAN, answered([True] * 3), MONDAY, 1) is None


def test_time() -> None:
    """After its minutes no new trial is begun."""
    here = answered([True] * 3)
    assert ends(PLAN, here, MONDAY + timedelta(minutes=10), 0) == "time"
    assert ends(PLAN, here, MONDAY + timedelta(minutes=9, seconds=59), 0) is None


def test_before_the_first_trial() -> None:
    """A session that has not begun has all its time."""
    assert ends(PLAN, [], MONDAY + timedelta(days=1), 0) is None


def test_tired_of_answering() -> None:
    """Half as many right as before is enough for today."""
    assert tired(answered([True] * 6 + [True, True, False, False, False, False]))
    assert not tired(answered([True] * 6 + [True, True, True, False, False, False]))
    assert ends(PLAN, answered([True] * 6 + [False] * 6), MONDAY, 0) == "tired"


def test_slower_and_slower() -> None:
    """Three times as slow as before, too; as fast as nobody looks, too."""
    calm = answered([True] * 6, took_ms=2000)
    assert tired([*calm, *answered([True] * 6, start=6, took_ms=6001)])
    assert not tired([*calm, *answered([True] * 6, start=6, took_ms=6000)])
    assert tired([*calm, *answered([True] * 6, start=6, took_ms=599)])


def test_quick_from_the_start() -> None:
    """Somebody who always answered within half a second is as before."""
    assert not tired(answered([True] * 12, took_ms=500))


def test_too_early_to_say() -> None:
    """Eleven trials are too few to compare."""
    assert not tired(answered([True] * 6 + [False] * 5))
