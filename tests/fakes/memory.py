"""A store in memory, for tests that need a database and no file."""

import sqlite3

from sqlalchemy import StaticPool, create_engine, event
from typing_extensions import override

from pyojeong.app.store import Store, people
from pyojeong.app.store.tables import Base


class MemoryStore(Store):
    """A store with neither a file nor a server that keeps what was removed."""

    @override
    def erase(self, child: str) -> None:
        """Remove the rows; nothing else is left of them."""
        with self.writing() as transaction:
            people.remove(transaction, child)


def memory_store() -> Store:
    """Return an empty store; children's rows take with them what hangs on them."""
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )

    def keep_keys(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")

    event.listen(engine, "connect", keep_keys)
    Base.metadata.create_all(engine)
    return MemoryStore(engine, None)
