"""All that is SQLite's own: what every connection is told, and looking into a file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event

from pyojeong.app.store.sentences import IN_USE
from pyojeong.core.errors import StorageError, StoreError
from pyojeong.core.i18n import _

BUSY_MS = 5_000  # until another server must have finished writing
CONNECTIONS = 16  # at once; more threads wait

# busy_timeout first: the others may have to wait. FULL: what was answered outlasts a power cut.
# secure_delete: what is erased is overwritten.
PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)

BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
UNWRITABLE = {
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY,
}  # fmt: skip
TAKEN = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PRIMARY = 0xFF  # the other bits of an error code say more than we need


class InUseError(StoreError):
    """Somebody reads the database; once nobody does, it works."""


def engine_of(path: Path) -> Engine:
    """Return the engine of a file.

    Transactions begin when we say so: sqlite3 would begin them late, and a reader who becomes a
    writer half-way may be refused at once. So who will write says it at the beginning.
    """
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, pool_size=CONNECTIONS, max_overflow=0)
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    return engine


def looker_at(path: Path) -> Engine:
    """Return an engine that changes nothing in a file, whoever wrote it."""
    return create_engine("sqlite://", creator=lambda: connect(path, "mode=ro"), poolclass=NullPool)


def _connected(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begun(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def empty_log(path: Path) -> None:
    """Take what the write-ahead log holds into the file, and cut the log to nothing.

    Raises:
        InUseError: somebody has read the whole time, and may still see what the log holds.
    """
    with faults(path), closing(connect(path)) as connection:
        busy, _pages, _taken = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise InUseError(IN_USE)


def rewrite(path: Path) -> None:
    """Write a file anew, without what stands in its free space, and empty the log.

    `secure_delete` overwrites what is deleted, but not the copies that are left in the free space
    of a page when SQLite moves rows to another to balance a tree.

    Raises:
        InUseError: somebody has read the whole time, and may still see what the log holds.
    """
    with faults(path), closing(connect(path)) as connection:
        connection.execute("VACUUM")
    empty_log(path)


def connect(path: Path, mode: str = "mode=rw") -> sqlite3.Connection:
    """Return a connection to a file that is there.

    Args:
        path: of the file.
        mode: `mode=rw`; `mode=ro` writes nothing; `immutable=1` makes no files beside it either.
    """
    connection = sqlite3.connect(f"file:{quote(str(path))}?{mode}", uri=True)
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return connection


def tables(path: Path, mode: str = "mode=ro") -> set[str] | None:
    """Return the names of a file's tables; None: it is damaged, or no database at all."""
    try:
        with closing(connect(path, mode)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                return None
            rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {name for (name,) in rows}
    except sqlite3.DatabaseError as error:
        if primary(error) in BROKEN:
            return None
        raise sentence(path, error) from error


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what SQLite says about disk and locks into one sentence.

    Raises:
        StorageError: the disk is full, or the file cannot be written.
        StoreError: another server holds it, or it is damaged.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise sentence(path, error) from error


def primary(error: BaseException | None) -> int:
    """Return the primary code of an error of SQLite; 0: it has none."""
    code: Any = getattr(error, "sqlite_errorcode", 0)
    return int(code) & PRIMARY


def sentence(path: Path, error: BaseException | None) -> Exception:
    """Return the error to raise in place of one of SQLite's."""
    code = primary(error)
    if code == sqlite3.SQLITE_FULL:
        return StorageError(
            _("No space left for {path}: free some space; all that was answered is kept.").format(
                path=path
            )
        )
    if code in UNWRITABLE:
        return StorageError(
            _("{path} cannot be written: look at its permissions and its disk.").format(path=path)
        )
    if code in TAKEN:
        return StoreError(
            _("{path} is busy: close the other Pyojeong that writes to it, or try again.").format(
                path=path
            )
        )
    if code in BROKEN:
        return StoreError(
            _("{path} is damaged: start Pyojeong again, which offers the last backup.").format(
                path=path
            )
        )
    return StoreError(_("{path} cannot be used ({error}).").format(path=path, error=error))
