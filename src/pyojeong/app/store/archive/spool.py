"""Rows on their way in: checked, and kept in a file without a name until all are stored together.

So checking, which takes long, locks nobody out, and memory holds some rows at a time.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from pydantic_core import from_json, to_json

from pyojeong.app.store.backups import PART
from pyojeong.app.store.moments import written
from pyojeong.app.store.tables import Base
from pyojeong.core.files import storage

Rows: TypeAlias = list[dict[str, Any]]

PREFIX, SUFFIX = PART.split("{}")  # where a system gives every file a name, erasing finds it


@contextmanager
def unnamed(folder: Path | None) -> Iterator[BinaryIO]:
    """Give a file that nobody else can open, and that is gone afterwards, even after a crash.

    Args:
        folder: on whose disk it lies; None: that of the system for such files.

    Raises:
        StorageError: the disk is full, or the folder cannot be written.
    """
    place = folder or Path(tempfile.gettempdir())
    with (
        storage(place),
        tempfile.TemporaryFile("w+b", prefix=PREFIX, suffix=SUFFIX, dir=place) as file,
    ):
        yield file


class Spool:
    """Rows in a file: as many as there are, written once and then read once.

    Args:
        file: empty, and nobody else's.
        folder: on whose disk it lies; None: that of the system for such files.
    """

    def __init__(self, file: BinaryIO, folder: Path | None = None) -> None:
        self._file = file
        self._place = folder or Path(tempfile.gettempdir())

    def add(self, row: type[Base], rows: Rows) -> None:
        """Keep some rows of a table, with values as its columns keep them.

        Raises:
            StorageError: the disk is full.
        """
        if rows:
            plain = [{name: _plain(value) for name, value in one.items()} for one in rows]
            with storage(self._place):
                self._file.write(to_json([row.__tablename__, plain]) + b"\n")

    def __iter__(self) -> Iterator[tuple[str, Rows]]:
        """Give the names of tables with rows, as they were kept and in that order."""
        self._file.seek(0)
        for line in self._file:
            name, rows = from_json(line)
            yield name, rows


def _plain(value: object) -> object:
    return written(value) if isinstance(value, datetime) else value
