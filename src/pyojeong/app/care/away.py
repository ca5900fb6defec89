"""Out and away: tables for others, a child's archive, a child from an archive, and erasing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import BinaryIO, Literal

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.practice.page import PICTURES, PageSettings
from pyojeong.app.reports.bids import bids_zip
from pyojeong.app.reports.trials_csv import trials_zip
from pyojeong.app.reports.xapi import statements
from pyojeong.app.store import Store, accounts, archive, people
from pyojeong.app.store.archive.unzipped import FILE_BYTES
from pyojeong.app.store.erasing import Receipt, erase
from pyojeong.core.errors import AccountError
from pyojeong.core.i18n import mark

UNNAMED = mark(
    "Nobody would see this child by name, so nothing was imported: ask a parent to import it."
)

Way = Literal["csv", "bids", "xapi", "archive"]
MADE: dict[Way, Callable[[Transaction, str], Iterator[bytes]]] = {
    "csv": lambda transaction, child: trials_zip(transaction, (child,)),
    "bids": lambda transaction, child: bids_zip(transaction, (child,)),
    "xapi": lambda transaction, child: statements(transaction, (child,)),
    "archive": archive.archived,
}

__all__ = ["FILE_BYTES", "Away", "Receipt", "Way"]


class Away:
    """What leaves the store, and what comes into it. Any thread may ask.

    Args:
        store: what is remembered.
        clock: the time, with its zone.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def code(self, child: str) -> str:
        """Return what stands for a child's name.

        Raises:
            UnknownChildError: there is no such child.
        """
        with self._store.reading() as transaction:
            return people.get(transaction, child).code

    def made(self, way: Way, child: str) -> Iterator[bytes]:
        """Return a file, piece by piece, as everything stood when the first was asked for.

        Whoever reads slowly, or stops, keeps nobody from practising.
        """
        with self._store.reading() as transaction:
            yield from MADE[way](transaction, child)

    def arriving(self) -> AbstractContextManager[BinaryIO]:
        """Give a file without a name for what arrives, which is gone afterwards.

        Raises:
            StorageError: the disk is full, or the folder cannot be written.
        """
        return archive.unnamed(self._store.folder)

    def read(self, file: BinaryIO, caregiver: int) -> str:
        """Store the child of an archive, give it to a caregiver, and return its key.

        All of it is checked first, so that nobody waits meanwhile to store an answer.

        Raises:
            AccountError: the caregiver would not see its name, or is gone; nothing was imported.
            ArchiveError: it cannot be imported, and nothing was; it says why.
            StorageError: the disk is full; nothing was imported.
        """
        with archive.unnamed(self._store.folder) as kept:
            spool = archive.Spool(kept, self._store.folder)
            archive.check(file, _fits, spool, self._clock())
            with self._store.writing() as transaction:
                child = archive.store(transaction, spool)
                _give(transaction, child, caregiver)
        return child

    def erase(self, child: str, remove: Callable[[str], None] | None = None) -> Receipt:
        """Erase a child, and return what was found when it was looked for afterwards.

        Args:
            child: its key.
            remove: removes it; by default from the store alone.

        Raises:
            UnknownChildError: there is no such child.
            InUseError: somebody else reads the database; once nobody does, it can be removed.
        """
        return erase(self._store, child, self._clock(), remove)


def _give(transaction: Transaction, child: str, caregiver: int) -> None:
    """Give a child that came to a caregiver; nobody comes whom only researchers would see."""
    account = accounts.get(transaction, caregiver)
    if account:
        accounts.set_children(transaction, caregiver, account.children | {child})
    if child in accounts.unseen(transaction):
        raise AccountError(UNNAMED)


def _fits(picture: str, settings: str) -> None:
    """Refuse a picture, and settings of a page, that are none of ours."""
    if picture not in PICTURES:
        raise ValueError(picture)
    PageSettings.model_validate_json(settings)
