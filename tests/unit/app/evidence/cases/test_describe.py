"""What the eye sees in two phases."""

import pytest

from pyojeong.app.evidence.cases import describe, immediacy


def test_a_phase() -> None:
    """Level, trend and variability of a phase worked out by hand."""
    phase = describe([0.2, 0.4, 0.4, 0.6])
    assert phase is not None
    assert (phase.count, phase.mean) == (4, pytest.approx(0.4))
    assert phase.slope == pytest.approx(0.4 / 3 - 1 / 60)  # pairs: 0, 0.1, 0.1, 0.1333, 0.2, 0.2
    assert phase.deviation == pytest.approx((0.08 / 3) ** 0.5)


def test_one_point() -> None:
    """One point has a level, but no trend and no variability."""
    phase = describe([0.4])
    assert phase is not None
    assert (phase.mean, phase.slope, phase.deviation) == (0.4, None, None)


def test_the_jump() -> None:
    """The jump is that of the nearest three medians."""
    assert immediacy([0.0, 0.2, 0.3, 0.4], [0.4, 0.7, 0.8, 0.9]) == pytest.approx(0.7 - 0.3)


def test_sessions_count() -> None:
    """A slope is per session, not per point: half of it where every other session was missed."""
    close, wide = describe([0.3, 0.5, 0.7]), describe([0.3, 0.5, 0.7], [6, 8, 10])
    assert close is not None
    assert wide is not None
    assert (close.slope, wide.slope) == (pytest.approx(0.2), pytest.approx(0.1))


def test_few_points() -> None:
    """With two points on a side there is no jump to speak of, and of none no phase."""
    assert immediacy([0.1, 0.2], [0.3, 0.4, 0.5]) is None
    assert describe([]) is None
