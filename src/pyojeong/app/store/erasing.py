"""Erasing a child, and then looking whether anything of it is left: the receipt says what was seen.

The bytes of every file are searched, not what the files are said to hold: a row that was deleted
may still stand in a page that nobody uses any more, in a log, or in a backup.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.store import backups, people, signals
from pyojeong.app.store.store import Store
from pyojeong.core.files import storage

CHUNK = 1 << 20  # bytes that are searched at a time
LONG = 12  # [D] characters from which own words are looked for: chance brings no such

# key, code: nobody else has them, and chance does not bring them. words: long own ones of the
# passport, which no other child here says. name: somebody else may have it, and a short one may
# stand anywhere.
Trace = Literal["key", "code", "words", "name"]
Traces = Sequence[tuple[Trace, str]]


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
    folder: that was searched, with its backups; None: none was.
    """

    at: datetime
    files: int
    bytes: int
    found: tuple[Found, ...] = ()
    folder: Path | None = None

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
        traces = traces_of(transaction, child)
    (remove or store.erase)(child)
    if store.folder is None:
        return Receipt(now, files=0, bytes=0)
    return search(store.folder, traces, now)


def traces_of(transaction: Transaction, child: str) -> Traces:
    """Return what tells of a child wherever it stands.

    Raises:
        UnknownChildError: there is no such child.
    """
    known = people.get(transaction, child)
    others = (one.child.key for one in people.everybody(transaction) if one.child.key != child)
    said = [words for other in others for words in _own_words(transaction, other)]
    return [
        ("key", known.child.key),
        ("code", known.code),
        ("name", known.child.pseudonym),
        *(
            ("words", words)
            for words in _own_words(transaction, child)
            if not any(words in other for other in said)
        ),
    ]


def _own_words(transaction: Transaction, child: str) -> list[str]:
    """Return the long own words of a child's passport."""
    texts = (
        text
        for signal in signals.of(transaction, child).values()
        for text in (signal.words, signal.helps)
    )
    return [text for text in texts if len(text) >= LONG]


def search(folder: Path, traces: Traces, now: datetime) -> Receipt:
    """Search every file of a data folder, its logs and backups among them, for what is a child's.

    Raises:
        StorageError: one of them cannot be read.
    """
    needles = [(what, needle) for what, text in traces for needle in spelt(text)]
    searched: list[int] = []
    found: set[Found] = set()
    for file in files_of(folder):
        with storage(file):
            size, seen = _search(file, needles)
        searched.append(size)
        found |= {Found(str(file.relative_to(folder)), what) for what in seen}
    inside = sorted(found, key=lambda one: (one.file, one.what))
    return Receipt(now, len(searched), sum(searched), tuple(inside), folder)


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
