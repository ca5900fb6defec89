"""Prepared: a data set's faces on disk, and how they are written and read.

faces.json             the Manifest
faces-00000.parquet    the first 256 photos, one row each, in the data set's order
faces-00001.parquet    the next
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import Field, ValidationError

from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError
from pyojeong.core.files import write_bytes
from pyojeong.core.images import Pixels
from pyojeong.core.labels import in_order
from pyojeong.core.settings import DIGEST_LENGTH, Settings, canonical_json
from pyojeong.faces.crop import resample
from pyojeong.lab.datasets import Part
from pyojeong.lab.prepare_report import Report

Happened = Literal["face", "whole", "centre", "skipped", "unreadable"]
View = Literal["scene", "erased"]  # the whole photo; the same without its face: see views.py
Landmarks = tuple[tuple[float, float], ...]

MANIFEST = "faces.json"
SHARD = 256  # photos a file: about 20 MB of crops at 224 px
GROUP = 16  # photos a row group: what is read at least when one photo is wanted

SCHEMA = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("label", pa.string(), nullable=False),
        pa.field("group", pa.string()),
        pa.field("part", pa.string()),
        pa.field("source_sha256", pa.string(), nullable=False),
        pa.field("pixels_sha256", pa.string()),
        pa.field("phash", pa.uint64()),
        pa.field("width", pa.int32()),
        pa.field("height", pa.int32()),
        pa.field("format", pa.string()),
        pa.field("faces", pa.int32(), nullable=False),
        pa.field("box", pa.list_(pa.float32(), 4)),
        pa.field("score", pa.float32()),
        pa.field("landmarks", pa.list_(pa.list_(pa.float32(), 2), 5)),
        pa.field("happened", pa.string(), nullable=False),
        pa.field("error", pa.string()),
        pa.field("traits", pa.map_(pa.string(), pa.string())),
        pa.field("crop", pa.binary()),
    ]
)
COLUMNS = [name for name in SCHEMA.names if name != "crop"]


class Manifest(Settings):
    """What a prepared folder was made from."""

    source: str = Field(description="as `open_dataset` took it")
    crop: CropSpec
    fingerprint: str = Field(description="of the data set, without its photos' contents")
    photos: int = Field(ge=1)
    ignored: int = Field(ge=0, description="files that are no pictures")
    decisions: str = Field("", description="hash of what was decided about the photos")
    view: View | None = Field(None, description="what the crops show where it is not the face")

    @property
    def shards(self) -> int:
        """Number of files once all is done."""
        return -(-self.photos // SHARD)

    @staticmethod
    def load(folder: Path) -> "Manifest":
        """Read a folder's manifest.

        Raises:
            DataError: there is none, or it is damaged.
        """
        path = folder / MANIFEST
        if not path.is_file():
            raise DataError(
                f"{folder} holds no prepared faces (no {MANIFEST}): run `pyojeong prepare DATA "
                f"--out {folder}` first."
            )
        try:
            return Manifest.model_validate_json(path.read_text())
        except ValidationError as error:
            raise DataError(f"{path} is damaged: delete {folder} and prepare again.") from error


@dataclass(frozen=True)
class Row:
    """What is known of one photo.

    key, label, group, part, traits: as in the data set. source_sha256: of the file's bytes.
    pixels_sha256: of the upright RGB pixels. phash: 64 bits. width, height: pixels, as stored.
    faces: how many were found. box: of the chosen face, left, top, right, bottom in pixels of the
    upright photo. score: the detector's. landmarks: five x, y. happened: the face was cut out, or
    which fallback. error: why the photo could not be read. What does not apply is None.
    """

    key: str
    label: str
    group: str | None
    part: Part | None
    source_sha256: str
    pixels_sha256: str | None = None
    phash: int | None = None
    width: int | None = None
    height: int | None = None
    format: str | None = None
    faces: int = 0
    box: tuple[float, ...] | None = None
    score: float | None = None
    landmarks: Landmarks | None = None
    happened: Happened = "unreadable"
    error: str | None = None
    traits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A prepared data set: one row a photo, and the crops of those that have one.

    rows: in the data set's order. Everywhere else a photo is its index here, or its key.
    """

    folder: Path
    manifest: Manifest
    rows: tuple[Row, ...]

    @staticmethod
    def open(folder: Path) -> "Prepared":
        """Read a prepared folder, without its pictures.

        Raises:
            DataError: it holds no prepared faces, not all of them, or damaged ones.
        """
        manifest = Manifest.load(folder)
        paths = [shard_path(folder, shard) for shard in range(manifest.shards)]
        missing = sum(not path.is_file() for path in paths)
        if missing:
            raise DataError(
                f"{folder} is not finished ({missing} of {len(paths)} files are missing): run the "
                "same `pyojeong prepare` again, it goes on where it stood."
            )
        return Prepared(folder, manifest, tuple(row for path in paths for row in read_shard(path)))

    @property
    def source(self) -> str:
        """The data set, as it was asked for."""
        return self.manifest.source

    @property
    def crop(self) -> CropSpec:
        """How the faces were cut out."""
        return self.manifest.crop

    @cached_property
    def usable(self) -> tuple[int, ...]:
        """Indices of the photos that have a crop."""
        return tuple(
            index
            for index, row in enumerate(self.rows)
            if row.happened not in {"skipped", "unreadable"}
        )

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels of the photos that have a crop: the vocabulary."""
        return in_order(self.rows[index].label for index in self.usable)

    @cached_property
    def digest(self) -> str:
        """Content hash: photos' bytes, labels, CropSpec and view; not paths, order or workers."""
        total = hashlib.sha256(canonical_json(self.crop).encode())
        total.update((self.manifest.view or "").encode())
        for line in sorted(f"{row.source_sha256} {row.label}\n" for row in self.rows):
            total.update(line.encode())
        return total.hexdigest()[:DIGEST_LENGTH]

    def pixels(self, indices: Iterable[int] | None = None, size: int | None = None) -> Pixels:
        """Return crops, uint8 [index, size, size, 3], in the order asked for.

        Args:
            indices: of rows; by default all that are usable.
            size: side in pixels; by default as they were cut.

        Raises:
            DataError: a photo has no crop, or a file is damaged.
        """
        wanted = list(self.usable if indices is None else indices)
        side = size or self.crop.size
        found = np.empty((len(wanted), side, side, 3), np.uint8)
        together: dict[tuple[int, int], list[int]] = {}
        for place, index in enumerate(wanted):
            shard, within = divmod(index, SHARD)
            together.setdefault((shard, within // GROUP), []).append(place)
        for (shard, group), places in together.items():
            crops = _read_crops(shard_path(self.folder, shard), group)
            for place in places:
                found[place] = resample(self._decode(wanted[place], crops), side)
        return found

    def report(self) -> Report:
        """Count, for each label, what was found, missed and unreadable."""
        return Report.of(self)

    def _decode(self, index: int, crops: Sequence[bytes | None]) -> Pixels:
        data = crops[index % SHARD % GROUP]
        if data is None:
            row = self.rows[index]
            raise DataError(f"{row.key} has no crop ({row.happened}): leave it out of the split.")
        return decode_crop(data)


def shard_path(folder: Path, shard: int) -> Path:
    """Return the file of one shard."""
    return folder / f"faces-{shard:05}.parquet"


def write_shard(path: Path, rows: Sequence[tuple[Row, bytes | None]]) -> None:
    """Write one shard, whole or not at all: each photo's row and its encoded crop.

    Raises:
        StorageError: the disk is full.
    """
    records = [{**vars(row), "crop": crop} for row, crop in rows]
    buffer = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(records, SCHEMA), buffer, row_group_size=GROUP)
    write_bytes(path, buffer.getvalue().to_pybytes())


def read_shard(path: Path) -> list[Row]:
    """Return the rows of one shard, without crops.

    Raises:
        DataError: the file is damaged.
    """
    try:
        # Folders of earlier versions have no traits: they open, and nothing is known.
        names = [name for name in pq.read_schema(path).names if name in COLUMNS]
        table = pq.read_table(path, columns=names, partitioning=None)
    except (pa.ArrowInvalid, OSError) as error:
        raise _damaged(path) from error
    return [Row(**_tuples(record)) for record in table.to_pylist()]


def bring_traits(path: Path, traits: Sequence[tuple[tuple[str, str], ...]]) -> None:
    """Write into a shard what is known by now of who is shown; its crops stay as they are.

    Raises:
        DataError: the file is damaged.
        StorageError: the disk is full.
    """
    if [row.traits for row in read_shard(path)] == list(traits):
        return
    old = pq.read_table(path, partitioning=None)
    place = SCHEMA.get_field_index("traits")
    if "traits" in old.column_names:
        old = old.drop_columns("traits")
    table = old.add_column(place, SCHEMA.field("traits"), [pa.array(traits, SCHEMA[place].type)])
    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer, row_group_size=GROUP)
    write_bytes(path, buffer.getvalue().to_pybytes())


def encode_crop(pixels: Pixels) -> bytes:
    """Return a PNG of uint8 [size, size, 3] RGB: lossless, and packed lightly, for speed."""
    _done, data = cv2.imencode(".png", pixels[:, :, ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 1])
    return data.tobytes()


def decode_crop(data: bytes) -> Pixels:
    """Return uint8 [size, size, 3] RGB."""
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    return np.asarray(decoded, np.uint8)[:, :, ::-1]


def _read_crops(path: Path, group: int) -> list[bytes | None]:
    try:
        with pq.ParquetFile(path) as file:
            return file.read_row_group(group, columns=["crop"])["crop"].to_pylist()
    except (pa.ArrowInvalid, OSError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> DataError:
    return DataError(f"{path} is damaged: delete it and run the same `pyojeong prepare` again.")


def _tuples(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record with tuples where Arrow gives lists."""
    box, landmarks = record["box"], record["landmarks"]
    return {
        **record,
        "box": tuple(box) if isinstance(box, list) else None,
        "landmarks": tuple(map(tuple, landmarks)) if isinstance(landmarks, list) else None,
        "traits": tuple(record.get("traits") or ()),
    }
