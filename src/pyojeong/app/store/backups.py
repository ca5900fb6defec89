"""Backups: one of each day on which Pyojeong was started, the last seven days of these."""

import os
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from pyojeong.app.store import sqlite
from pyojeong.core.files import storage

KEPT = 7
NAME = re.compile(r"pyojeong-\d{4}-\d\d-\d\d\.db")
ASIDE = "pyojeong-aside-"
PART = ".pyojeong.{}.part"  # a copy that is not whole yet
BESIDE = ("-wal", "-shm")  # SQLite's own files beside a database


def folder_of(database: Path) -> Path:
    """Return the folder of a database's backups."""
    return database.parent / "backups"


def all_of(database: Path) -> list[Path]:
    """Return the backups, the newest first."""
    folder = folder_of(database)
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((file for file in found if NAME.fullmatch(file.name)), reverse=True)


def last_good(database: Path) -> Path | None:
    """Return the newest backup that is whole and holds something."""
    return next((file for file in all_of(database) if sqlite.tables(file, "immutable=1")), None)


def back_up(database: Path, day: date) -> Path:
    """Copy a database while others may write to it, and forget what is too old.

    A second one of the same day takes the place of the first, so that many starts in one day do
    not drive out the days before.

    Raises:
        StorageError: the disk is full; the backups are as they were.
    """
    folder = folder_of(database)
    target = folder / f"pyojeong-{day.isoformat()}.db"
    with storage(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        temporary = _temporary(folder)
    try:
        with sqlite.faults(target), storage(target):
            _copy(database, temporary)
            _flush(temporary)
            temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    for old in all_of(database)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def _copy(database: Path, target: Path) -> None:
    with closing(sqlite.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log


def put_back(database: Path, backup: Path) -> None:
    """Make a backup the database; there is none at its place.

    Raises:
        StorageError: the disk is full; nothing is written.
    """
    with storage(database):
        temporary = _temporary(database.parent)
        try:
            shutil.copyfile(backup, temporary)
            _flush(temporary)
            temporary.replace(database)
        finally:
            temporary.unlink(missing_ok=True)


def set_aside(database: Path, now: datetime) -> Path:
    """Give a database, with SQLite's files beside it, a name of its own; return the new path."""
    stem = f"{ASIDE}{now:%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{again}.db" for again in ("", *(f"-{n}" for n in range(2, 1000))))
    aside = next(path for path in map(database.with_name, names) if not path.exists())
    with storage(aside):
        database.rename(aside)
        for end in BESIDE:
            beside = database.with_name(database.name + end)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + end))
    return aside


def erase(database: Path, child: str) -> None:
    """Remove a child from every backup, and from every database that was kept aside.

    One that is damaged is deleted: nobody could take the child out of it, and a guardian was
    promised that nothing stays.
    """
    for folder in (database.parent, folder_of(database)):
        for part in folder.glob(PART.format("*")):
            _remove(part)
    for backup in all_of(database):
        if not sqlite.tables(backup, "immutable=1"):
            backup.unlink(missing_ok=True)
    for aside in database.parent.glob(f"{ASIDE}*.db"):
        if not sqlite.tables(aside):
            _delete(aside)
    for copy in (*all_of(database), *database.parent.glob(f"{ASIDE}*.db")):
        if "child" in (sqlite.tables(copy) or ()):
            _erase(copy, child)


def _remove(part: Path) -> None:
    """Remove what is not whole: a file, or the folder of a report."""
    if part.is_dir() and not part.is_symlink():
        shutil.rmtree(part, ignore_errors=True)
    else:
        part.unlink(missing_ok=True)


def _delete(aside: Path) -> None:
    """Delete a database with SQLite's files beside it, itself last: else they would be nobody's."""
    for end in (*BESIDE, ""):
        aside.with_name(aside.name + end).unlink(missing_ok=True)


def _erase(copy: Path, child: str) -> None:
    with sqlite.faults(copy), closing(sqlite.connect(copy)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("DELETE FROM child WHERE key = ?", (child,))
        connection.execute("VACUUM")  # moved rows leave copies, which nothing overwrites
        connection.execute("PRAGMA journal_mode = DELETE")  # leaves no log that remembers


def _temporary(folder: Path) -> Path:
    """Return a new file that its owner alone may read."""
    prefix, suffix = PART.split("{}")
    handle, name = tempfile.mkstemp(dir=folder, prefix=prefix, suffix=suffix)
    os.close(handle)
    return Path(name)


def _flush(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
