"""A data set by its name on the Hugging Face hub: `hf:owner/name`, kept in the hub's own cache.

Parquet with an image column and a label column, which is how the hub stores image data sets, or
folders a label.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from pyojeong.core.errors import DataError, MissingExtraError, NetworkError, PictureError
from pyojeong.core.files import storage
from pyojeong.core.labels import canonical
from pyojeong.lab.datasets import DATASETS, DataSet, Part, Photo, Source
from pyojeong.lab.datasets._tree import PARTS
from pyojeong.lab.datasets.folder import open_folder

IMAGES = ("image", "img", "picture", "pixels")
LABELS = ("label", "labels", "emotion", "expression", "class")
WANTED = ["*.parquet", "*.jpg", "*.jpeg", "*.png", "*.webp", "*metadata.csv"]


@dataclass(frozen=True)
class Rows:
    """Reads rows of Parquet files; a key is `data/train-00000.parquet#row`."""

    root: Path
    column: str

    def read(self, key: str) -> bytes:
        """Return the row's picture file."""
        name, _hash, row = key.rpartition("#")
        file = _opened(self.root / name)
        place = int(row)
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if place < rows:
                cell = _group(self.root / name, group, self.column)[place]
                data = cell.get("bytes") if isinstance(cell, dict) else cell
                if isinstance(data, bytes):
                    return data
                break
            place -= rows
        raise PictureError(f"{key} holds no picture.")

    def stamp(self, key: str) -> str:
        """Return the file's size; the hub's cache never changes one in place."""
        return str((self.root / key.rpartition("#")[0]).stat().st_size)


@lru_cache(maxsize=16)
def _opened(path: Path) -> pq.ParquetFile:
    return pq.ParquetFile(path)


@lru_cache(maxsize=2)
def _group(path: Path, group: int, column: str) -> list[object]:
    return _opened(path).read_row_group(group, columns=[column])[column].to_pylist()


def open_hf(name: str) -> DataSet:
    """Download a data set, or find it in the cache.

    Raises:
        MissingExtraError: huggingface_hub is not installed.
        DataError: the hub has no such data set, or it has no image and label.
        NetworkError: the hub cannot be reached, or the download broke off.
        StorageError: there is no room for it.
    """
    try:
        from huggingface_hub import constants, snapshot_download
        from huggingface_hub.errors import (
            HfHubHTTPError,
            HFValidationError,
            RepositoryNotFoundError,
        )
    except ImportError as error:
        raise MissingExtraError(
            'hf:... needs huggingface_hub: pip install "pyojeong[hub]" brings it.'
        ) from error
    try:
        with storage(Path(constants.HF_HUB_CACHE)):
            root = Path(snapshot_download(name, repo_type="dataset", allow_patterns=WANTED))
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise DataError(
            f"The Hugging Face hub does not give {name}: check owner/name, and log in with "
            "`hf auth login` if its page asks for that."
        ) from error
    # The hub's own errors are OSErrors; its HTTP client is one of three by version, whose base of
    # every error is also its own errors' base; its Xet client raises RuntimeError.
    except (OSError, RuntimeError, *HfHubHTTPError.__bases__) as error:
        raise NetworkError(
            f"The Hugging Face hub cannot be reached for {name}: go online and try again, "
            "or download it elsewhere and give the folder."
        ) from error
    files = sorted(root.rglob("*.parquet"))
    if not files:
        return replace(open_folder(str(root)), name=f"hf:{name}")
    return _open_parquet(f"hf:{name}", root, files)


def _open_parquet(name: str, root: Path, files: list[Path]) -> DataSet:
    columns = _opened(files[0]).schema_arrow.names
    image = next((column for column in IMAGES if column in columns), None)
    label = next((column for column in LABELS if column in columns), None)
    if image is None or label is None:
        raise DataError(
            f"{name} has the columns {', '.join(columns)}: an image and a label are needed, so "
            "export it as folders a label and give the folder."
        )
    photos = [photo for path in files for photo in _photos(path, root, label)]
    rows = sum(_opened(path).metadata.num_rows for path in files)
    return DataSet(name, tuple(photos), Rows(root, image), ignored=rows - len(photos))


def _photos(path: Path, root: Path, column: str) -> Iterator[Photo]:
    names = _names(path, column)
    part: Part | None = PARTS.get(path.name.split("-")[0].split(".")[0].lower())
    relative = path.relative_to(root).as_posix()
    labels = _opened(path).read(columns=[column])[column].to_pylist()
    for row, label in enumerate(labels):
        word = _word(label, names)
        if word:
            yield Photo(f"{relative}#{row}", canonical(word), part=part)


def _word(label: object, names: list[str]) -> str:
    """Return the label as a word; empty where there is none, which the hub also writes as -1."""
    if isinstance(label, int) and (label < 0 or names):
        return names[label] if 0 <= label < len(names) else ""
    return "" if label is None else str(label)


def _names(path: Path, column: str) -> list[str]:
    """Return the names of numbered labels, which the hub's library writes into the schema."""
    metadata = _opened(path).schema_arrow.metadata or {}
    features = json.loads(metadata.get(b"huggingface", b"{}")).get("info", {}).get("features", {})
    return features.get(column, {}).get("names", [])


DATASETS.register("hf")(Source(open_hf))
