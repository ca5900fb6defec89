"""One look at every photo: what the audit measures on pixels, so that no photo is opened twice."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
import numpy.typing as npt

from pyojeong.core.errors import PictureError
from pyojeong.core.images import Pixels, open_picture
from pyojeong.lab import workers as processes
from pyojeong.lab.audit.outside import outside
from pyojeong.lab.datasets import DataSet, Photo
from pyojeong.lab.prepared import Prepared, Row

Floats = npt.NDArray[np.float32]

SIDE = 64  # pixels of the small picture that copies are compared on
LAYOUT = 8  # blocks a side of the colour layout
SHARP_SIDE = 256  # pixels of the longer side at which sharpness is measured, for all alike
STEP = 256  # crops read at a time


@dataclass(frozen=True)
class Look:
    """What one photo shows.

    grey: uint8 [SIDE, SIDE], the whole photo, squeezed. layout: [LAYOUT, LAYOUT, 3], mean RGB of
    its blocks, 0 to 1. outside: [feature], what lies about the face, see `outside.outside`.
    chroma: how far its channels lie apart, 0 to 255; about 0 in a grey photo. sharpness: variance
    of the Laplacian (Pech-Pacheco 2000). dark, light: luminance that 90 % of the pixels stay below,
    and above, 0 to 255.
    """

    grey: npt.NDArray[np.uint8]
    layout: Floats
    outside: Floats
    chroma: float
    sharpness: float
    dark: float
    light: float


def look(pixels: Pixels, box: Sequence[float] | None) -> Look:
    """Measure one photo.

    Args:
        pixels: uint8 [height, width, 3] RGB, upright.
        box: of its face, left, top, right, bottom in pixels; None where none is known.
    """
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    real = (small / 255).astype(np.float32)
    layout = cv2.resize(real, (LAYOUT, LAYOUT), interpolation=cv2.INTER_AREA)
    shrink = min(1.0, SHARP_SIDE / max(height, width))
    middle = cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(middle, cv2.COLOR_RGB2GRAY)
    spread = small.max(axis=2).astype(np.int16) - small.min(axis=2)
    frame = None if box is None else np.asarray(box) / [width, height, width, height]
    return Look(
        grey=np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8),
        layout=np.asarray(layout, np.float32),
        outside=outside(real, frame),
        chroma=float(np.percentile(spread, 99)),
        sharpness=float(cv2.Laplacian(grey, cv2.CV_64F).var()),
        dark=float(np.percentile(grey, 90)),
        light=float(np.percentile(grey, 10)),
    )


def looks(
    prepared: Prepared,
    dataset: DataSet,
    workers: int | None,
    progress: Callable[[int, int], None],
) -> list[Look | None]:
    """Look at every photo of a prepared data set; None where it cannot be read.

    Where no face was looked for, the crop is the whole photo and lies on the disk already; else
    the photos are opened anew, on all cores.
    """
    usable = {i for i, row in enumerate(prepared.rows) if row.happened != "unreadable"}
    found: list[Look | None] = []
    if prepared.crop.detector == "none" and usable == set(prepared.usable):
        seen = iter(_crops(prepared))
        for i in range(len(prepared.rows)):
            found.append(next(seen) if i in usable else None)
            progress(i + 1, len(prepared.rows))
        return found
    photos = {photo.key: photo for photo in dataset.photos}
    asked = [(photos[row.key], row) for row in prepared.rows]
    with closing(processes.in_order(partial(partial, _open, dataset), asked, workers)) as made:
        for one in made:
            found.append(one)
            progress(len(found), len(asked))
    return found


def _crops(prepared: Prepared) -> Iterator[Look]:
    for at in range(0, len(prepared.usable), STEP):
        yield from (look(x, None) for x in prepared.pixels(prepared.usable[at : at + STEP]))


def _open(dataset: DataSet, asked: tuple[Photo, Row]) -> Look | None:
    photo, row = asked
    if row.happened == "unreadable":
        return None
    try:
        return look(open_picture(dataset.read(photo), photo.key).pixels, row.box)
    except PictureError:
        return None
