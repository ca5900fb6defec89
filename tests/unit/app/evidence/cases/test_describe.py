"""What the eye sees in two phases."""

import pytest

from pyojeong.app.evidence.cases import compare, describe


def test_a_phase() -> None:
    """Level, trend, variability and stability of a phase worked out by hand."""
    phase = describe([0.2, 0.4, 0.4, 0.6])
    assert phase is not None
    assert (phase.count, phase.low, phase.high) == (4, 0.2, 0.6)
    assert (phase.mean, phase.median, phase.near) == pytest.approx((0.4, 0.4, 0.5))
    assert phase.slope == pytest.approx(0.4 / 3 - 1 / 60)  # pairs: 0, 0.1, 0.1, 0.1333, 0.2, 0.2
    assert phase.deviation == pytest.approx((0.08 / 3) ** 0.5)
    assert not phase.stable


@pytest.mark.parametrize(
    ("points", "stable"),
    [
        ([0.6, 0.8, 0.8, 0.8, 1.0], True),  # 0.6 and 1.0 are just within 25 % of 0.8
        ([0.5, 0.8, 0.8, 0.8, 0.8], True),  # four of five
        ([0.5, 0.8, 0.8, 0.8], False),  # three of four
        ([0.0, 0.0, 0.0], True),
    ],
)
def test_stability(points: list[float], stable: bool) -> None:
    """A phase is stable when 80 % of it lies within 25 % of its median, the edge included."""
    phase = describe(points)
    assert phase is not None
    assert phase.stable is stable


def test_one_point() -> None:
    """One point has a level, but no trend and no variability."""
    phase = describe([0.4])
    assert phase is not None
    assert (phase.mean, phase.slope, phase.deviation) == (0.4, None, None)


def test_side_by_side() -> None:
    """The jump is that of the nearest three medians, the overlap by the baseline's range."""
    both = compare([0.0, 0.2, 0.3, 0.4], [0.4, 0.7, 0.8, 0.9])
    assert both is not None
    assert both.immediacy == pytest.approx(0.7 - 0.3)
    assert both.overlap == 0.25
    assert (both.before.count, both.after.count) == (4, 4)


def test_sessions_count() -> None:
    """A slope is per session, not per point: half of it where every other session was missed."""
    close = compare([0.1, 0.2, 0.3], [0.3, 0.5, 0.7])
    wide = compare([0.1, 0.2, 0.3], [0.3, 0.5, 0.7], [0, 2, 4, 6, 8, 10])
    assert close is not None
    assert wide is not None
    assert close.after.slope == pytest.approx(0.2)
    assert wide.after.slope == pytest.approx(0.1)


def test_few_points() -> None:
    """With two points on a side there is no jump to speak of."""
    both = compare([0.1, 0.2], [0.3, 0.4, 0.5])
    assert both is not None
    assert both.immediacy is None


@pytest.mark.parametrize(("before", "after"), [([], [0.5]), ([0.5], []), ([], [])])
def test_nothing(before: list[float], after: list[float]) -> None:
    """An empty phase cannot be described or compared."""
    assert compare(before, after) is None
    assert describe([]) is None
