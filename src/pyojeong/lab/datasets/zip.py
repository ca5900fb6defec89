"""A zip with one folder a label. Nothing is ever unpacked onto the disk."""

import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from pyojeong.core.errors import DataError, PictureError
from pyojeong.core.images import MAX_BYTES
from pyojeong.lab.datasets import DATASETS, DataSet, Source
from pyojeong.lab.datasets._tree import arrange, find_people

# What zipfile and the unpackers beneath it raise over damaged bytes; a ValueError is a name that
# is no UTF-8.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError,
           EOFError, OSError, ValueError)  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """An opened archive.

    members: its files by their normal path; stored names may be spelt `./happy/1.jpg`. Of two
    members with one path, the later counts.
    """

    zip: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]


@dataclass(frozen=True)
class Archive:
    """Reads members of a zip. `changed` (ns) makes sure that a replaced file is opened anew."""

    path: Path
    changed: int

    @property
    def opened(self) -> Opened:
        """The opened archive, once a process."""
        return _opened(self.path, self.changed)

    def read(self, key: str) -> bytes:
        """Return the member's bytes."""
        info = self.opened.members[key]
        if info.file_size > MAX_BYTES:  # before a byte is unpacked; zipfile reads no more than this
            raise PictureError(f"{key} is no photo: it unpacks to over {MAX_BYTES // 10**6} MB.")
        if info.flag_bits & 1:
            raise PictureError(f"{key} is locked with a password: pack it again without one.")
        try:
            return self.opened.zip.read(info)
        except DAMAGED as error:
            raise PictureError(f"{key} is damaged inside the zip: copy the zip again.") from error

    def stamp(self, key: str) -> str:
        """Return size and checksum, as the archive lists them."""
        info = self.opened.members[key]
        return f"{info.file_size} {info.CRC:08x}"


@lru_cache(maxsize=4)
def _opened(path: Path, changed: int) -> Opened:
    del changed
    archive = zipfile.ZipFile(path)
    files = (info for info in archive.infolist() if not info.is_dir())
    return Opened(archive, {str(PurePosixPath(info.filename)): info for info in files})


def open_zip(source: str) -> DataSet:
    """Return the photos of a zip.

    Raises:
        DataError: it is damaged, or names a path outside of itself.
    """
    path = Path(source)
    try:
        archive = Archive(path, path.stat().st_mtime_ns)
        members = archive.opened.members
    except DAMAGED as error:
        raise DataError(f"{source} is no whole zip: copy or download it again.") from error
    for info in members.values():
        _refuse_climbing(info.filename, source)
    photos, ignored = arrange(members, find_people(members, archive.read))
    return DataSet(source, photos, archive, ignored)


def _refuse_climbing(name: str, source: str) -> None:
    """Refuse a member whose path leads out of the archive: nobody packs photos so by mistake."""
    if ".." in PurePosixPath(name).parts or name.startswith("/") or "\\" in name or ":" in name:
        raise DataError(
            f"{source} holds the path {name!r}, which leads out of it: do not trust this zip, or "
            "pack the photos again."
        )


def _is_zip(path: Path) -> bool:
    return path.is_file() and (path.suffix.lower() == ".zip" or zipfile.is_zipfile(path))


DATASETS.register("zip")(Source(open_zip, _is_zip, general=True))
