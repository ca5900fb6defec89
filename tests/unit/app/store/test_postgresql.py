"""A database on a PostgreSQL server: the same state as in a file, and as whole."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import Session as Transaction

from fakes import histories
from fakes.archives import read, saved
from fakes.away import everything, lived, rows
from fakes.classroom import START
from fakes.postgres import postgres_server
from fakes.practice import Clock, mina, practising
from pyojeong.app.care.reports import Asked, Reports
from pyojeong.app.reports.bids import bids_zip
from pyojeong.app.reports.trials_csv import trials_zip
from pyojeong.app.reports.xapi import statements
from pyojeong.app.store import Store, open_store, people, postgresql
from pyojeong.app.store.erasing import Receipt, erase
from pyojeong.app.store.tables import Base, ChildRow, SettingRow
from pyojeong.core.errors import MissingExtraError, SettingsError, StoreError

THREADS, TIMES = 4, 25


@pytest.fixture(scope="module")
def new() -> Iterator[Callable[[], str]]:
    """What makes an empty database and returns its address."""
    with postgres_server() as make:
        yield make


@pytest.fixture
def store(new: Callable[[], str]) -> Iterator[Store]:
    """An empty store on a server."""
    there = open_store(new(), START)
    yield there
    there.close()


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file."""
    there = open_store(tmp_path, START)
    yield there
    there.close()


def test_the_tables_are_those_of_the_migrations(store: Store) -> None:
    """What the migrations make there is what the code expects."""
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_same_as_in_a_file(store: Store, filed: Store) -> None:
    """Two months of practice are exported as the same bytes, and archived as the same."""
    keys = [histories.fill(one, children=2, days=60) for one in (store, filed)]
    assert keys[0] == keys[1]
    for way in (trials_zip, bids_zip, statements):
        said = []
        for one in (store, filed):
            with one.reading() as transaction:
                said.append(b"".join(way(transaction, keys[0])))
        assert said[0] == said[1]
    assert [saved(store, key) for key in keys[0]] == [saved(filed, key) for key in keys[0]]


def test_an_archive_moves_between_them(store: Store, filed: Store) -> None:
    """A child goes from the kitchen table to the school and back with every row."""
    child = lived(filed)
    lived(store, name="Otter")
    data = saved(filed, child)
    assert read(store, data) == child
    assert rows(store, child) == rows(filed, child)
    assert saved(store, child) == data
    clock = Clock()
    clock.wind(days=2)
    states = [practising(one, clock).state(child) for one in (store, filed)]
    assert states[0] == states[1]
    filed.erase(child)
    assert read(filed, saved(store, child)) == child


def test_a_reader_sees_one_moment(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child renamed while a report is read is told as it was before."""
    (key,) = histories.fill(store, 1, 3)
    reports, plans = Reports(store, Clock()), people.plans

    def renamed(transaction: Transaction, child: str) -> object:
        with store.writing() as writing:
            writing.execute(update(ChildRow).values(pseudonym="Renamed"))
        return plans(transaction, child)

    before = reports.therapist(key, Asked("en"))
    monkeypatch.setattr(people, "plans", renamed)
    assert reports.therapist(key, Asked("en")) == before
    monkeypatch.undo()
    assert "Renamed" in reports.therapist(key, Asked("en"))


def test_one_writes_at_a_time(store: Store) -> None:
    """What is read and then written by many at once adds up: nothing is lost between the two."""
    with store.writing() as transaction:
        transaction.add(SettingRow(key="count", value="0"))

    def add_one(_turn: int) -> None:
        with store.writing() as transaction:
            row = transaction.get_one(SettingRow, "count")
            row.value = str(int(row.value) + 1)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(add_one, range(THREADS * TIMES)))
    with store.reading() as transaction:
        assert transaction.get_one(SettingRow, "count").value == str(THREADS * TIMES)


def test_two_servers_start_at_once(new: Callable[[], str]) -> None:
    """Of servers that find the same empty database at the same moment, all open it."""
    address = new()
    with ThreadPoolExecutor(THREADS) as threads:
        stores = list(threads.map(open_store, [address] * THREADS, [START] * THREADS))
    mina(practising(stores[0]))
    assert [len(practising(store).children()) for store in stores] == [1] * THREADS
    for store in stores:
        store.close()


def test_who_writes_too_long(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for another writer is told so in one sentence, and not left to wait for ever."""
    quick = tuple(one.replace(postgresql.BUSY, "100ms") for one in postgresql.WRITES)
    monkeypatch.setattr(postgresql, "WRITES", quick)
    with store.writing() as first:
        people.everybody(first)
        with pytest.raises(StoreError, match="is busy"), store.writing() as second:
            people.everybody(second)


def test_erased(store: Store) -> None:
    """Every row of a child goes and no other; the receipt claims no search of the server."""
    child, other = lived(store), lived(store, name="Otter")
    before = rows(store, other)
    assert erase(store, child, START) == Receipt(START, files=0, bytes=0)
    assert child not in str(everything(store))
    assert rows(store, other) == before


def test_removed_rows_are_written_over(store: Store) -> None:
    """A table of which a child was erased is no larger than one where it never was."""
    size = select(func.pg_relation_size("trial"))
    (key,) = histories.fill(store, 1, 20)
    with store.reading() as transaction:
        assert transaction.scalar(size)
    store.erase(key)
    with store.reading() as transaction:
        assert transaction.scalar(size) == 0


def test_what_no_server_answers(new: Callable[[], str]) -> None:
    """A server that is not there, a database that is not, and one of another program."""
    address = new()
    with pytest.raises(StoreError, match="does not answer"):
        open_store(address.replace("host=/", "host=/nowhere/"), START)
    with pytest.raises(StoreError, match="does not answer"):
        open_store(address.replace("/test", "/no_test"), START)
    foreign = postgresql.engine_of(address).execution_options(writing=True)
    with foreign.begin() as connection:
        _make_table(connection)
    foreign.dispose()
    with pytest.raises(StoreError, match="another program's"):
        open_store(address, START)


def _make_table(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE invoices (id integer)")


def test_what_is_said_of_the_place(new: Callable[[], str]) -> None:
    """The address is said without its password, and its machine where the answers go."""
    socket = new()
    store = open_store(socket.replace("pyojeong@", "pyojeong:secret@"), START)
    assert "secret" not in store.place
    assert (store.server, store.folder, store.pictures()) == ("localhost", None, 0)
    store.close()
    assert postgresql.host_of(postgresql.engine_of("postgresql://a@db.school/b").url) == "db.school"


@pytest.mark.parametrize("address", ["nonsense://somewhere", "sqlite:///file.db", "://"])
def test_no_address(address: str) -> None:
    """What is no address of such a database is said to be none."""
    with pytest.raises(SettingsError, match="postgresql://"):
        open_store(address, START)


def test_without_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without psycopg it is said what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtraError, match=r"pyojeong\[postgresql\]"):
        open_store("postgresql://nobody@localhost/nothing", START)


def test_the_command(new: Callable[[], str], tmp_path: Path) -> None:
    """`serve --database` says where everything is kept; a folder beside it is refused."""
    line = [
        sys.executable,
        "-m",
        "pyojeong",
        "--lang",
        "en",
        "serve",
        "--port",
        "0",
        "--no-browser",
    ]
    refused = subprocess.run(
        [*line, "--database", new(), "--data", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert refused.returncode == 1
    assert "there is no --data" in refused.stderr
    served = subprocess.Popen(
        [*line, "--database", new()], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert served.stdout
        said = served.stdout.readline() + served.stdout.readline()
        assert "Everything is kept in postgresql" in said
    finally:
        served.terminate()
        served.communicate()
