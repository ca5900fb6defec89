"""Erasing a child, and then looking whether anything of it is left: the receipt says what was seen.

The bytes of every file are searched, not what the files are said to hold: a row that was deleted
may still stand in a page that nobody uses any more, in a log, or in a backup.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pyojeong.app.store import backups, people
from pyojeong.app.store.store import Store
from pyojeong.core.files import storage

CHUNK = 1 << 20  # bytes that are searched at a time

# key, code: nobody else has them, and chance does not bring them. name: somebody else may have it,
# and a short one may stand anywhere.
Trace = Literal["key", "code", "name"]


@dataclass(frozen=True)
class Found:
    """Something that is left.

    file: its name in the data folder. what: of the child.
    """

    file: str
    what: Trace


@dataclass(frozen=True)
class Receipt:
    """What was done and seen.

    at: when. files, bytes: that were searched afterwards; 0 files: the database is on a server,
    whose files and backups are not ours to look into. found: what is left; nothing, as it should.
    """

    at: datetime
    files: int
    bytes: int
    found: tuple[Found, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing is left that is the child's alone."""
        return not any(one.what != "name" for one in self.found)


def erase(
    store: Store, child: str, now: datetime, remove: Callable[[str], None] | None = None
) -> Receipt:
    """Remove a child and all that is known of it, and return what was found afterwards.

    Args:
        store: where.
        child: its key.
        now: the time, with its zone.
        remove: removes it; by default from the store alone.

    Raises:
        UnknownChildError: there is no such child.
        InUseError: somebody else reads the database: nothing, or not all, was removed.
        StorageError: a file cannot be read, so that nobody knows whether anything is left.
    """
    with store.reading() as transaction:
        known = people.get(transaction, child)
    traces: dict[Trace, str] = {
        "key": known.child.key, "code": known.code, "name": known.child.pseudonym,
    }  # fmt: skip
    (remove or store.erase)(child)
    if store.folder is None:
        return Receipt(now, files=0, bytes=0)
    return search(store.folder, traces, now)


def search(folder: Path, traces: Mapping[Trace, str], now: datetime) -> Receipt:
    """Search every file of a data folder, its logs and backups among them, for what is a child's.

    Raises:
        StorageError: one of them cannot be read.
    """
    needles = [(what, needle) for what, text in traces.items() for needle in spelt(text)]
    searched: list[int] = []
    found: set[Found] = set()
    for file in files_of(folder):
        with storage(file):
            size, seen = _search(file, needles)
        searched.append(size)
        found |= {Found(str(file.relative_to(folder)), what) for what in seen}
    inside = sorted(found, key=lambda one: (one.file, one.what))
    return Receipt(now, files=len(searched), bytes=sum(searched), found=tuple(inside))


def files_of(folder: Path) -> list[Path]:
    """Return every file that Pyojeong may have written: in the data folder and among the backups.

    No deeper: a data folder may lie above somebody's whole disk.
    """
    places = (folder, backups.folder_of(folder / "any"))
    there = (file for place in places if place.is_dir() for file in place.iterdir())
    return sorted(file for file in there if file.is_file())


def spelt(text: str) -> tuple[bytes, ...]:
    """Return a text as bytes in every way in which a file may hold it; an empty one in none."""
    if not text:
        return ()
    escaped = json.dumps(text)[1:-1]  # as in the JSON of a row
    capitals = re.sub(r"\\u[0-9a-f]{4}", lambda found: "\\u" + found[0][2:].upper(), escaped)
    ways = (
        text.encode(),
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        escaped.encode(),
        capitals.encode(),
    )
    return tuple(dict.fromkeys(ways))


def _search(file: Path, needles: list[tuple[Trace, bytes]]) -> tuple[int, set[Trace]]:
    """Return how many bytes a file has, and what stands in it."""
    size = 0
    found: set[Trace] = set()
    overlap = max((len(needle) for _, needle in needles), default=1) - 1
    for piece, new in _pieces(file, overlap):
        size += new
        found |= {what for what, needle in needles if needle in piece}
    return size, found


def _pieces(file: Path, overlap: int) -> Iterator[tuple[bytes, int]]:
    """Return a file piece by piece, each with the end of the one before, and its new bytes."""
    before = b""
    with file.open("rb") as opened:
        while piece := opened.read(CHUNK):
            whole = before + piece
            yield whole, len(piece)
            before = whole[-overlap:] if overlap else b""
