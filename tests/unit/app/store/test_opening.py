"""Opening the store: of today, older, newer, damaged, gone, and another program's."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from fakes.away import lived
from fakes.classroom import START
from fakes.practice import Clock, give, mina, play, practising
from pyojeong.app.practice.children import CODE
from pyojeong.app.store import (
    facts,
    glances,
    migrating,
    open_store,
    people,
    restore,
    sqlite,
    trials,
)
from pyojeong.app.store.tables import Base
from pyojeong.core.errors import (
    DamagedStoreError,
    NewerStoreError,
    StorageError,
    StoreError,
)

PAGE = 4096  # bytes of a page of SQLite


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a plain connection that stores what it is told."""
    with closing(sqlite3.connect(path)) as connection:
        yield connection
        connection.commit()


def filled(folder: Path, days: int = 1) -> Path:
    """Return the database of a folder with one child, opened on so many days."""
    for day in range(days):
        store = open_store(folder, START + timedelta(days=day))
        if not day:
            mina(practising(store))
        store.close()
    return folder / "pyojeong.db"


def names(folder: Path) -> list[str]:
    """Return the pseudonyms in a folder's database."""
    store = open_store(folder, START + timedelta(days=99))
    found = [one.child.pseudonym for one in practising(store).children()]
    store.close()
    return found


def test_the_tables_are_those_of_the_migrations(tmp_path: Path) -> None:
    """Migrated from nothing, a database has exactly the tables that the code declares."""
    store = open_store(tmp_path, START)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == migrating.HEAD
    store.close()


def test_head_is_the_last_migration() -> None:
    """The version that needs no migration is that of the last one."""
    config = Config()
    config.set_main_option("script_location", str(migrating.FOLDER))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrating.HEAD]


def test_the_connection(tmp_path: Path) -> None:
    """Every connection writes ahead, syncs in full, holds foreign keys, waits, and overwrites."""
    store = open_store(tmp_path, START)
    with store.engine.connect() as connection:
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete"
            )
        ]  # fmt: skip
    assert told == ["wal", 2, 1, sqlite.BUSY_MS, 1]
    store.close()


def test_only_the_owner_reads(tmp_path: Path) -> None:
    """Files are 0600 and folders 0700, SQLite's own files beside them too."""
    folder = tmp_path / "new" / "data"
    filled(folder, days=2)
    folder.chmod(0o755)
    (folder / "pyojeong.db").chmod(0o644)
    store = open_store(folder, START + timedelta(days=2))
    mina(practising(store))
    modes = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    assert {"pyojeong.db", "pyojeong.db-wal", "pyojeong.db-shm"} <= set(modes)
    for name, mode in modes.items():
        assert mode == (0o700 if name in ("data", "backups") else 0o600), name
    assert folder.parent.stat().st_mode & 0o777 == 0o700  # made on the way
    store.close()


def test_a_folder_of_others_is_left(tmp_path: Path) -> None:
    """A folder that holds other things keeps its permissions; the database is closed anyway."""
    (tmp_path / "letter.txt").write_text("hello")
    tmp_path.chmod(0o755)
    open_store(tmp_path, START).close()
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "pyojeong.db").stat().st_mode & 0o777 == 0o600


def test_seven_backups(tmp_path: Path) -> None:
    """Of ten days the last seven are kept; many starts in a day leave one, the latest."""
    filled(tmp_path, days=11)
    filled(tmp_path / "again", days=1)
    kept = sorted(file.name for file in (tmp_path / "backups").iterdir())
    assert kept == [f"pyojeong-2027-03-{day:02d}.db" for day in range(5, 12)]
    store = open_store(tmp_path, START + timedelta(days=10))
    mina(practising(store))
    store.close()
    open_store(tmp_path, START + timedelta(days=10)).close()
    assert sorted(file.name for file in (tmp_path / "backups").iterdir()) == kept
    with raw(tmp_path / "backups" / kept[-1]) as connection:
        assert connection.execute("SELECT count(*) FROM child").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)  # one file


def test_a_backup_holds_what_is_only_in_the_log(tmp_path: Path) -> None:
    """What another server has stored, and not yet taken over from its log, is in the backup."""
    first = open_store(tmp_path, START)
    mina(practising(first))
    second = open_store(tmp_path, START)
    with raw(tmp_path / "backups" / "pyojeong-2027-03-01.db") as connection:
        assert connection.execute("SELECT pseudonym FROM child").fetchall() == [("Mina",)]
    first.close()
    second.close()


def later(monkeypatch: pytest.MonkeyPatch, folder: Path, statement: str) -> None:
    """Let there be one more migration."""
    following = f"{int(migrating.HEAD) + 1:04}"
    shutil.copytree(migrating.FOLDER, folder)
    (folder / "versions" / f"v{following}_later.py").write_text(
        "from alembic import op\n"
        f'revision = "{following}"\n'
        f'down_revision = "{migrating.HEAD}"\n'
        "def upgrade():\n"
        '    op.execute("ALTER TABLE child ADD COLUMN shoe INTEGER DEFAULT 30")\n'
        f'    op.execute("{statement}")\n'
    )
    monkeypatch.setattr(migrating, "FOLDER", folder)
    monkeypatch.setattr(migrating, "HEAD", following)


def test_an_older_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is backed up as it was, and then migrated with all that it holds."""
    database, before = filled(tmp_path / "data"), migrating.HEAD
    later(monkeypatch, tmp_path / "steps", "UPDATE child SET shoe = 31")
    open_store(tmp_path / "data", START).close()
    with raw(database) as connection:
        assert connection.execute("SELECT pseudonym, shoe FROM child").fetchall() == [("Mina", 31)]
    with raw(tmp_path / "data" / "backups" / "pyojeong-2027-03-01.db") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (before,)


LATER_TABLES = ("withdrawn", "access", "deed", "standing", "signal", "form", "observation")
LATER_COLUMNS = {
    "trial": (
        "helped", "block", "person", "age", "held_out", "intensity", "view", "moving", "medium",
        "array", "answer", "answers", "prompt", "offered",
    ),
    "response": ("chosen",),
    "session": ("form", "calls", "pictures", "version", "calls_before"),
    "caregiver": ("name", "role", "keeper", "language", "removed_at"),
    "child": ("code",),
    "plan": ("at_offset",),
}  # fmt: skip


def as_it_was_at_first(connection: sqlite3.Connection) -> None:
    """Take everything out of a database that came after its first version."""
    connection.execute("DROP INDEX ix_child_code")
    for table in LATER_TABLES:
        connection.execute(f"DROP TABLE {table}")
    for table, columns in LATER_COLUMNS.items():
        for column in columns:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    connection.execute("UPDATE alembic_version SET version_num = '0001'")


def test_a_database_of_the_first_version(tmp_path: Path) -> None:
    """It opens with all that it holds: nothing in it was helped or taken back, and it goes on."""
    clock = Clock()
    store = open_store(tmp_path, START)
    child = mina(practising(store, clock))
    play(practising(store, clock), child, clock, 3)
    waiting = practising(store, clock).state(child)
    with store.reading() as transaction:
        known = facts.seen(transaction, child)
    store.close()
    with raw(tmp_path / "pyojeong.db") as connection:
        as_it_was_at_first(connection)
    store = open_store(tmp_path, START)
    with store.reading() as transaction:
        assert facts.seen(transaction, child) == known
        assert len(people.get(transaction, child).code) == CODE
    practice = practising(store, clock)
    assert practice.state(child) == waiting
    give(practice, child, waiting)
    practice.stop(child)
    with store.reading() as transaction:
        assert len(list(trials.history(transaction, child))) == 4
        assert trials.withdrawn(transaction, child) == 1
    store.close()


SINCE_THE_THIRD = {
    "trial": ("offered",),
    "session": ("version", "calls_before"),
    "caregiver": ("language", "removed_at"),
    "plan": ("at_offset",),
}


def test_a_database_of_the_third_version(tmp_path: Path) -> None:
    """A plan gets the clock of the nearest session; calls since the server's start are forgotten.

    Where there were none since then, there were none in the session.
    """
    store = open_store(tmp_path, START)
    children = [lived(store, name="Otter"), mina(practising(store))]
    store.close()
    with raw(tmp_path / "pyojeong.db") as connection:
        for table, columns in SINCE_THE_THIRD.items():
            for column in columns:
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
        connection.execute("UPDATE session SET calls = 7 * number, pictures = 0")
        connection.execute("UPDATE session SET started_offset = 540 + 60 * min(number, 1)")
        connection.execute("UPDATE plan SET at = '2027-03-01T00:00:00.000000+00:00' WHERE id = 1")
    store = open_store(tmp_path, START)
    with store.reading() as transaction:
        first, second = (glances.numbered(transaction, children[0], one) for one in (0, 1))
        assert first
        assert second
        assert (first.calls, second.calls) == (0, None)
        offsets = [
            [at.utcoffset() for at, _plan in people.plans(transaction, child)] for child in children
        ]
    assert offsets == [[timedelta(hours=9), timedelta(hours=10)], [timedelta()]]
    store.close()


def test_a_migration_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that fails half-way leaves the database as it was."""
    database = filled(tmp_path / "data")
    with monkeypatch.context() as patch:
        later(patch, tmp_path / "steps", "UPDATE nowhere SET shoe = 31")
        with pytest.raises(StoreError, match="no such table"):
            open_store(tmp_path / "data", START)
    with raw(database) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(child)")]
    assert "shoe" not in columns
    assert names(tmp_path / "data") == ["Mina"]


def test_a_newer_database(tmp_path: Path) -> None:
    """It is refused with the remedy, and not one byte of it is changed."""
    database = filled(tmp_path)
    with raw(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    before = contents(tmp_path)
    with pytest.raises(NewerStoreError, match="update Pyojeong"):
        open_store(tmp_path, START)
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[str, str]:
    """Return the digest of every file, beside those that SQLite makes to look into one."""
    files = (path for path in folder.rglob("*") if path.is_file() and "db-" not in path.name)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_another_programs_database(tmp_path: Path) -> None:
    """It is refused, and left as it is."""
    with raw(tmp_path / "pyojeong.db") as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = contents(tmp_path)
    with pytest.raises(StoreError, match="another program's"):
        open_store(tmp_path, START)
    assert contents(tmp_path) == before


def overwrite(database: Path) -> None:
    """Write over everything but the first page."""
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xa5" * (size - PAGE))


def halve(database: Path) -> None:
    """Cut the second half off."""
    with database.open("r+b") as file:
        file.truncate(database.stat().st_size // 2)


def replace_by_text(database: Path) -> None:
    """Put something else at its place."""
    database.write_text("this is no database, although it is long enough to be one\n" * 100)


@pytest.mark.parametrize("harm", [overwrite, halve, replace_by_text])
def test_a_damaged_database(tmp_path: Path, harm: object) -> None:
    """It is kept aside whole, the last backup is offered, and put back when asked for."""
    assert callable(harm)
    database = filled(tmp_path, days=2)
    harm(database)
    damaged = database.read_bytes()
    with pytest.raises(DamagedStoreError, match="kept aside") as refused:
        open_store(tmp_path, START)
    assert refused.value.backup == tmp_path / "backups" / "pyojeong-2027-03-02.db"
    assert not database.exists()
    assert (tmp_path / "pyojeong-aside-2027-03-01-160000.db").read_bytes() == damaged
    with pytest.raises(DamagedStoreError, match="is gone"):
        open_store(tmp_path, START)
    assert restore(tmp_path, START) == refused.value.backup
    assert names(tmp_path) == ["Mina"]


def test_damaged_backups_are_not_offered(tmp_path: Path) -> None:
    """The backup that is offered is the last one that is whole."""
    database = filled(tmp_path, days=4)
    overwrite(tmp_path / "backups" / "pyojeong-2027-03-04.db")
    (tmp_path / "backups" / "pyojeong-2027-03-03.db").write_bytes(b"")
    overwrite(database)
    with pytest.raises(DamagedStoreError) as refused:
        open_store(tmp_path, START)
    assert refused.value.backup == tmp_path / "backups" / "pyojeong-2027-03-02.db"


def test_damaged_without_a_backup(tmp_path: Path) -> None:
    """Where there is no backup, the next start begins anew, and says so before."""
    overwrite(filled(tmp_path))
    with pytest.raises(DamagedStoreError, match="begin anew") as refused:
        open_store(tmp_path, START)
    assert refused.value.backup is None
    with pytest.raises(StoreError, match="There is no backup"):
        restore(tmp_path, START)
    assert names(tmp_path) == []


@pytest.mark.parametrize("there", [True, False])
def test_a_database_that_is_gone(tmp_path: Path, there: bool) -> None:
    """Gone or emptied while there are backups, it is not replaced in silence."""
    database = filled(tmp_path, days=2)
    database.unlink()
    if there:
        database.touch()
    with pytest.raises(DamagedStoreError, match="gone or empty"):
        open_store(tmp_path, START)
    open_store(tmp_path, START, anew=True).close()
    assert names(tmp_path) == []


def test_restoring_keeps_what_is_there(tmp_path: Path) -> None:
    """What a restored backup takes the place of is kept aside, as often as that happens."""
    filled(tmp_path, days=2)
    for _ in range(2):
        restore(tmp_path, START)
    assert len(list(tmp_path.glob("pyojeong-aside-*.db"))) == 2
    assert names(tmp_path) == ["Mina"]


def test_a_log_that_was_left(tmp_path: Path) -> None:
    """What a killed server left in its log is there at the next start."""
    store = open_store(tmp_path / "data", START)
    mina(practising(store))
    shutil.copytree(tmp_path / "data", tmp_path / "killed")
    store.close()
    assert (tmp_path / "killed" / "pyojeong.db-wal").stat().st_size > 0
    assert names(tmp_path / "killed") == ["Mina"]


def test_another_who_does_not_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes while another keeps the database locked is told so, and nothing is half done."""
    monkeypatch.setattr(sqlite, "PRAGMAS", ("PRAGMA busy_timeout = 20", *sqlite.PRAGMAS[1:]))
    store = open_store(tmp_path, START)
    with raw(tmp_path / "pyojeong.db") as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is busy"):
            mina(practising(store))
    assert practising(store).children() == ()
    store.close()


@pytest.mark.parametrize("name", ["100% 얼굴? #1", "a b'c", "sqlite:x"])
def test_any_name_of_a_folder(tmp_path: Path, name: str) -> None:
    """Whatever the data folder is called, the database lies in it, and is found again."""
    database = filled(tmp_path / name, days=2)
    assert database.exists()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert names(tmp_path / name) == ["Mina"]


def test_two_servers_start_at_once(tmp_path: Path) -> None:
    """Of servers that make the same database at the same moment, all open it."""
    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(open_store, [tmp_path] * 4, [START] * 4))
    mina(practising(stores[0]))
    assert [len(practising(store).children()) for store in stores] == [1, 1, 1, 1]
    for store in stores:
        store.close()


def test_no_folder(tmp_path: Path) -> None:
    """A file at the place of the data folder is said in one sentence."""
    (tmp_path / "data").write_text("")
    with pytest.raises(StorageError, match="is no folder"):
        open_store(tmp_path / "data", START)


def test_a_folder_at_the_place_of_the_database(tmp_path: Path) -> None:
    """A folder called pyojeong.db is said in one sentence."""
    (tmp_path / "pyojeong.db").mkdir()
    with pytest.raises(StorageError, match="cannot be written"):
        open_store(tmp_path, START)
