"""Labelled photos in a tree of names: what folder, zip and downloads have in common."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from pyojeong.core.errors import DataError
from pyojeong.core.images import hidden, is_picture
from pyojeong.core.labels import EIGHT, canonical
from pyojeong.lab.datasets import Part, Photo
from pyojeong.lab.datasets._traits import Traits, read_traits

PARTS: dict[str, Part] = {
    "train": "training",
    "training": "training",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "test": "test",
    "testing": "test",
}

METADATA = "metadata.csv"  # beside the labels: who is shown, as `pyojeong data drawn` writes it

Path = PurePosixPath


class Shown(NamedTuple):
    """Who a photo shows, as far as a metadata.csv says."""

    person: str | None = None
    traits: Traits = ()


def arrange(
    names: Iterable[str], people: Mapping[str, Shown] | None = None
) -> tuple[tuple[Photo, ...], int]:
    """Read labels and published parts from paths: [wrapper/][part/]label/.../photo.

    Args:
        names: relative paths with slashes.
        people: path -> who is shown, where it is known.

    Returns:
        Photos sorted by key, and how many names were ignored.
    """
    every = [Path(name) for name in names]
    pictures = sorted(path for path in every if is_picture(path))
    start = _wrappers(pictures)
    parted = bool(pictures) and all(_part(path, start) for path in pictures)
    photos = []
    for path in pictures:
        below = path.parts[start + parted :]
        if len(below) > 1:
            part = published(path.name) or (_part(path, start) if parted else None)
            shown = (people or {}).get(str(path), Shown())
            photos.append(Photo(str(path), canonical(below[0]), shown.person, part, shown.traits))
    return tuple(photos), len(every) - len(photos)


def published(name: str) -> Part | None:
    """Return the part that FER2013 writes into a file's name: PublicTest_123.jpg."""
    parts: dict[str, Part] = {
        "Training": "training",
        "PublicTest": "validation",
        "PrivateTest": "test",
    }
    return parts.get(name.partition("_")[0])


def find_people(names: Iterable[str], read: Callable[[str], bytes]) -> dict[str, Shown]:
    """Return path -> who is shown, as every metadata.csv among the names tells of its own folder.

    Its column `file` names the photo, `person` who it is; which of the others are traits, and how
    ages are put into bands, `read_traits` says.

    Args:
        names: relative paths with slashes.
        read: gives the bytes of one of them.

    Raises:
        DataError: a metadata.csv cannot be read.
    """
    tables = sorted(path for path in map(Path, names) if path.name == METADATA)
    return {
        str(path.parent / file): shown
        for path in tables
        if not hidden(path)
        for file, shown in _people(read(str(path)), path)
    }


def _people(metadata: bytes, path: Path) -> list[tuple[str, Shown]]:
    """Return the file of each line and who it shows, or nothing where no column names files."""
    text = io.StringIO(metadata.decode("utf-8-sig", errors="replace"), newline="")
    try:
        rows = list(csv.DictReader(text))
    except csv.Error as error:
        raise DataError(f"{path} is no CSV ({error}): mend it, or remove it.") from error
    named = [row for row in rows if row.get("file")]
    return [
        (row["file"], Shown(row.get("person") or None, traits))
        for row, traits in zip(named, read_traits(named), strict=True)
    ]


def _wrappers(paths: list[Path]) -> int:
    """Return how many folders stand about all the others, as archives and downloads have them."""
    depth = 0
    while (
        paths
        and all(len(path.parts) > depth + 2 for path in paths)
        and len({path.parts[depth] for path in paths}) == 1
        and canonical(paths[0].parts[depth]) not in EIGHT
        and paths[0].parts[depth].lower() not in PARTS
    ):
        depth += 1
    return depth


def _part(path: Path, start: int) -> Part | None:
    """Return the part that the path's first folder names."""
    return PARTS.get(path.parts[start].lower()) if len(path.parts) > start + 2 else None
