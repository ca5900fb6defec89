"""Shares, and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pyojeong.app.evidence.share import Share


@given(st.integers(1, 400), st.data())
def test_the_interval_is_wilsons(n: int, data: st.DataObject) -> None:
    """The interval is that of statsmodels, and holds the share."""
    right = data.draw(st.integers(0, n))
    interval = Share(right, n).interval
    assert interval is not None
    low, high = proportion_confint(right, n, method="wilson")
    assert interval.low == pytest.approx(low, abs=1e-9)
    assert interval.high == pytest.approx(high, abs=1e-9)
    assert interval.low <= right / n + 1e-12
    assert interval.high >= right / n - 1e-12


def test_nothing_asked() -> None:
    """Of nothing asked there is no value and no interval."""
    assert Share().value is None
    assert Share().interval is None


def test_one_more() -> None:
    """One more answer counts once, and as right only if it was."""
    assert Share(1, 2).and_(right=True) == Share(2, 3)
    assert Share(1, 2).and_(right=False) == Share(1, 3)
    assert Share(1, 2).value == 0.5
