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
from pyojeong.app.store import Store, facts, open_store, people


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
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    validator = shutil.which("bids-validator-deno", path=places)
    if validator is None:
        pytest.skip("no BIDS validator here: pip install bids-validator-deno")
    store, *children = here
    for name, text in files(store, *children).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    asked = [validator, "--format", "json", "--max-rows", "-1", str(tmp_path)]
    reply = subprocess.run(
        asked, capture_output=True, text=True, check=False, env={**os.environ, "PATH": places}
    )
    issues = json.loads(reply.stdout)["issues"]["issues"]
    assert [one for one in issues if one["severity"] == "error"] == []
    assert reply.returncode == 0


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
    """The description of the columns has each of them, and no other."""
    store, child, _ = here
    there = files(store, child)
    described = json.loads(there["task-faces_events.json"])
    (events,) = (text for name, text in there.items() if "ses-001" in name)
    assert set(rows(events)[0]) == {one for one in described if not one[0].isupper()}
    for name in ("participants", "sessions"):
        (table,) = (text for path, text in there.items() if path.endswith(f"{name}.tsv"))
        assert set(rows(table)[0]) == set(json.loads(there[f"{name}.json"]))


def test_sessions_by_days(here: tuple[Store, str, str]) -> None:
    """Sessions are told by the days since the first: there is no date."""
    store, child, _ = here
    there = files(store, child)
    (table,) = (text for name, text in there.items() if name.endswith("_sessions.tsv"))
    assert [row["days"] for row in rows(table)] == ["0", "1", "2"]
    assert not any("2027" in text for text in there.values())


def test_no_name(here: tuple[Store, str, str]) -> None:
    """Neither name nor key of a child is in it."""
    store, child, friend = here
    text = str(files(store, child, friend))
    assert "미나" not in text
    assert child not in text


def test_nobody_practised(here: tuple[Store, str, str]) -> None:
    """Who never practised is a participant without sessions."""
    store, _, friend = here
    there = files(store, friend)
    assert len(rows(there["participants.tsv"])) == 1
    assert not any("/" in name for name in there)
