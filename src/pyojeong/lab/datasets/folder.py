"""A folder with one folder a label, as the 2024 study had it: photos/happy/1.jpg."""

import os
from dataclasses import dataclass
from pathlib import Path

from pyojeong.core.errors import DataError
from pyojeong.core.images import read_picture
from pyojeong.lab.datasets import DATASETS, DataSet, Source
from pyojeong.lab.datasets._tree import METADATA, arrange, read_groups


@dataclass(frozen=True)
class Files:
    """Reads files below a folder."""

    root: Path

    def read(self, key: str) -> bytes:
        """Return the file's bytes."""
        return read_picture(self.root / key)

    def stamp(self, key: str) -> str:
        """Return size and time of change."""
        path = self.root / key
        if not path.is_file():
            return "missing"
        status = path.stat()
        return f"{status.st_size} {status.st_mtime_ns}"


def open_folder(source: str) -> DataSet:
    """Return the photos of a folder; labels may hold folders of their own.

    Raises:
        DataError: the folder is not there.
    """
    root = Path(source)
    if not root.is_dir():
        raise DataError(f"There is no folder {source}: check the path.")
    names = [
        (Path(folder) / name).relative_to(root).as_posix()
        for folder, _folders, files in os.walk(root)
        for name in files
    ]
    metadata = root / METADATA
    groups = read_groups(metadata.read_bytes()) if metadata.is_file() else {}
    photos, ignored = arrange(names, groups)
    return DataSet(source, photos, Files(root), ignored)


DATASETS.register("folder")(Source(open_folder, Path.is_dir, general=True))
