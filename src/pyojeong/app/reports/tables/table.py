"""What a table is: its columns, each a declaration of which rows and dictionaries are both made."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeAlias, TypeVar

T = TypeVar("T")  # of what a row is made

Cell: TypeAlias = str | int | float | bool | None
UNITS = ("s", "ms", "min", "day", "fraction")  # of numbers
YES_NO = "1 yes, 0 no"
SEVERAL = "{}; a space between two"
LOCAL_TIME = "ISO 8601: local time with its distance from UTC"


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column.

    unit: one of UNITS; empty: it is no measure. values: what may stand there, in words. about: what
    it says, a sentence. of: its cell of a row. levels: every value, where these are words of ours.
    dated: it tells a date, which a data set for others leaves out.
    """

    name: str
    unit: str
    values: str
    about: str
    of: Callable[[T], Cell]
    levels: tuple[str, ...] = ()
    dated: bool = False


@dataclass(frozen=True)
class Table(Generic[T]):
    """A table. name: of its file, without an ending. about: what a row is, in words."""

    name: str
    about: str
    columns: tuple[Column[T], ...]

    @property
    def head(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def cells(self, row: T) -> list[Cell]:
        """Return the cells of a row, yes and no as 1 and 0; there may be half a million rows."""
        found = [of(row) for of in self._of]
        for place in self._yes_or_no:
            found[place] = 1 if found[place] else 0
        return found

    def undated(self, but: Collection[str] = ()) -> "Table[T]":
        """Return the table without the columns that tell a date, and without some others.

        Args:
            but: names of these.
        """
        kept = (one for one in self.columns if not one.dated and one.name not in but)
        return replace(self, columns=tuple(kept))

    @cached_property
    def _of(self) -> tuple[Callable[[T], Cell], ...]:
        return tuple(column.of for column in self.columns)

    @cached_property
    def _yes_or_no(self) -> tuple[int, ...]:
        return tuple(place for place, one in enumerate(self.columns) if one.values == YES_NO)


# Every table begins with it: whatever its rows are made of has a `code`.
CHILD: Column[Any] = Column(
    "child", "", "letters and digits", "Code that stands for the child.", attrgetter("code")
)


def local_time(at: datetime) -> str:
    """Return a time by the child's clock, with how far that is from UTC (ISO 8601)."""
    return at.isoformat(timespec="milliseconds")


def listed(values: Iterable[object]) -> str | None:
    """Return several values in one cell, spaces between them; None: there are none."""
    return " ".join(map(str, values)) or None
