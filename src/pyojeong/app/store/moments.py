"""Moments: kept in UTC, and beside them how far the child's clock was from it."""

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

LENGTH = 32  # of 2027-03-01T07:00:00.000000+00:00


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept as ISO text in UTC: texts sort as the moments do."""

    impl = String(LENGTH)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the text of a moment."""
        return None if value is None else written(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Return the moment, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def written(moment: datetime) -> str:
    """Return a moment as a column keeps it.

    Raises:
        ValueError: it has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone cannot be kept")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def offset_of(moment: datetime) -> int:
    """Return how far the clock is ahead of UTC, in whole minutes."""
    return round((moment.utcoffset() or timedelta()) / timedelta(minutes=1))


def local(moment: datetime, offset: int) -> datetime:
    """Return the moment as a clock so many minutes ahead of UTC showed it: its day is that day."""
    return moment.astimezone(timezone(timedelta(minutes=offset)))
