"""The store: transactions, and what concerns the folder as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.store import backups, people, sqlite
from pyojeong.core.errors import StoreError
from pyojeong.core.i18n import _

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
            StoreError: another server has kept it locked, or it is damaged.
        """
        with self.faults(), Transaction(self._writer) as transaction, transaction.begin():
            yield transaction

    def erase(self, child: str) -> None:
        """Remove a child and all that is known of it: here, in the log, and in every backup.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self.writing() as transaction:
            people.remove(transaction, child)
        if self._database:
            sqlite.empty_log(self._database)
            backups.erase(self._database, child)

    def pictures(self) -> int:
        """Return how many picture files lie in the data folder."""
        files = self.folder.rglob("*") if self.folder else ()
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
            raise StoreError(
                _("The database does not answer ({error}): see that its server runs.").format(
                    error=str(error.orig).partition("\n")[0]
                )
            ) from error
