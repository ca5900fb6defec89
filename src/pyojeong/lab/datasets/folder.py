"""A folder with one folder a label, as the 2024 study had it: photos/happy/1.jpg."""

import os
from dataclasses import dataclass
from pathlib import Path

from pyojeong.core.errors import DataError
from pyojeong.core.images import read_picture
from pyojeong.lab.datasets import DATASETS, DataSet, Source
from pyojeong.lab.datasets._tree import arrange, find_people


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
        DataError: the folder is not there, or its metadata.csv cannot be read.
    """
    root = Path(source)
    if not root.is_dir():
        raise DataError(f"There is no folder {source}: check the path.")
    names = list_files(root)
    files = Files(root)
    photos, ignored = arrange(names, find_people(names, files.read))
    return DataSet(source, photos, files, ignored)


def list_files(root: Path) -> list[str]:
    """Return the path of every file below a folder, relative to it, with slashes."""
    return [
        (Path(folder) / name).relative_to(root).as_posix()
        for folder, _folders, files in os.walk(root)
        for name in files
    ]


DATASETS.register("folder")(Source(open_folder, Path.is_dir, general=True))
