"""Drawn faces whose parts are known to the pixel: drawn with a part and without it."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pyojeong.core.images import Pixels
from pyojeong.drawn import DrawnFace, to_pixels, to_svg
from pyojeong.faces import Face
from pyojeong.faces.crop import Crop

SIDE = 256  # of the drawing
SEEN = 8  # of 255: a fainter difference is a shadow's end


@lru_cache(maxsize=32)  # a part is a difference: the whole is asked for again and again
def drawn_pixels(face: DrawnFace, without: str = "") -> Pixels:
    """Return the drawing, uint8 [SIDE, SIDE, 3], with the group of that class left out."""
    head, mark, rest = to_svg(face).partition(">")
    hidden = f"<style>.{without}{{display:none}}</style>" if without else ""
    pixels = to_pixels(head + mark + hidden + rest, SIDE)
    pixels.flags.writeable = False
    return pixels


def pixels_of(face: DrawnFace, part: str) -> npt.NDArray[np.bool_]:
    """Return which pixels change when a part is left out, bool [SIDE, SIDE]."""
    whole, less = drawn_pixels(face).astype(int), drawn_pixels(face, part).astype(int)
    return np.asarray(abs(whole - less).max(axis=2) > SEEN)


def landmarks_of(face: DrawnFace) -> npt.NDArray[np.float32]:
    """Return both eyes, the nose's tip and both corners of the mouth, float32 [5, 2]."""
    eyes = [_middle(pixels_of(face, name)) for name in ("eye-left", "eye-right")]
    y, x = np.nonzero(pixels_of(face, "nose"))
    tip = (x.mean(), np.percentile(y, 75))
    y, x = np.nonzero(pixels_of(face, "mouth"))
    corners = [(end, y[abs(x - end) <= 1].mean()) for end in (x.min(), x.max())]
    return np.array([*eyes, tip, *corners], np.float32)


def face_crop(face: DrawnFace, *, landmarks: bool = True) -> Crop:
    """Return the crop that a detector would give: the box lies about the face as dlib's does."""
    points = landmarks_of(face)
    # dlib's boxes are 2.04 eye distances wide; the eyes lie 27 % below their top.
    (x, y), side = points[:2].mean(axis=0), 2.04 * (points[1, 0] - points[0, 0])
    left, top = round(x - side / 2), round(y - 0.27 * side)
    box = (left, top, round(left + side), round(top + side))
    pixels = drawn_pixels(face)[box[1] : box[3], box[0] : box[2]]
    found = Face(box, 1.0, points if landmarks else None)
    return Crop(pixels, "face", found, box)


def _middle(mask: npt.NDArray[np.bool_]) -> tuple[float, float]:
    y, x = np.nonzero(mask)
    return (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
