"""How many of some responses were right."""

import pytest

from pyojeong.app.domain.tally import NOTHING, Tally


def test_and() -> None:
    """A response more is one more asked, and one more right if it was."""
    assert NOTHING.and_(right=True).and_(right=False) == Tally(right=1, asked=2)


def test_share() -> None:
    """The fraction that was right; of nothing there is none."""
    assert Tally(9, 10).share == 9 / 10
    with pytest.raises(ZeroDivisionError):
        _share = NOTHING.share
