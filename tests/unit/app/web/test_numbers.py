"""Numbers that a browser names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyojeong.app.web.numbers import number_of


@given(st.integers(0, 999_999_999))
def test_a_number(number: int) -> None:
    """A whole number of nine digits or fewer is itself."""
    assert number_of(str(number)) == number


@pytest.mark.parametrize("text", [None, "", "-1", "+1", "1.0", " 1", "1e3", "²", "٣", "1000000000"])
def test_no_number(text: str | None) -> None:
    """Whatever else a browser sends names nothing."""
    assert number_of(text) is None
