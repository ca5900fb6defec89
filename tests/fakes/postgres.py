"""A PostgreSQL server for tests: its own folder and socket, no port, gone when they are over."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine

USER = "pyojeong"
# Sorts as people do, not as bytes: what comes in order must be asked for by what sorts the same.
COLLATION = ("--locale-provider=icu", "--icu-locale=ko-KR", "--locale=C.UTF-8")
QUICK = "-c fsync=off -c listen_addresses="  # nothing of it has to outlast a power cut


@contextmanager
def postgres_server() -> Iterator[Callable[[], str]]:
    """Start a server, and give what makes a new empty database in it and returns its address."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="pyojeong-postgres-"))
    data = folder / "data"
    try:
        as_who = _as_somebody(folder)
        _run(
            *as_who, programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8",
            *COLLATION,
        )  # fmt: skip
        control = (*as_who, programs / "pg_ctl", "-D", data, "-w")
        _run(*control, "-l", folder / "log", "-o", f"{QUICK} -k {folder}", "start")
        try:
            yield _maker(folder)
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs; Debian keeps initdb out of PATH."""
    found = shutil.which("initdb") or max(
        map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=""
    )
    if not found:
        pytest.skip("PostgreSQL is not installed: on Debian, apt install postgresql")
    return Path(found).parent


def _as_somebody(folder: Path) -> tuple[str, ...]:
    """Return what starts a program as one who is not root, which PostgreSQL refuses to be."""
    if os.geteuid():
        return ()
    someone = pwd.getpwnam("postgres")
    os.chown(folder, someone.pw_uid, someone.pw_gid)
    return ("runuser", "-u", "postgres", "--")


def _run(*line: str | Path) -> None:
    # To a file, for a server that goes on would keep a pipe open.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [str(part) for part in line], cwd="/", stdout=said, stderr=said, check=False
        )
        said.seek(0)
        assert done.returncode == 0, said.read()


def _maker(folder: Path) -> Callable[[], str]:
    numbers = count()

    def address(name: str) -> str:
        return f"postgresql://{USER}@/{name}?host={folder}"

    def make() -> str:
        name = f"test{next(numbers)}"
        url = address("postgres").replace("postgresql", "postgresql+psycopg", 1)
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return address(name)

    return make
