"""The store: whole transactions, a full disk, and children who are erased."""

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Transaction

from fakes.classroom import START
from fakes.practice import Clock, give, mina, play, practising
from pyojeong.app.domain.trial import Trial
from pyojeong.app.store import (
    InUseError,
    Store,
    household,
    open_store,
    people,
    sessions,
    sqlite,
    trials,
)
from pyojeong.core.errors import StorageError, StoreError, UnknownChildError

RARE = "Zwiebelfisch"  # a name that no file holds by chance


def cramped(store: Store, pages: int) -> None:
    """Let the disk be full after so many pages."""
    store.engine.dispose()

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(store.engine, "connect", limit)


def test_a_full_disk(tmp_path: Path) -> None:
    """On a full disk an answer is refused in one sentence; what was acknowledged is all there."""
    store, clock = open_store(tmp_path, START), Clock()
    practice = practising(store, clock)
    child = mina(practice)
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    cramped(store, int(pages) + 4)
    state, answered = practice.start(child), 0
    with pytest.raises(StorageError, match="No space left"):  # noqa: PT012 - after a few answers
        while True:
            state, answered = give(practice, child, state).next, answered + 1
    assert answered > 0
    assert practice.state(child) == state
    with store.reading() as transaction:
        assert len(list(trials.history(transaction, child))) == answered
    store.close()
    roomy = open_store(tmp_path, START)
    assert give(practising(roomy, clock), child, state).next is not None
    roomy.close()


def test_a_full_disk_for_the_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no backup can be written, the ones before stay, and no half one is left."""

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    for day in range(2):
        open_store(tmp_path, START + timedelta(days=day)).close()
    monkeypatch.setattr("pyojeong.app.store.backups._flush", full)
    with pytest.raises(StorageError, match="No space left"):
        open_store(tmp_path, START + timedelta(days=2))
    assert [file.name for file in (tmp_path / "backups").iterdir()] == ["pyojeong-2027-03-02.db"]


def test_all_or_nothing(tmp_path: Path) -> None:
    """A transaction that is broken off leaves nothing behind."""
    store = open_store(tmp_path, START)
    with pytest.raises(KeyError), store.writing() as transaction:  # noqa: PT012 - both at once
        household.set_setting(transaction, "language", "ko")
        transaction.flush()
        raise KeyError
    with store.reading() as transaction:
        assert household.setting(transaction, "language") is None
    store.close()


def test_the_household(tmp_path: Path) -> None:
    """The last value of a setting holds, and outlasts a restart."""
    store = open_store(tmp_path, START)
    for value in ("one", "two"):
        with store.writing() as transaction:
            household.set_setting(transaction, "language", value)
    store.close()
    store = open_store(tmp_path, START)
    with store.reading() as transaction:
        assert household.setting(transaction, "language") == "two"
    store.close()


def test_the_database_itself_refuses_doubles(tmp_path: Path) -> None:
    """Two trials of a number, two responses of an attempt, two sessions of a number: refused."""
    store, clock = open_store(tmp_path, START), Clock()
    practice = practising(store, clock)
    child = mina(practice)
    play(practice, child, clock, 1)
    with store.reading() as transaction:
        shown = trials.numbered(transaction, child, 0)
        sitting = sessions.latest(transaction, child)
    assert shown is not None
    assert sitting is not None
    with pytest.raises(IntegrityError), store.writing() as transaction:
        trials.add(transaction, child, sitting.id, shown.trial, START)
    with pytest.raises(IntegrityError), store.writing() as transaction:
        trials.respond(transaction, shown, shown.responses[0])
    with pytest.raises(IntegrityError), store.writing() as transaction:
        sessions.begin(transaction, child, sitting.number, START)
    with pytest.raises(IntegrityError), store.writing() as transaction:
        trials.add(transaction, "nobody", sitting.id, renumbered(shown.trial), START)
    store.close()


def renumbered(trial: Trial) -> Trial:
    """Return the trial with another number."""
    return trial.model_copy(update={"number": 99})


def test_erased_is_erased(tmp_path: Path) -> None:
    """After a child is removed, its name and key stand in no file: log and backups neither."""
    clock = Clock()
    store = open_store(tmp_path, START)
    practice = practising(store, clock)
    kept = mina(practice)
    child = practice.add_child(RARE, picture="pic-owl", age="4-5", language="ko").child.key
    for day in range(3):
        store.close()
        store = open_store(tmp_path, START + timedelta(days=day))
        practice = practising(store, clock)
        play(practice, kept, clock, 3)
    assert holders(tmp_path, RARE, child)
    practice.remove_child(child)
    assert holders(tmp_path, RARE, child) == []
    assert [one.child.pseudonym for one in practice.children()] == ["Mina"]
    assert practice.state(kept)
    store.close()
    for backup in (tmp_path / "backups").iterdir():
        copy = Store(sqlite.looker_at(backup), None)
        with copy.reading() as transaction:
            assert [one.child.pseudonym for one in people.everybody(transaction)] == ["Mina"]
        copy.close()


def holders(folder: Path, *texts: str) -> list[str]:
    """Return the files that hold one of the texts."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        path.name for path in files if any(text.encode() in path.read_bytes() for text in texts)
    ]


def test_a_damaged_backup_is_not_kept_after_an_erasure(tmp_path: Path) -> None:
    """A backup out of which nobody can take the child is deleted; so is a half-made one."""
    store = open_store(tmp_path, START)
    child = mina(practising(store))
    for day in range(2):
        open_store(tmp_path, START + timedelta(days=day)).close()
    (tmp_path / "backups" / "pyojeong-2027-03-02.db").write_text("Mina, or what is left of her")
    (tmp_path / "backups" / ".pyojeong.x.part").write_text("Mina")
    practising(store).remove_child(child)
    assert [file.name for file in (tmp_path / "backups").iterdir()] == ["pyojeong-2027-03-01.db"]
    store.close()


def test_what_was_kept_aside_is_erased(tmp_path: Path) -> None:
    """A readable database that was kept aside loses the child; a damaged one goes, log and all."""
    store = open_store(tmp_path, START)
    practice = practising(store)
    child = practice.add_child(RARE, picture="pic-owl", age="4-5", language="ko").child.key
    kept = mina(practice)
    store.close()
    shutil.copy(tmp_path / "pyojeong.db", tmp_path / "pyojeong-aside-2027-01-01-000000.db")
    damaged = tmp_path / "pyojeong-aside-2027-02-01-000000.db"
    for end in ("", "-wal", "-shm"):
        damaged.with_name(damaged.name + end).write_text(f"{RARE}, or what is left\n" * 999)
    (tmp_path / ".pyojeong.x.part").write_text(RARE)
    store = open_store(tmp_path, START)
    practising(store).remove_child(child)
    assert holders(tmp_path, RARE, child) == []
    assert holders(tmp_path, kept)
    assert [file.name for file in tmp_path.glob("pyojeong-aside*")] == [
        "pyojeong-aside-2027-01-01-000000.db"
    ]
    store.close()


def test_killed_while_a_child_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken off half-way, the child is in the list still, and is removed again, from all."""
    store = open_store(tmp_path, START)
    child = practising(store).add_child(RARE, picture="pic-owl", age="4-5", language="ko").child
    open_store(tmp_path, START).close()
    with monkeypatch.context() as patch:
        patch.setattr(people, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            practising(store).remove_child(child.key)
    assert holders(tmp_path / "backups", RARE) == []
    assert [one.child for one in practising(store).children()] == [child]
    practising(store).remove_child(child.key)
    assert holders(tmp_path, RARE, child.key) == []
    store.close()


def killed(*_arguments: object) -> None:
    """Come to a sudden end."""
    raise KeyboardInterrupt


def test_somebody_reads_while_a_child_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who reads would keep the log full: it is said, nothing is removed, and later it is."""
    monkeypatch.setattr(sqlite, "BUSY_MS", 20)
    store, other = open_store(tmp_path, START), open_store(tmp_path, START)
    practice = practising(store)
    with other.reading() as transaction:
        assert people.everybody(transaction) == ()
        child = practice.add_child(RARE, picture="pic-owl", age="4-5", language="ko").child
        with pytest.raises(InUseError, match="close its other windows"):
            practice.remove_child(child.key)
        assert [one.child for one in practice.children()] == [child]
    practice.remove_child(child.key)
    assert practice.children() == ()
    assert holders(tmp_path, RARE, child.key) == []
    store.close()
    other.close()


def test_somebody_begins_to_read_while_a_child_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the log cannot be emptied in the end that is said; removing again empties it."""
    monkeypatch.setattr(sqlite, "BUSY_MS", 20)
    store, other = open_store(tmp_path, START), open_store(tmp_path, START)
    practice, remove = practising(store), people.remove
    child = practice.add_child(RARE, picture="pic-owl", age="4-5", language="ko").child.key
    with other.reading() as transaction, monkeypatch.context() as patch:

        def begin_to_read(removing: Transaction, key: str) -> None:
            people.everybody(transaction)
            remove(removing, key)

        patch.setattr(people, "remove", begin_to_read)
        with pytest.raises(InUseError):
            practice.remove_child(child)
    assert holders(tmp_path, RARE)
    with pytest.raises(UnknownChildError):
        practice.remove_child(child)
    assert holders(tmp_path, RARE, child) == []
    store.close()
    other.close()


def test_nobody_is_removed_twice(tmp_path: Path) -> None:
    """Who is not there any more cannot be removed, and that is said."""
    store = open_store(tmp_path, START)
    practice = practising(store)
    child = mina(practice)
    practice.remove_child(child)
    with pytest.raises(UnknownChildError, match="not here any more"):
        practice.remove_child(child)
    store.close()


def test_pictures_are_counted(tmp_path: Path) -> None:
    """The receipt counts the picture files in the folder and among the backups, no deeper."""
    store = open_store(tmp_path, START)
    assert store.pictures() == 0
    (tmp_path / "backups").mkdir(exist_ok=True)
    (tmp_path / "backups" / "face.JPG").write_bytes(b"")
    assert store.pictures() == 1
    (tmp_path / "face.png").write_bytes(b"")
    (tmp_path / "holidays").mkdir()
    (tmp_path / "holidays" / "beach.png").write_bytes(b"")
    assert store.pictures() == 2
    store.close()


def test_damaged_while_it_is_open(tmp_path: Path) -> None:
    """A database that is damaged under a running server is said in one sentence."""
    store = open_store(tmp_path, START)
    practice = practising(store)
    child = mina(practice)
    store.close()  # takes the log into the file
    database = tmp_path / "pyojeong.db"
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    with pytest.raises(StoreError, match="is damaged"):
        practice.start(child)
    store.close()
