"""Zips that are made while they are sent: neither they nor what is in them is ever held whole."""

import io
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile

from typing_extensions import Buffer, override

LEVEL = 1  # of 9: tables become a tenth of their size, and 9 would need five times as long
PIECE = 1 << 16  # characters that are written together

Member = tuple[str, Iterable[bytes]]  # its name and what it holds


def zipped(members: Iterable[Member]) -> Iterator[bytes]:
    """Return a zip, piece by piece; a member is asked for when the one before it is written."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name, pieces in members:
            with archive.open(name, "w") as member:
                for piece in pieces:
                    member.write(piece)
                    yield sink.taken()
    yield sink.taken()


def encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """Return lines in UTF-8, many in a piece."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PIECE:
            yield "".join(held).encode()
            held.clear()
            size = 0
    yield "".join(held).encode()


class _Sink(io.RawIOBase):
    """A file that keeps what is written until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    @override
    def writable(self) -> bool:
        """Whether it can be written."""
        return True

    @override
    def write(self, data: Buffer, /) -> int:
        """Keep what is written."""
        view = memoryview(data)
        self._held += view
        return view.nbytes

    def taken(self) -> bytes:
        """Return what was written since it was last taken."""
        held, self._held = bytes(self._held), bytearray()
        return held
