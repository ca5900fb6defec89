"""Moments in the database."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from pyojeong.app.store.moments import LENGTH, Moment, local, offset_of

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=ZONES)  # noqa: DTZ001
DIALECT = sqlite.dialect()


@given(MOMENTS)
def test_there_and_back(moment: datetime) -> None:
    """A moment comes back as the same one, on the same day of the same clock."""
    kept = Moment().process_bind_param(moment, DIALECT)
    back = Moment().process_result_value(kept, DIALECT)
    assert back is not None
    here = local(back, offset_of(moment))
    assert here == moment
    assert here.replace(tzinfo=None) == moment.replace(tzinfo=None)


@given(MOMENTS, MOMENTS)
def test_texts_sort_as_moments(one: datetime, other: datetime) -> None:
    """Of two moments the earlier one has the smaller text, whatever their zones."""
    texts = [Moment().process_bind_param(moment, DIALECT) for moment in (one, other)]
    first, second = (text or "" for text in texts)
    assert (first < second) == (one < other)
    assert len(first) == LENGTH


def test_without_a_zone() -> None:
    """A moment without its zone is refused: nobody could say when it was."""
    with pytest.raises(ValueError, match="zone"):
        Moment().process_bind_param(datetime(2027, 3, 1), DIALECT)  # noqa: DTZ001


def test_nothing() -> None:
    """What has not happened yet is null."""
    assert Moment().process_bind_param(None, DIALECT) is None
    assert Moment().process_result_value(None, DIALECT) is None
