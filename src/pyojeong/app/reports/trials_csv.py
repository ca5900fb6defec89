"""The trials as CSV (RFC 4180), with the tables beside which they are read, and a dictionary.

Sessions, what was seen in real life, and plans with their drawn starts: with these a randomisation
test, phase lines and the real-life column can be worked out again. Tables and dictionary are made
of the same declarations.

UTF-8 with a byte order mark: Excel on Korean Windows takes a CSV without one for CP949.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeAlias, TypeVar

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.reports.dated import observations_of, plans_of, sessions_of
from pyojeong.app.reports.tables.observations import OBSERVATIONS
from pyojeong.app.reports.tables.plans import PLANS
from pyojeong.app.reports.tables.sessions import SESSIONS
from pyojeong.app.reports.tables.table import Cell, Table
from pyojeong.app.reports.tables.trials import trials
from pyojeong.app.reports.told import told
from pyojeong.app.store.archive.zipped import Member, encoded, zipped

T = TypeVar("T")

# A table, and its rows of a child.
Filled: TypeAlias = tuple[Table[T], Callable[[Transaction, str], Iterable[T]]]

MARK = "\ufeff"
ROWS = 256  # that are written together

# A spreadsheet takes a cell that begins so for a formula, and runs it
# (OWASP, "CSV Injection"). No text of ours does; that of an archive from elsewhere may.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

# How such a cell would stand in a line, first in it or after another: what holds a line break is
# quoted, what holds none need not be.
SUSPECT = re.compile('[\n,](?:[=+\\-@\t]|"[=+\\-@\t\r\n])')

DICTIONARY, NOTES = "dictionary", "read-me.txt"
HEAD = ("table", "name", "unit", "values", "about")
ABOUT = """\
{tables}

All are CSV (RFC 4180) in UTF-8 with a byte order mark, so that Excel opens them as they are.
R: read.csv("trials.csv", fileEncoding = "UTF-8-BOM"). pandas: read_csv("trials.csv").
Columns of the same name in two tables say the same: trials and sessions are joined by child and
session.

An empty cell: there is no such value. Yes and no are 1 and 0.
A text that begins with = + - @ a tab or a line break would be run as a formula by a spreadsheet:
it is written with an apostrophe (') before it.
The child is named by its code alone. Dates and times are by the child's clock.
"""


def trials_zip(transaction: Transaction, children: Sequence[str]) -> Iterator[bytes]:
    """Return a zip with the tables of children, and what their columns mean."""
    yield from zipped(_members(transaction, children))


def _members(transaction: Transaction, children: Sequence[str]) -> Iterator[Member]:
    yield NOTES, [about().encode()]
    yield f"{DICTIONARY}.csv", encoded(dictionary())
    for table, rows_of in filled():
        yield f"{table.name}.csv", encoded(lines(table, _rows(transaction, children, rows_of)))


def _rows(
    transaction: Transaction,
    children: Sequence[str],
    rows_of: Callable[[Transaction, str], Iterable[T]],
) -> Iterator[T]:
    """Return the rows of children, one child after the other."""
    for child in children:
        yield from rows_of(transaction, child)


def filled() -> tuple[Filled[Any], ...]:
    """Return every table, with what gives its rows."""
    return (
        (trials(), told),
        (SESSIONS, sessions_of),
        (OBSERVATIONS, observations_of),
        (PLANS, plans_of),
    )


def about() -> str:
    """Return what stands in the zip, in words."""
    tables = [(table.name, table.about) for table, _rows_of in filled()]
    tables.append((DICTIONARY, "a column of these tables: its unit, values and meaning"))
    told_tables = (f"{f'{name}.csv':<18}a row: {row}" for name, row in tables)
    return ABOUT.format(tables="\n".join(told_tables))


def dictionary() -> Iterator[str]:
    """Return the lines of the dictionary."""
    rows = (
        (table.name, one.name, one.unit, one.values, one.about)
        for table, _rows_of in filled()
        for one in table.columns
    )
    return written(HEAD, rows)


def lines(table: Table[T], rows: Iterable[T]) -> Iterator[str]:
    """Return the lines of a table, some at a time."""
    return written(table.head, map(table.cells, rows))


def written(head: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Return a table, some lines at a time."""
    before, every = MARK, chain([head], rows)
    while some := list(islice(every, ROWS)):
        text = f"\n{_lines(some)}"
        if SUSPECT.search(text):
            text = f"\n{_lines([[harmless(cell) for cell in row] for row in some])}"
        yield before + text[1:]
        before = ""


def harmless(cell: Cell) -> Cell:
    """Return a cell as no spreadsheet takes it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _lines(rows: Sequence[Sequence[Cell]]) -> str:
    page = io.StringIO(newline="")
    csv.writer(page).writerows(rows)
    return page.getvalue()
