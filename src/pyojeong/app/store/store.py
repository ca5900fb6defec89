"""The store: transactions, and what concerns the folder as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.store import backups, people, postgresql, sqlite

# What a picture's name ends with, for the receipt: none is ever stored.
PICTURES = {
    ".avif", ".bmp", ".gif", ".heic", ".heif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp",
}  # fmt: skip


class Store:
    """An open database.

    Args:
        engine: of it.
        database: the file; None: it is on a server, which keeps its own backups.
    """

    def __init__(self, engine: Engine, database: Path | None) -> None:
        self.engine = engine
        self._database = database
        self._writer = engine.execution_options(writing=True)

    @property
    def folder(self) -> Path | None:
        """The data folder; None: there is none."""
        return self._database and self._database.parent

    @property
    def place(self) -> str:
        """Where it is, to be said: the data folder, or the address on a server, less a password."""
        return str(self.folder or self.engine.url.render_as_string(hide_password=True))

    @property
    def server(self) -> str | None:
        """The machine of the database server, to which all that is kept goes; None: a folder."""
        return None if self._database else postgresql.host_of(self.engine.url)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Give a transaction that sees one moment, and writes nothing."""
        with self.faults(), Transaction(self.engine) as transaction:
            yield transaction

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Give a transaction that is stored whole when the block ends, or not at all.

        Raises:
            StorageError: the disk is full.
            StoreError: another server has kept it locked, or it is damaged, or does not answer.
        """
        with self.faults(), Transaction(self._writer) as transaction, transaction.begin():
            yield transaction

    def erase(self, child: str) -> None:
        """Remove a child and all that is known of it: in every backup, here, and in the log.

        Here last: who is broken off half-way finds the child in the list still, and removes again.

        Raises:
            UnknownChildError: there is no such child; what copies there may be are cleaned anyway.
            InUseError: somebody else reads, and would keep the log from being emptied.
        """
        if self._database:
            sqlite.empty_log(self._database)  # who reads is found before anything is removed
            backups.erase(self._database, child)
        with self.writing() as transaction:
            people.remove(transaction, child)
        if self._database:
            sqlite.rewrite(self._database)
        else:
            with self.faults():
                postgresql.rewrite(self.engine)

    def pictures(self) -> int:
        """Return how many picture files lie in the data folder and among the backups, no deeper.

        It is asked with every receipt, and a data folder may lie above somebody's whole disk.
        """
        if self._database is None:
            return 0
        places = (self._database.parent, backups.folder_of(self._database))
        files = (file for place in places if place.is_dir() for file in place.iterdir())
        return sum(file.suffix.lower() in PICTURES for file in files)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what the database says about disk, locks and its server into one sentence."""
        try:
            yield
        except IntegrityError:
            raise  # a fault of ours, not of the disk
        except DBAPIError as error:
            if self._database:
                raise sqlite.sentence(self._database, error.orig) from error
            raise postgresql.sentence(error.orig) from error
