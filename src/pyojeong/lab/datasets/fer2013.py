"""FER2013: 48 x 48 px grey faces with seven labels, as CSV, as folders, or zipped.

Goodfellow et al., Challenges in Representation Learning, ICONIP 2013 (arXiv:1307.0414). Its own
parts are used: PublicTest to validate, PrivateTest to test.
"""

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pyojeong.core.errors import DataError, PictureError
from pyojeong.core.labels import canonical
from pyojeong.lab.datasets import DATASETS, DataSet, Photo, Source
from pyojeong.lab.datasets._tree import published
from pyojeong.lab.datasets.folder import open_folder
from pyojeong.lab.datasets.zip import open_zip

# The CSV's numbers, in the order of the competition's page.
LABELS = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")
SIDE = 48  # px


@dataclass(frozen=True)
class Lines:
    """Reads one line of the CSV at a time: it has 300 MB, and every process needs it.

    column: of the pixels. offsets: where each line begins, in bytes, the header being line 0.
    """

    path: Path
    changed: int
    column: int
    offsets: tuple[int, ...]

    def read(self, key: str) -> bytes:
        """Return the line's pixels as a PNG.

        Raises:
            PictureError: they are not 48 x 48 numbers from 0 to 255.
        """
        with self.path.open("rb") as file:
            file.seek(self.offsets[_number(key)])
            line = file.readline()
        try:
            grey = bytes(map(int, _cells(line)[self.column].split()))
            pixels = np.frombuffer(grey, np.uint8).reshape(SIDE, SIDE)
        except (ValueError, IndexError) as error:
            raise PictureError(
                f"Line {_number(key) + 1} of {self.path} has not 48 x 48 pixels of 0 to 255: "
                "download it again, or remove the line."
            ) from error
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "PNG")
        return buffer.getvalue()

    def stamp(self, key: str) -> str:
        """Return the line's place and when the file was changed."""
        return f"{self.offsets[_number(key)]} {self.changed}"


def open_fer2013(source: str) -> DataSet:
    """Return FER2013 from its CSV (emotion, pixels, Usage, in any order), its folders or its zip.

    Raises:
        DataError: the path is none of these.
    """
    path = Path(source)
    if path.is_dir():
        return open_folder(source)
    if path.suffix.lower() == ".zip":
        return open_zip(source)
    if not _is_csv(path):
        raise DataError(f"{source} is not FER2013: give fer2013.csv, its folders or its zip.")
    return _open_lines(source, path)


def _open_lines(source: str, path: Path) -> DataSet:
    photos: list[Photo] = []
    offsets: list[int] = []
    here = 0
    columns = _columns(path)
    with path.open("rb") as file:
        for number, line in enumerate(file):
            offsets.append(here)
            here += len(line)
            if number and line.strip():
                photos.append(
                    _photo(number, dict(zip(columns, _cells(line), strict=False)), source)
                )
    changed = path.stat().st_mtime_ns
    lines = Lines(path, changed, columns.index("pixels"), tuple(offsets))
    return DataSet(source, tuple(photos), lines)


def _photo(number: int, cells: dict[str, str], source: str) -> Photo:
    emotion = cells.get("emotion", "")
    if not emotion.isdigit() or int(emotion) >= len(LABELS):
        raise DataError(f"Line {number + 1} of {source} has no emotion 0 to 6: download it again.")
    label = canonical(LABELS[int(emotion)])
    return Photo(f"line/{number:05}", label, part=published(cells.get("usage", "")))


def _number(key: str) -> int:
    return int(key.removeprefix("line/"))


def _is_csv(path: Path) -> bool:
    if not path.is_file() or path.suffix.lower() != ".csv":
        return False
    return {"emotion", "pixels"} <= set(_columns(path))


def _columns(path: Path) -> list[str]:
    """Return the header's names; Kaggle's own icml_face_data.csv has `emotion, Usage, pixels`."""
    with path.open("rb") as file:
        return _cells(file.readline(100).removeprefix(b"\xef\xbb\xbf").lower())


def _cells(line: bytes) -> list[str]:
    """Return a line's cells, bare. No cell holds a comma: they are numbers and words."""
    return [cell.strip(' "\r\n') for cell in line.decode("ascii", "replace").split(",")]


DATASETS.register("fer2013")(Source(open_fer2013, _is_csv))
