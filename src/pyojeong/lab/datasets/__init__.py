"""Data sets: labelled photos from wherever they lie, one self-registering reader a file."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from pyojeong.core.errors import DataError
from pyojeong.core.registry import Registry
from pyojeong.core.settings import DIGEST_LENGTH
from pyojeong.lab.decisions import honoured

Part = Literal["training", "validation", "test"]


@dataclass(frozen=True)
class Photo:
    """One labelled photo of a data set.

    key: names it within the data set; a relative path where there are files. label: our word for
    it. group: who is shown, or whatever else must stay together in a split. part: as published.
    traits: what is known of who is shown, (name, value) pairs sorted by name, as ("age", "0-12").
    """

    key: str
    label: str
    group: str | None = None
    part: Part | None = None
    traits: tuple[tuple[str, str], ...] = ()


class Reader(Protocol):
    """Gives the bytes of photos. It is sent to other processes, so it holds paths, not files."""

    def read(self, key: str) -> bytes:
        """Return the picture file's bytes, or raise PictureError."""
        ...

    def stamp(self, key: str) -> str:
        """Return a text that changes when the photo does, without reading the photo."""
        ...


@dataclass(frozen=True)
class DataSet:
    """Labelled photos, in a fixed order.

    name: as it was asked for. ignored: files that are no pictures, or lie outside the labels.
    decisions: hash of what a person decided about it (lab/decisions.py); empty where nothing was.
    """

    name: str
    photos: tuple[Photo, ...]
    reader: Reader
    ignored: int = 0
    decisions: str = ""

    def read(self, photo: Photo) -> bytes:
        """Return the photo's file.

        Raises:
            PictureError: it cannot be read.
        """
        return self.reader.read(photo.key)

    @property
    def fingerprint(self) -> str:
        """Hash of everything but the photos' contents: changes when a file is touched."""
        total = hashlib.sha256()
        for photo in self.photos:
            total.update(repr((photo, self.reader.stamp(photo.key))).encode())
        return total.hexdigest()[:DIGEST_LENGTH]


@dataclass(frozen=True)
class Source:
    """One kind of data set.

    open: takes what follows the colon of `kind:...`, or a path. recognises: whether a path is of
    this kind; kinds that only have names recognise none. general: takes any path of its form, so
    a kind that is not general comes first.
    """

    open: Callable[[str], DataSet]
    recognises: Callable[[Path], bool] = lambda _path: False
    general: bool = False


DATASETS: Registry[Source] = Registry("data set", "pyojeong.lab.datasets")


def open_dataset(source: str, *, decided: bool = True) -> DataSet:
    """Return a data set, listed but not read, as it was decided.

    Args:
        source: a path to a folder, a zip or a CSV file, or `kind:name`, as `hf:owner/name` or
            `drawn:count=1200,seed=7,size=128`.
        decided: honour the decisions beside it; else every photo as it came.

    Raises:
        DataError: there is no such path, or it holds no labelled photos, or one label alone; or
            the decisions beside it are about other photos.
        UnknownNameError: there is no such kind of data set.
        NetworkError, MissingExtraError: it must be fetched and cannot be.
    """
    found = _open(source)
    found = honoured(source).applied(found) if decided else found
    labels = {photo.label for photo in found.photos}
    if not labels:
        raise DataError(
            f"No labelled photos in {source}: expected one folder a label, as "
            f"{source.rstrip('/')}/happy/1.jpg."
        )
    if len(labels) == 1:
        raise DataError(
            f"All {len(found.photos)} photos in {source} are labelled {labels.pop()!r}: add at "
            "least one more label, a folder each."
        )
    return found


def data_name(source: str) -> str:
    """Return what a data set is called where it may be read by others: no path of this machine."""
    kind, colon, _name = source.partition(":")
    return source if colon and kind in DATASETS else Path(source).name


def _open(source: str) -> DataSet:
    path = Path(source)
    kind, colon, name = source.partition(":")
    # A drive letter ("C:\\photos") is no kind of data set, and a path that exists comes first.
    if colon and len(kind) > 1 and not path.exists():
        return DATASETS.get(kind).open(name)
    if not path.exists():
        raise DataError(
            f"There is no {source}: check the path, or name a data set as kaggle:owner/name."
        )
    able = [kind for _name, kind in DATASETS if kind.recognises(path)]
    if not able:
        raise DataError(
            f"{source} is no data set: give a folder or zip with one folder a label, a CSV with "
            "the columns path and label, or FER2013."
        )
    return min(able, key=lambda kind: kind.general).open(source)
