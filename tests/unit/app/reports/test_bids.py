"""BIDS: the validator takes it, and nothing in it says who or when."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from fakes.away import lived
from fakes.classroom import START
from fakes.practice import Clock, mina, practising
from pyojeong.app.reports.bids import FOLDER, bids_zip
from pyojeong.app.reports.trials_csv import filled
from pyojeong.app.store import Store, facts, open_store, people

TASKS = ("faces_events", "reallife_beh", "plan_beh")
NAMES = {
    "sessions": "_sessions.tsv",
    "observations": "_task-reallife_beh.tsv",
    "plan": "_task-plan_beh.tsv",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str, str]]:
    """A store with a child who has something in every table, and one who never practised."""
    store = open_store(tmp_path_factory.mktemp("here"), START)
    yield store, lived(store), mina(practising(store, Clock()))
    store.close()


def files(store: Store, *children: str) -> dict[str, str]:
    """Return the files of the data set by their paths in it."""
    with store.reading() as transaction:
        data = b"".join(bids_zip(transaction, children))
    with ZipFile(io.BytesIO(data)) as zipped:
        named = {name.removeprefix(f"{FOLDER}/"): zipped.read(name) for name in zipped.namelist()}
    return {name: held.decode() for name, held in named.items()}


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a TSV file."""
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def test_validator(here: tuple[Store, str, str], tmp_path: Path) -> None:
    """The BIDS validator finds no error."""
    store, *children = here
    assert errors(files(store, *children), tmp_path) == []


def errors(there: dict[str, str], place: Path) -> list[object]:
    """Return what the BIDS validator finds wrong with files, once they are written to a place."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    validator = shutil.which("bids-validator-deno", path=places)
    if validator is None:
        pytest.skip("no BIDS validator here: pip install bids-validator-deno")
    for name, text in there.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    asked = [validator, "--format", "json", "--max-rows", "-1", str(place)]
    reply = subprocess.run(
        asked, capture_output=True, text=True, check=False, env={**os.environ, "PATH": places}
    )
    issues = json.loads(reply.stdout)["issues"]["issues"]
    return [one for one in issues if one["severity"] == "error"]


def test_events(here: tuple[Store, str, str]) -> None:
    """Every answered trial is an event of its session, in the order in which they were shown."""
    store, child, _ = here
    with store.reading() as transaction:
        seen, code = facts.seen(transaction, child), people.get(transaction, child).code
    there = files(store, child)
    told = [
        row
        for number in sorted({one.session for one in seen})
        for row in rows(
            there[
                f"sub-{code}/ses-{number + 1:03d}/beh/"
                f"sub-{code}_ses-{number + 1:03d}_task-faces_events.tsv"
            ]
        )
    ]
    assert [int(row["trial"]) for row in told] == [one.number + 1 for one in seen]
    for row, one in zip(told, seen, strict=True):
        assert float(row["duration"]) == one.reaction_ms / 1000
        assert float(row["onset"]) >= 0
        assert row["target"] == one.feeling


def test_every_column_is_described(here: tuple[Store, str, str]) -> None:
    """The descriptions of the columns have each of them, and no other."""
    store, child, _ = here
    there = files(store, child)
    described = ("participants", "sessions", *(f"task-{task}" for task in TASKS))
    for name in described:
        table = next(text for path, text in there.items() if path.endswith(f"{name}.tsv"))
        columns = {one for one in json.loads(there[f"{name}.json"]) if not one[0].isupper()}
        assert set(rows(table)[0]) == columns


def test_sessions_by_days(here: tuple[Store, str, str]) -> None:
    """Sessions are told by the days since the first: there is no date."""
    store, child, _ = here
    there = files(store, child)
    (table,) = (text for name, text in there.items() if name.endswith("_sessions.tsv"))
    assert [row["day"] for row in rows(table)] == ["0", "1", "2"]
    assert not any("2027" in text for text in there.values())


def test_sessions_and_what_stands_beside_them(here: tuple[Store, str, str]) -> None:
    """Ends, breaks, real life, and plans with their starts are those of the tables."""
    store, child, _ = here
    there = files(store, child)
    for table, rows_of in filled()[1:]:
        told = next(text for path, text in there.items() if path.endswith(NAMES[table.name]))
        with store.reading() as transaction:
            kept = list(rows_of(transaction, child))
        for row, one in zip(rows(told), kept, strict=True):
            cells = dict(zip(table.head, table.cells(one), strict=True))
            for name in row.keys() & cells.keys():
                assert row[name] == ("n/a" if cells[name] is None else str(cells[name]))
            dated = {column.name for column in table.columns if column.dated}
            assert cells.keys() - row.keys() <= dated | {"child", "session"}


def test_no_name(here: tuple[Store, str, str]) -> None:
    """Neither name nor key of a child is in it."""
    store, child, friend = here
    text = str(files(store, child, friend))
    assert "미나" not in text
    assert child not in text


def test_nobody_practised(here: tuple[Store, str, str], tmp_path: Path) -> None:
    """Who never practised has a plan and no sessions, and what is not there is not described."""
    store, _, friend = here
    there = files(store, friend)
    (participant,) = rows(there["participants.tsv"])
    code = participant["participant_id"]
    assert [name for name in there if "/" in name] == [f"{code}/beh/{code}_task-plan_beh.tsv"]
    assert errors(there, tmp_path) == []


def test_a_session_without_an_answer(tmp_path: Path) -> None:
    """A session in which nothing was answered is a session, and the validator takes it."""
    store = open_store(tmp_path / "store", START)
    practice = practising(store, Clock())
    child = mina(practice)
    practice.start(child)
    practice.stop(child)
    there = files(store, child)
    store.close()
    (table,) = (text for name, text in there.items() if name.endswith("_sessions.tsv"))
    (row,) = rows(table)
    assert (row["trials"], row["ended_why"]) == ("0", "stopped")
    assert errors(there, tmp_path / "set") == []
