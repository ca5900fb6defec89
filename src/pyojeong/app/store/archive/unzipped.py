"""Opening an archive that somebody may have made to do harm.

Nothing is ever unpacked to the disk, so that no name in it can lead anywhere; everything is counted
while it is read, so that nothing can be larger than it says; and memory holds one line at a time.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, BinaryIO, TypeVar
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from pyojeong.app.store.archive import lines
from pyojeong.app.store.archive.lines import MANIFEST, MEMBERS, Line, Manifest
from pyojeong.app.store.archive.sentences import DAMAGED, FOREIGN, LARGE, NEWER, ODD
from pyojeong.app.store.migrating import HEAD
from pyojeong.core.errors import ArchiveError

FILE_BYTES = 512 << 20  # of the archive: twenty children's lives of practice [D]
TOTAL_BYTES = 2 << 30  # of what is in it
RATIO = 100  # of a member to its packed size; ours is 10 to 25. Deflate itself reaches 1,032
FREE_BYTES = 1 << 20  # that a member may have whatever its ratio
LINE_BYTES = 1 << 18  # of one line; a trial has some 1,500
MANIFEST_BYTES = 1 << 14

# The end of a zip (PKWARE APPNOTE 6.3.10, 4.3.16): 22 bytes, where no comment follows. zipfile
# reads the whole directory that it points to: who says how long that is must be asked before.
END = struct.Struct("<4s4H2LH")
END_MARK, ZIP64_MARK = b"PK\x05\x06", b"PK\x06\x07"
ZIP64_BYTES = 20  # of the mark that a larger directory stands elsewhere
DIRECTORY_BYTES = 1 << 12
MOST = 2 * len(MEMBERS)  # members; a newer archive may have some more
ENCRYPTED = 0x1  # flag of a member

# What zipfile raises where a zip is not as it should be; RuntimeError: it wants a password, or is
# packed in a way that we do not know.
BROKEN = (BadZipFile, EOFError, OSError, RuntimeError, struct.error, zlib.error)

L = TypeVar("L", bound=Line)


class Unzipped:
    """An archive that says what it is, and has the members that it must have.

    Args:
        file: that can be read at any place.

    Raises:
        ArchiveError: it is none, or a newer one, or too large, or damaged.
    """

    def __init__(self, file: BinaryIO) -> None:
        _look_at_end(file)
        with faults():
            self._zip = ZipFile(file)
            _look_at_sizes(self._zip.infolist())
            self.manifest = self._manifest()
            self._look_at_members()

    def lines(self, name: str, kind: type[L], latest: datetime) -> Iterator[L]:
        """Return the lines of a member, one after the other, and see that all of it is there.

        Args:
            name: of the member.
            kind: of its lines.
            latest: moment that may stand in them.

        Raises:
            ArchiveError: it is damaged, or something in it cannot be.
        """
        said, total = self.manifest.members[name], hashlib.sha256()
        count = 0
        with faults(), self._zip.open(name) as member:
            for line in _split(member):
                total.update(line)
                count += 1
                text = line.decode()
                lines.plain(text)
                yield kind.model_validate_json(text, context={lines.LATEST: latest})
        if (count, total.hexdigest()) != (said.lines, said.sha256):
            raise ArchiveError(DAMAGED)

    def _manifest(self) -> Manifest:
        """Return what the archive says of itself; a newer one is told from one that is none."""
        with self._zip.open(MANIFEST) as member:
            text = member.read(MANIFEST_BYTES).decode()
        said = lines.plain(text)
        if not isinstance(said, dict) or said.get("what") != lines.WHAT:
            raise ArchiveError(FOREIGN)
        if _is_newer(said.get("format"), said.get("store")):
            raise ArchiveError(NEWER)
        return Manifest.model_validate_json(text)

    def _look_at_members(self) -> None:
        """Refuse other members than ours, and such as are not of the size that they are said."""
        said = self.manifest.members
        if sorted(self._zip.namelist()) != sorted((MANIFEST, *MEMBERS)) or set(said) != {*MEMBERS}:
            raise ArchiveError(ODD)
        if any(self._zip.getinfo(name).file_size != one.bytes for name, one in said.items()):
            raise ArchiveError(DAMAGED)


@contextmanager
def faults() -> Iterator[None]:
    """Turn whatever is wrong with an archive into one sentence.

    Raises:
        ArchiveError: in place of it.
    """
    try:
        yield
    except ArchiveError:
        raise
    except BROKEN as error:
        raise ArchiveError(DAMAGED) from error
    except (ValueError, LookupError, OverflowError) as error:  # pydantic's is a ValueError
        raise ArchiveError(ODD) from error


def _look_at_end(file: BinaryIO) -> None:
    """Refuse what is no zip, or one whose directory would fill the memory."""
    size = file.seek(0, 2)
    if size > FILE_BYTES:
        raise ArchiveError(LARGE)
    file.seek(max(0, size - END.size - ZIP64_BYTES))
    tail = file.read()
    if len(tail) < END.size + ZIP64_BYTES or tail[-END.size :][:4] != END_MARK:
        raise ArchiveError(FOREIGN)
    _mark, _disk, _first, _here, count, length, _start, comment = END.unpack(tail[-END.size :])
    if tail.startswith(ZIP64_MARK) or count > MOST or length > DIRECTORY_BYTES or comment:
        raise ArchiveError(FOREIGN)


def _look_at_sizes(infos: list[ZipInfo]) -> None:
    """Refuse what would fill the memory, before any of it is opened: the manifest like the rest.

    What a zip says of a size may be a lie. But deflate gives no more at a time than it is asked
    for, and whoever reads asks for little; other ways of packing give all at once.
    """
    manifests = [info for info in infos if info.filename == MANIFEST]
    if not manifests:
        raise ArchiveError(FOREIGN)
    if any(_is_strange(info) for info in infos):
        raise ArchiveError(ODD)
    if (
        any(_swells(info) for info in infos)
        or any(max(one.file_size, one.compress_size) > MANIFEST_BYTES for one in manifests)
        or sum(info.file_size for info in infos) > TOTAL_BYTES
    ):
        raise ArchiveError(LARGE)


def _is_newer(format_: object, store: object) -> bool:
    return (isinstance(format_, int) and format_ > lines.FORMAT) or (
        isinstance(store, str) and store.isdecimal() and store > HEAD
    )


def _swells(info: ZipInfo) -> bool:
    return info.file_size > max(FREE_BYTES, RATIO * info.compress_size)


def _is_strange(info: ZipInfo) -> bool:
    return bool(info.flag_bits & ENCRYPTED) or info.compress_type != ZIP_DEFLATED


def _split(member: IO[bytes]) -> Iterator[bytes]:
    """Return whole lines; none is longer than LINE_BYTES."""
    while line := member.readline(LINE_BYTES + 1):
        if len(line) > LINE_BYTES:
            raise ArchiveError(LARGE)
        if not line.endswith(b"\n"):
            raise ArchiveError(DAMAGED)
        yield line
