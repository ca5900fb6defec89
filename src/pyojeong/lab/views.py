"""Views: the same photos once more, as the whole scene, and as the scene with its face erased.

Each view is a prepared folder of its own with the same rows, so that whatever takes faces takes a
view. Only photos in which exactly one face was found have a picture there: what was not found
cannot be erased, and of several faces the others would stay.

Views are photos of people, as faces are: they stay in the study's own folder.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_
from functools import partial
from pathlib import Path

from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.images import Pixels, open_picture
from pyojeong.core.settings import replace
from pyojeong.faces import Face
from pyojeong.faces.crop import face_box, resample
from pyojeong.lab.datasets import DataSet, Photo, open_dataset
from pyojeong.lab.prepare import Encoded, write_missing
from pyojeong.lab.prepared import (
    MANIFEST,
    SHARD,
    Manifest,
    Prepared,
    Row,
    View,
    encode_crop,
    read_shard,
    shard_path,
)

# Fraction of the box's longer side, each side: a detector's box ends at brows or hair line and at
# the chin; this much more takes all of them away, and ears too.
ERASED = 0.4
# The mean of ImageNet's pixels, 255 times (0.485, 0.456, 0.406): a pretrained net sees a zero.
FILL = (124, 116, 104)


def view(
    prepared: Prepared,
    kind: View,
    out: Path,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Prepared:
    """Make a view of prepared photos, or go on where an earlier call stood.

    Args:
        prepared: the faces; the photos are read again from where they came.
        kind: `scene`, the whole photo; `erased`, the same with a flat square over the face.
        out: folder for the view; made if it is not there.
        workers: processes; by default one a core.
        progress: called with photos done and photos in all.

    Raises:
        DataError: the photos have gone or changed, or `out` holds a view of others.
        StorageError: the disk is full.
    """
    dataset = open_dataset(prepared.source)
    photos = {photo.key: photo for photo in dataset.photos}
    gone = sum(row.key not in photos for row in prepared.rows)
    if gone:
        raise DataError(
            f"{gone} of {len(prepared.rows)} photos are no longer in {prepared.source}: bring them "
            "back, or prepare the data set again."
        )
    manifest = replace(prepared.manifest, view=kind)
    if not (out / MANIFEST).is_file() or _of_the_same(out, manifest, prepared.rows):
        write_text(out / MANIFEST, manifest.model_dump_json(indent=2) + "\n")
    else:
        raise DataError(f"{out} holds a view of other photos: delete it, and it is made anew.")
    todo = [i for i in range(manifest.shards) if not shard_path(out, i).is_file()]
    make = partial(ViewMaker, dataset, photos, prepared, kind)
    write_missing(prepared.rows, todo, make, out, workers, progress)
    return Prepared.open(out)


def _of_the_same(out: Path, manifest: Manifest, rows: Sequence[Row]) -> bool:
    """Return whether a folder was begun for these photos, touched, copied or moved or not."""
    before = Manifest.load(out)
    if replace(before, source=manifest.source, fingerprint=manifest.fingerprint) != manifest:
        return False
    paths = [shard_path(out, i) for i in range(manifest.shards)]
    return all(
        row.source_sha256 == now.source_sha256
        for i, path in enumerate(paths)
        if path.is_file()
        for row, now in zip(read_shard(path), rows[i * SHARD :], strict=False)
    )


def lone_face(row: Row) -> Face | None:
    """Return the face of a photo in which exactly one was found: it alone has a picture here."""
    if row.faces != 1 or row.box is None:
        return None
    left, top, right, bottom = row.box
    return Face((left, top, right, bottom), row.score or 0.0)


@dataclass(frozen=True)
class ViewMaker:
    """Makes a view's row and picture of one prepared photo after another."""

    dataset: DataSet
    photos: Mapping[str, Photo]
    prepared: Prepared
    kind: View

    def __call__(self, row: Row) -> Encoded:
        """Return the photo's row, and the view as PNG where one face was found."""
        face = lone_face(row)
        if face is None:
            return with_(row, happened="skipped"), None
        data = self.dataset.read(self.photos[row.key])
        if hashlib.sha256(data).hexdigest() != row.source_sha256:
            raise DataError(
                f"{row.key} in {self.prepared.source} has changed since its face was found: bring "
                "the photo back, or prepare the data set again."
            )
        pixels = open_picture(data, row.key).pixels
        if self.kind == "erased":
            pixels = without_face(pixels, face, self.prepared.crop.margin)
        return with_(row, happened="whole"), encode_crop(resample(pixels, self.prepared.crop.size))


def without_face(pixels: Pixels, face: Face, margin: float) -> Pixels:
    """Return the photo with a flat square over its face.

    A square, so that the shape of the box (a mouth wide open makes it longer) is not told; its
    place and its size still are, and where on a photo and how large a face stands may well go with
    the label. What survives is therefore an upper bound of what the scene itself tells.

    Args:
        pixels: uint8 [height, width, 3] RGB, the upright photo.
        face: found in it.
        margin: of the face's own crop: never is less erased than that shows.
    """
    height, width = pixels.shape[:2]
    square = CropSpec(margin=max(ERASED, margin), square=True)
    left, top, right, bottom = face_box(face, square, width, height)
    erased = pixels.copy()
    erased[top:bottom, left:right] = FILL
    return erased
