"""A zip with one folder a label. Nothing is ever unpacked onto the disk."""

import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from pyojeong.core.errors import DataError, PictureError
from pyojeong.core.images import MAX_BYTES
from pyojeong.lab.datasets import DATASETS, DataSet, Source
from pyojeong.lab.datasets._tree import METADATA, arrange, read_groups


@dataclass(frozen=True)
class Archive:
    """Reads members of a zip. `changed` (ns) makes sure that a replaced file is opened anew."""

    path: Path
    changed: int

    @property
    def zip(self) -> zipfile.ZipFile:
        """The opened archive, once a process."""
        return _opened(self.path, self.changed)

    def read(self, key: str) -> bytes:
        """Return the member's bytes."""
        info = self.zip.getinfo(key)
        if info.file_size > MAX_BYTES:  # before a byte is unpacked; zipfile reads no more than this
            raise PictureError(f"{key} is no photo: it unpacks to over {MAX_BYTES // 10**6} MB.")
        if info.flag_bits & 1:
            raise PictureError(f"{key} is locked with a password: pack it again without one.")
        try:
            return self.zip.read(info)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
            raise PictureError(f"{key} is damaged inside the zip: copy the zip again.") from error

    def stamp(self, key: str) -> str:
        """Return size and checksum, as the archive lists them."""
        info = self.zip.getinfo(key)
        return f"{info.file_size} {info.CRC:08x}"


@lru_cache(maxsize=4)
def _opened(path: Path, changed: int) -> zipfile.ZipFile:
    del changed
    return zipfile.ZipFile(path)


def open_zip(source: str) -> DataSet:
    """Return the photos of a zip.

    Raises:
        DataError: it is damaged, or names a path outside of itself.
    """
    path = Path(source)
    try:
        archive = Archive(path, path.stat().st_mtime_ns)
        members = [info for info in archive.zip.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{source} is no whole zip: copy or download it again.") from error
    for info in members:
        _refuse_climbing(info.filename, source)
    names = [info.filename for info in members]
    groups = read_groups(archive.read(METADATA)) if METADATA in names else {}
    photos, ignored = arrange(names, groups)
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
