"""The trials as CSV (RFC 4180), with a dictionary made of the same declarations.

UTF-8 with a byte order mark: Excel on Korean Windows takes a CSV without one for CP949.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.reports.columns import Cell, cells, columns
from pyojeong.app.reports.told import Told, told_of
from pyojeong.app.store.archive.zipped import encoded, zipped

MARK = "\ufeff"
ROWS = 256  # that are written together

# A spreadsheet takes a cell that begins so for a formula, and runs it
# (OWASP, "CSV Injection"). No text of ours does; that of an archive from elsewhere may.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

# How such a cell would stand in a line, first in it or after another: what holds a line break is
# quoted, what holds none need not be.
SUSPECT = re.compile('[\n,](?:[=+\\-@\t]|"[=+\\-@\t\r\n])')

TRIALS, DICTIONARY, NOTES = "trials.csv", "dictionary.csv", "read-me.txt"
HEAD = ("name", "unit", "values", "about")
ABOUT = """\
trials.csv      one row for each trial that was answered, in the order of each child
dictionary.csv  one row for each column of trials.csv: its name, unit, values and meaning

Both are CSV (RFC 4180) in UTF-8 with a byte order mark, so that Excel opens them as they are.
R: read.csv("trials.csv", fileEncoding = "UTF-8-BOM"). pandas: read_csv("trials.csv").

An empty cell: there is no such value. Yes and no are 1 and 0.
A text that begins with = + - @ a tab or a line break would be run as a formula by a spreadsheet:
it is written with an apostrophe (') before it.
The child is named by its code alone. Dates and times are by the child's clock.
"""


def trials_zip(transaction: Transaction, children: Sequence[str]) -> Iterator[bytes]:
    """Return a zip with the trials of children, and what its columns mean."""
    yield from zipped(
        (
            (NOTES, [ABOUT.encode()]),
            (DICTIONARY, encoded(dictionary())),
            (TRIALS, encoded(trials(told_of(transaction, children)))),
        )
    )


def trials(told: Iterable[Told]) -> Iterator[str]:
    """Return the lines of the table, some at a time."""
    return written([column.name for column in columns()], map(cells, told))


def dictionary() -> Iterator[str]:
    """Return the lines of the dictionary."""
    rows = ((one.name, one.unit, one.values, one.about) for one in columns())
    return written(HEAD, rows)


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
