"""The tables: their columns, their dictionary, and what no spreadsheet may run."""

import csv
import io
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.archives import read, rewritten, saved
from fakes.away import WORDS, lived
from fakes.classroom import START
from pyojeong import __version__
from pyojeong.app.domain.trial import DELAYS_S, UNPROMPTED
from pyojeong.app.exercises import EXERCISES
from pyojeong.app.reports.tables.table import UNITS, Cell
from pyojeong.app.reports.tables.trials import trials
from pyojeong.app.reports.told import Told, told
from pyojeong.app.reports.trials_csv import (
    FORMULA,
    NOTES,
    filled,
    harmless,
    lines,
    trials_zip,
    written,
)
from pyojeong.app.store import Store, facts, open_store, people


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    """A store with a child who has something in every table."""
    store = open_store(tmp_path_factory.mktemp("here"), START)
    yield store, lived(store)
    store.close()


def opened(store: Store, *children: str) -> dict[str, list[dict[str, str]]]:
    """Return the tables of the zip, as a reader of CSV sees them."""
    with store.reading() as transaction:
        data = b"".join(trials_zip(transaction, children))
    with ZipFile(io.BytesIO(data)) as zipped:
        return {
            name: list(csv.DictReader(io.StringIO(zipped.read(name).decode("utf-8-sig"), "")))
            for name in zipped.namelist()
            if name.endswith(".csv")
        }


def test_rows(here: tuple[Store, str]) -> None:
    """Every answered trial is a row, and says what the store says."""
    store, child = here
    table = opened(store, child)["trials.csv"]
    with store.reading() as transaction:
        seen, code = facts.seen(transaction, child), people.get(transaction, child).code
    assert len(table) == len(seen) > 30
    for row, one in zip(table, seen, strict=True):
        assert row["child"] == code
        assert (int(row["session"]), int(row["trial"])) == (one.session + 1, one.number + 1)
        assert (row["target"], row["step"], row["purpose"]) == one[4:7]
        assert (row["response"], int(row["response_position"])) == (one.chosen, one.place + 1)
        assert row["correct"] == str(int(one.correct))
        assert int(row["reaction_ms"]) == one.reaction_ms
        assert row["answered_at"] == one.at.isoformat(timespec="milliseconds")
        expected = "" if one.prompt == UNPROMPTED else str(DELAYS_S[one.prompt])
        assert row["delay_s"] == expected


def test_attempts(here: tuple[Store, str]) -> None:
    """A trial that was asked again says how often it was answered, and keeps its first response."""
    store, child = here
    again = [row for row in opened(store, child)["trials.csv"] if row["attempts"] != "1"]
    assert [row["attempts"] for row in again] == ["2"]
    assert again[0]["correct"] == "0"


def test_what_exercises_record(here: tuple[Store, str]) -> None:
    """What an exercise records stands in columns of its own, and in no other exercise's rows."""
    store, child = here
    for row in opened(store, child)["trials.csv"]:
        own = {f"{row['exercise']}_{one.name}" for one in EXERCISES.get(row["exercise"]).records}
        others = {
            f"{name}_{one.name}" for name, exercise in EXERCISES for one in exercise.records
        } - own
        assert all(row[name] for name in own)
        assert not any(row[name] for name in others)


def test_offered(here: tuple[Store, str]) -> None:
    """What was chosen, and what is right, stand at their places among what was offered."""
    store, child = here
    for row in opened(store, child)["trials.csv"]:
        offered = row["offered"].split()
        assert len(offered) == int(row["array"])
        assert offered[int(row["response_position"]) - 1] == row["response"]
        assert offered[int(row["position"]) - 1] == row["answer"]


def test_dictionary(here: tuple[Store, str]) -> None:
    """The dictionary has a row for each column of each table, in order, and says what it is."""
    store, child = here
    tables = opened(store, child)
    dictionary = tables.pop("dictionary.csv")
    columns = [(row["table"], row["name"]) for row in dictionary]
    there = [(name.removesuffix(".csv"), column) for name in tables for column in tables[name][0]]
    assert columns == there
    assert len(set(columns)) == len(columns)
    for row in dictionary:
        assert row["about"].endswith(".")
        assert row["values"]
        assert row["unit"] in ("", *UNITS)


def test_notes(here: tuple[Store, str]) -> None:
    """The notes name every table of the zip, and no other."""
    store, child = here
    with store.reading() as transaction:
        data = b"".join(trials_zip(transaction, (child,)))
    with ZipFile(io.BytesIO(data)) as zipped:
        notes = zipped.read(NOTES).decode()
        names = {name for name in zipped.namelist() if name != NOTES}
    assert {line.split()[0] for line in notes.split("\n\n")[0].splitlines()} == names


def test_values_are_those_that_are_said(here: tuple[Store, str]) -> None:
    """Where a column has words of ours, no other stands in it."""
    store, child = here
    for table, rows_of in filled():
        with store.reading() as transaction:
            rows = list(rows_of(transaction, child))
        assert rows
        for column in table.columns:
            if column.levels:
                assert {column.of(row) for row in rows} <= {*column.levels, None}


def test_sessions_and_trials(here: tuple[Store, str]) -> None:
    """Trials and sessions join by child and session: each session counts its trials."""
    store, child = here
    tables = opened(store, child)
    counted = Counter((row["child"], row["session"]) for row in tables["trials.csv"])
    said = {(row["child"], row["session"]): int(row["trials"]) for row in tables["sessions.csv"]}
    assert said == counted
    versions = {row["asked_by"] for row in (*tables["trials.csv"], *tables["sessions.csv"])}
    assert versions == {__version__}


def test_phases(here: tuple[Store, str]) -> None:
    """A tracked feeling is baseline until it is taught for the first time."""
    store, child = here
    taught: set[str] = set()
    tracked = set()
    for row in opened(store, child)["trials.csv"]:
        if row["purpose"] == "teach":
            taught.add(row["target"])
            assert row["phase"] == "teaching"
        elif row["purpose"] == "track":
            tracked.add(row["phase"])
            assert row["phase"] == ("teaching" if row["target"] in taught else "baseline")
    assert tracked >= {"baseline"}


def test_no_name(here: tuple[Store, str]) -> None:
    """The child's name and own words are not in it."""
    store, child = here
    text = str(opened(store, child))
    assert "미나" not in text
    assert WORDS not in text
    assert child not in text


def test_nobody_yet(here: tuple[Store, str]) -> None:
    """Without children there are the heads of the columns alone."""
    store, _ = here
    tables = opened(store)
    assert tables.pop("dictionary.csv")
    assert len(tables) == len(filled())
    assert not any(tables.values())


def test_excel_knows_the_encoding(here: tuple[Store, str]) -> None:
    """A table begins with a byte order mark, and its lines end as RFC 4180 has them."""
    text = "".join(written(("이름",), [("a\nb",), ('say "hi", twice',)]))
    assert text == '\ufeff이름\r\n"a\nb"\r\n"say ""hi"", twice"\r\n'


@given(st.text() | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False))
def test_no_formula(cell: Cell) -> None:
    """No text begins as a formula; whatever is no text stays as it is."""
    told_cell = harmless(cell)
    if isinstance(cell, str):
        assert isinstance(told_cell, str)
        assert not told_cell.startswith(FORMULA)
        assert told_cell.removeprefix("'") in (cell, cell.removeprefix("'"))
    else:
        assert told_cell == cell


@given(st.lists(st.lists(st.text(max_size=5) | st.integers(0, 9), min_size=2, max_size=2)))
def test_no_formula_in_a_table(table: list[list[Cell]]) -> None:
    """As a reader of CSV sees it, no text of a table begins as a formula, and all else is there."""
    text = "".join(written(("a", "b"), table)).removeprefix("\ufeff")
    head, *told_rows = csv.reader(io.StringIO(text, newline=""))
    assert head == ["a", "b"]
    for row, told_row in zip(table, told_rows, strict=True):
        assert told_row == [str(harmless(cell)) for cell in row]
        assert not any(cell.startswith(FORMULA) for cell in told_row)


def test_a_formula_from_elsewhere(here: tuple[Store, str], tmp_path: Path) -> None:
    """A formula that came with an archive is written as a text."""
    store, child = here
    data = rewritten(saved(store, child), "trial.jsonl", 0, value__story="=cmd|' /C calc'!A1")
    other = open_store(tmp_path, START)
    read(other, data)
    assert opened(other, child)["trials.csv"][0]["story"] == "'=cmd|' /C calc'!A1"
    other.close()


def test_memory_does_not_grow(here: tuple[Store, str]) -> None:
    """A hundred times as many trials take no more memory."""
    store, child = here
    with store.reading() as transaction:
        rows: list[Told] = list(told(transaction, child))

    def peak(times: int) -> int:
        tracemalloc.start()
        for _piece in lines(trials(), (row for _ in range(times) for row in rows)):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few: Any = peak(20)
    assert peak(200) < 1.5 * few
