"""Erasing: nothing of a child is left on the disk, and the receipt says what was seen."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from fakes.away import WORDS, lived, rows
from fakes.classroom import START
from fakes.histories import fill
from fakes.practice import Clock, mina, practising
from pyojeong.app.domain.signals import Signal
from pyojeong.app.store import InUseError, Store, erasing, open_store, people, signals
from pyojeong.app.store.erasing import Found, Receipt, erase, search, spelt
from pyojeong.core.errors import UnknownChildError

NAME = "여울Zwiebel"  # that no file holds by chance

# A server that is killed once a child is gone from the tables, before its log is emptied.
KILLED = """
import os, signal, sys
from pathlib import Path
from fakes.classroom import START
from pyojeong.app.store import open_store, sqlite
store = open_store(Path(sys.argv[1]), START)
kept, asked = sqlite.empty_log, []
def killed(path):
    asked.append(path)
    if len(asked) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    kept(path)
sqlite.empty_log = killed
store.erase(sys.argv[2])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with two children, NAME among them, and backups of three days."""
    store = open_store(tmp_path, START)
    lived(store, name="Otter")
    lived(store, Clock(START + timedelta(hours=1)), name=NAME)
    store.close()
    for day in range(3):
        open_store(tmp_path, START + timedelta(days=day)).close()
    return tmp_path


def key_of(store: Store, name: str = NAME) -> str:
    """Return the key of a child by its name."""
    with store.reading() as transaction:
        return next(
            one.child.key for one in people.everybody(transaction) if one.child.pseudonym == name
        )


def holding(folder: Path, *texts: str) -> set[str]:
    """Return the files anywhere in a folder that hold one of these texts, by an own search."""
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    needles = {text.encode(one) for text in texts for one in encodings}
    needles |= {json.dumps(text)[1:-1].encode() for text in texts}
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.name for file in files if any(one in file.read_bytes() for one in needles)}


def test_nothing_is_left(folder: Path) -> None:
    """Key, code, name: every file had them, none has; the words are gone with the last of them."""
    store = open_store(folder, START + timedelta(days=3))
    child = key_of(store)
    with store.reading() as transaction:
        code = people.get(transaction, child).code
    assert len(holding(folder, NAME)) >= 4, "the database and its backups"
    now = START + timedelta(days=3, hours=1)
    receipt = erase(store, child, now)
    there = [file for file in folder.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in there)
    assert receipt == Receipt(now, len(there), size, folder=folder)
    assert receipt.clean
    assert holding(folder, NAME, child, code) == set()
    assert holding(folder, WORDS), "those of the other child, who said the same"
    erase(store, key_of(store, "Otter"), now)
    assert holding(folder, WORDS, "Otter") == set()
    store.close()


@pytest.mark.parametrize("days", [40, 200])
def test_moved_rows_leave_nothing(tmp_path: Path, days: int) -> None:
    """Of two long histories one is erased: what SQLite moved from page to page is gone too."""
    store = open_store(tmp_path, START)
    first, _second = fill(store, 2, days)
    store.close()
    store = open_store(tmp_path, START + timedelta(days=1))
    assert erase(store, first, START + timedelta(days=1)).clean
    assert holding(tmp_path, first) == set()
    store.close()


def test_the_other_child_stays(folder: Path) -> None:
    """Whoever is not erased has every row as before."""
    store = open_store(folder, START)
    other = key_of(store, "Otter")
    before = rows(store, other)
    erase(store, key_of(store), START)
    assert rows(store, other) == before
    assert not any(rows(store, "nobody").values())
    store.close()


def test_every_table_is_emptied(folder: Path) -> None:
    """No row of any table names the child."""
    store = open_store(folder, START)
    child = key_of(store)
    erase(store, child, START)
    store.close()
    with sqlite3.connect(folder / "pyojeong.db") as connection:
        dump = "\n".join(connection.iterdump())
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    assert child not in dump
    assert orphans == []


def test_broken_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is broken off in the middle finds the child still, erases again, and nothing is left."""
    store = open_store(folder, START)
    child = key_of(store)

    def broken(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(people, "remove", broken)
        with pytest.raises(KeyboardInterrupt):
            erase(store, child, START)
    assert key_of(store) == child
    assert erase(store, child, START).found == ()
    assert holding(folder, NAME, child) == set()
    store.close()


def test_killed(folder: Path) -> None:
    """Killed before the log is emptied: once it is opened again nothing is left."""
    store = open_store(folder, START)
    child = key_of(store)
    store.close()
    path = os.pathsep.join(sys.path)
    asked = [sys.executable, "-c", KILLED, str(folder), child]
    killed = subprocess.run(asked, check=False, env={**os.environ, "PYTHONPATH": path})
    assert killed.returncode == -signal.SIGKILL
    open_store(folder, START).close()
    assert holding(folder, NAME, child) == set()


def test_honest(folder: Path) -> None:
    """What is left is said, and where: in a log that somebody wrote beside the database."""
    store = open_store(folder, START)
    child = key_of(store)
    (folder / "notes.txt").write_text(f"about {child}", encoding="utf-8")
    (folder / "backups" / "copy.bin").write_bytes(NAME.encode("utf-16-le"))
    receipt = erase(store, child, START)
    copy = str(Path("backups") / "copy.bin")
    assert receipt.found == (Found(copy, "name"), Found("notes.txt", "key"))
    assert not receipt.clean
    store.close()


def test_a_name_alone(folder: Path) -> None:
    """A name that somebody else has too is found, and no sign that something is left."""
    store = open_store(folder, START)
    other = key_of(store, "Otter")
    (folder / "list.txt").write_text("Otter, Seal", encoding="utf-8")
    receipt = erase(store, other, START)
    assert receipt.found == (Found("list.txt", "name"),)
    assert receipt.clean
    store.close()


def test_own_words(folder: Path) -> None:
    """Long own words are the child's, unless another child says them too; short ones are not."""
    store = open_store(folder, START)
    child, own = key_of(store), "I squeeze my otter twice"
    with store.writing() as transaction:
        mine = Signal(feeling="sad", words=own, helps="quiet")
        signals.keep(transaction, child, mine, START)
        more = Signal(feeling="sad", words=f"Well, {WORDS}")
        signals.keep(transaction, key_of(store, "Otter"), more, START)
    (folder / "notes.txt").write_text(f"{own}, quiet; {WORDS}", encoding="utf-8")
    receipt = erase(store, child, START)
    assert receipt.found == (Found("notes.txt", "words"),)
    assert not receipt.clean
    last = erase(store, key_of(store, "Otter"), START)
    assert last.found == (Found("notes.txt", "words"),), "nobody else says it any more"
    store.close()


def test_half_files(folder: Path) -> None:
    """An archive that was arriving, or a report that was made, as the server died is gone too."""
    (folder / ".pyojeong.x1.part").write_text(NAME, encoding="utf-8")
    report = folder / ".pyojeong.report.x2.part"
    (report / "profile").mkdir(parents=True)
    (report / "page.html").write_text(NAME, encoding="utf-8")
    store = open_store(folder, START)
    assert erase(store, key_of(store), START).found == ()
    assert not report.exists()
    store.close()


def test_somebody_reads(folder: Path) -> None:
    """While somebody saves an export, nothing is erased; afterwards all is."""
    store = open_store(folder, START)
    child = key_of(store)
    with store.reading() as transaction:
        people.get(transaction, child)
        mina(practising(store))  # somebody writes, too: the log cannot be emptied
        with pytest.raises(InUseError):
            erase(store, child, START)
        assert key_of(store) == child
    assert erase(store, child, START).found == ()
    store.close()


def test_nobody(folder: Path) -> None:
    """Who is not there cannot be erased."""
    store = open_store(folder, START)
    with pytest.raises(UnknownChildError):
        erase(store, "nobody", START)
    store.close()


def test_across_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies across two pieces that are read is found; pieces are not held together."""
    monkeypatch.setattr(erasing, "CHUNK", 64)
    for at in range(130):
        (tmp_path / "file").write_bytes(bytes(at) + NAME.encode() + bytes(99))
        receipt = search(tmp_path, [("name", NAME)], START)
        assert receipt.found == (Found("file", "name"),)
        assert receipt.bytes == at + len(NAME.encode()) + 99


def test_every_spelling() -> None:
    """A text is looked for in UTF-8, UTF-16 and JSON, small and capital; an empty one is not."""
    assert spelt("여u") == (
        "여u".encode(),
        "여u".encode("utf-16-le"),
        "여u".encode("utf-16-be"),
        b"\\uc5ecu",
        b"\\uC5ECu",
    )
    assert spelt("") == ()
