"""Lines of the log about caregivers, as an earlier version has written them."""

import sqlite3
from pathlib import Path

from fakes.practice import START
from pyojeong.app.care.accounts import Accounts
from pyojeong.app.store import deeds, open_store


def test_names_are_set_apart(tmp_path: Path) -> None:
    """The name of whom a line is about is its detail, also where it has spaces."""
    store = open_store(tmp_path, START)
    keeper = Accounts(store, lambda: START).first("hash")
    assert keeper
    store.close()
    connection = sqlite3.connect(tmp_path / "pyojeong.db")
    with connection:
        for deed, about in (
            ("people", "add Kim Minji"),
            ("people", "change"),
            ("observe", "weekly probe"),
        ):
            connection.execute(
                "INSERT INTO deed (at, caregiver, deed, about) VALUES (?, ?, ?, ?)",
                ("2027-03-01T00:00:00.000000+00:00", keeper.id, deed, about),
            )
        for column in ("language", "removed_at"):
            connection.execute(f"ALTER TABLE caregiver DROP COLUMN {column}")
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    connection.close()
    store = open_store(tmp_path, START)
    with store.reading() as transaction:
        lines = deeds.newest(transaction, 9)
    assert [(line.deed, line.about, line.detail) for line in lines] == [
        ("observe", "weekly probe", ""),
        ("people", "change", ""),
        ("people", "add", "Kim Minji"),
    ]
    assert Accounts(store, lambda: START).everybody() == (keeper,)
    store.close()
