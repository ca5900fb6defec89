"""Prepares a data set: every photo opened, its face found and cut out, once, resumably.

A shard of photos is written whole or not at all: a killed run goes on with what is missing, and
a second run finds nothing to do.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

import imagehash
from PIL import Image

from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError, PictureError
from pyojeong.core.files import write_text
from pyojeong.core.images import Pixels, open_picture
from pyojeong.faces import Detector, Face, naming, open_detector
from pyojeong.faces.crop import crop_face
from pyojeong.lab.datasets import DataSet, Part, Photo, open_dataset
from pyojeong.lab.prepared import (
    MANIFEST,
    SHARD,
    Landmarks,
    Manifest,
    Prepared,
    Row,
    bring_traits,
    encode_crop,
    read_shard,
    shard_path,
    write_shard,
)
from pyojeong.lab.workers import in_order

__all__ = ["Prepared", "Row", "prepare"]

STUDY = "study.json"  # in a study's folder (lab/record.py)

Encoded = tuple[Row, bytes | None]
Item = TypeVar("Item")


def prepare(
    source: str,
    crop: CropSpec,
    out: Path,
    *,
    weights: Path | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Prepared:
    """Find and cut out every face of a data set, or go on where an earlier call stood.

    Photos that cannot be read or searched are counted and listed in the report; the work goes on.

    Args:
        source: the data set, as `open_dataset` takes it.
        crop: detector, box and size.
        out: folder for the faces; made if it is not there.
        weights: file of the detector, where it needs one.
        workers: processes; by default one a core.
        progress: called with photos done and photos in all.

    Raises:
        DataError: the data set cannot be used, has changed, or `out` has faces of another crop.
        WeightsError, NetworkError: the detector's weights are not to be had.
        StorageError: the disk is full.
    """
    dataset = open_dataset(source)
    manifest = Manifest(
        source=source,
        crop=crop,
        fingerprint=dataset.fingerprint,
        photos=len(dataset.photos),
        ignored=dataset.ignored,
        decisions=dataset.decisions,
    )
    _claim(out, manifest, dataset)
    todo = [i for i in range(manifest.shards) if not shard_path(out, i).is_file()]
    if todo:
        open_detector(crop.detector, weights)  # says at once if it lacks something
        make = partial(RowMaker.opened, dataset, crop, weights)
        write_missing(dataset.photos, todo, make, out, workers, progress)
    return Prepared.open(out)


def _claim(out: Path, manifest: Manifest, dataset: DataSet) -> None:
    """Begin a folder, or make sure that it was begun for these photos and this crop."""
    if (out / MANIFEST).is_file():
        before = Manifest.load(out)
        if before.crop != manifest.crop:
            raise DataError(
                f"{out} holds faces of another crop (see its {MANIFEST}): choose another --out, "
                "or delete that folder."
            )
        if before.decisions != manifest.decisions:
            raise DataError(
                f"The decisions about {dataset.name} have changed since {out} was prepared: "
                f"{_remedy(out)}"
            )
        if before == manifest:
            return
        if before.fingerprint != manifest.fingerprint:  # else the photos have only moved
            _compare(out, before, dataset)
            _bring_traits(out, dataset)
    write_text(out / MANIFEST, manifest.model_dump_json(indent=2) + "\n")


def _compare(out: Path, before: Manifest, dataset: DataSet) -> None:
    """Refuse a data set whose photos are not those that were prepared.

    A copied or touched file has another time of change, so contents decide.
    """
    now = [dataset.photos[at : at + SHARD] for at in range(0, len(dataset.photos), SHARD)]
    differ = abs(before.photos - len(dataset.photos))
    for shard, photos in enumerate(now):
        path = shard_path(out, shard)
        rows = read_shard(path) if path.is_file() else []
        differ += sum(not _same(dataset, *pair) for pair in zip(photos, rows, strict=False))
    if differ:
        raise DataError(
            f"{dataset.name} has changed since {out} was prepared ({differ} photos differ): "
            f"{_remedy(out)}"
        )


def _remedy(out: Path) -> str:
    """Return what helps where a folder's photos are no longer those that were prepared.

    A study's split and runs are of its photos, so its own faces must not be made anew; what else
    lies inside its folder (elsewhere/, an audit) is made from its photos each time.
    """
    own, *above = out.absolute().parents
    if (own / STUDY).is_file():
        return f"begin a new study in another --out; {own} stays with the photos it began with."
    if any((folder / STUDY).is_file() for folder in above):
        return f"delete {out}, and it is made anew."
    return f"choose another --out, or delete {out}."


def _bring_traits(out: Path, dataset: DataSet) -> None:
    """Note what became known of the people since the photos were prepared."""
    for shard, first in enumerate(range(0, len(dataset.photos), SHARD)):
        if shard_path(out, shard).is_file():
            photos = dataset.photos[first : first + SHARD]
            bring_traits(shard_path(out, shard), [photo.traits for photo in photos])


def write_missing(
    photos: Sequence[Item],
    todo: list[int],
    make: Callable[[], Callable[[Item], Encoded]],
    out: Path,
    workers: int | None,
    progress: Callable[[int, int], None] | None,
) -> None:
    """Write the missing shards, one after the other, as their photos come in.

    Args:
        photos: all of them, as the function takes them.
        todo: numbers of the shards that are missing.
        make: makes the function from a photo to its row and crop, once a process.
        out: the prepared folder.
        workers: processes; by default one a core.
        progress: called with photos done and photos in all.

    Raises:
        StorageError: the disk is full.
    """
    shards = {i: photos[i * SHARD : (i + 1) * SHARD] for i in todo}
    missing = [photo for shard in shards.values() for photo in shard]
    tell = progress or (lambda _done, _all: None)
    total = len(photos)
    done = total - len(missing)
    tell(done, total)
    with closing(in_order(make, missing, workers)) as made:
        for i, shard in shards.items():
            rows: list[Encoded] = []
            for row in islice(made, len(shard)):
                rows.append(row)
                tell(done := done + 1, total)
            write_shard(shard_path(out, i), rows)


@dataclass(frozen=True)
class RowMaker:
    """Makes the row and the encoded crop of one photo after another."""

    dataset: DataSet
    spec: CropSpec
    detector: Detector

    @staticmethod
    def opened(dataset: DataSet, spec: CropSpec, weights: Path | None) -> "RowMaker":
        """Return a maker with a detector of its own: detectors cannot be sent to processes."""
        return RowMaker(dataset, spec, open_detector(spec.detector, weights))

    def __call__(self, photo: Photo) -> Encoded:
        """Return the photo's row, and its crop as PNG where it has one."""
        data = b""
        try:
            data = self.dataset.read(photo)
            picture = open_picture(data, photo.key)
            with naming(photo.key):
                faces = self.detector.detect(picture.pixels)
                crop = crop_face(picture.pixels, faces, self.spec)
        except PictureError as error:
            return Row(*_origin(photo, data), error=str(error), traits=photo.traits), None
        face = crop.face if crop else None
        row = Row(
            *_origin(photo, data),
            pixels_sha256=_pixels_sha256(picture.pixels),
            phash=perceptual_hash(picture.pixels),
            width=picture.width,
            height=picture.height,
            format=picture.format,
            faces=len(faces),
            box=face.box if face else None,
            score=face.score if face else None,
            landmarks=_landmarks(face),
            happened=crop.happened if crop else "skipped",
            traits=photo.traits,
        )
        return row, encode_crop(crop.pixels) if crop else None


def perceptual_hash(pixels: Pixels) -> int:
    """Return 64 bits that stay nearly the same when a photo is scaled or packed anew.

    The signs of the lowest 8 x 8 cosine frequencies of the grey photo at 32 px, about their
    median (imagehash.phash, after Krawetz 2011).
    """
    return int(str(imagehash.phash(Image.fromarray(pixels))), 16)


def _origin(photo: Photo, data: bytes) -> tuple[str, str, str | None, Part | None, str]:
    return photo.key, photo.label, photo.group, photo.part, hashlib.sha256(data).hexdigest()


def _same(dataset: DataSet, photo: Photo, row: Row) -> bool:
    try:
        data = dataset.read(photo)
    except PictureError:
        data = b""  # as it was when it could not be read
    return _origin(photo, data) == (row.key, row.label, row.group, row.part, row.source_sha256)


def _pixels_sha256(pixels: Pixels) -> str:
    total = hashlib.sha256(repr(pixels.shape).encode())
    total.update(pixels.tobytes())
    return total.hexdigest()


def _landmarks(face: Face | None) -> Landmarks | None:
    if face is None or face.landmarks is None:
        return None
    return tuple((float(x), float(y)) for x, y in face.landmarks)
