"""THE crop: the one function that cuts a face out, in the lab, the recogniser and the app."""

import math
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from pyojeong.core.crops import CropSpec
from pyojeong.core.images import Pixels
from pyojeong.faces import Face

Happened = Literal["face", "whole", "centre"]
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Crop:
    """A face cut out, or what stood in for it.

    pixels: uint8 [size, size, 3] RGB. happened: `face`, or which fallback where there was none.
    face: the chosen one. box: what was cut, whole pixels inside the photo: left, top, right,
    bottom, the last two excluded.
    """

    pixels: Pixels
    happened: Happened
    face: Face | None
    box: Box


def crop_face(pixels: Pixels, faces: list[Face], spec: CropSpec) -> Crop | None:
    """Cut the face out of a photo as the CropSpec says.

    Args:
        pixels: uint8 [height, width, 3] RGB, the upright photo.
        faces: what the spec's detector found, in its order.
        spec: the contract.

    Returns:
        The crop, or None where there is no face and the spec says `skip`.
    """
    height, width = pixels.shape[:2]
    if faces:
        face = _choose(faces, spec)
        return _cut(pixels, face_box(face, spec, width, height), "face", face, spec.size)
    if spec.missing == "whole":
        return _cut(pixels, (0, 0, width, height), "whole", None, spec.size)
    if spec.missing == "centre":
        return _cut(pixels, _central_square(width, height), "centre", None, spec.size)
    return None


def resample(pixels: Pixels, size: int) -> Pixels:
    """Return uint8 [size, size, 3], each side shrunk by area averages or enlarged linearly.

    Area averages are the antialiasing: every pixel of the photo counts once.
    """
    height, width = pixels.shape[:2]
    smaller = cv2.resize(
        pixels, (min(width, size), min(height, size)), interpolation=cv2.INTER_AREA
    )
    whole = cv2.resize(smaller, (size, size), interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole, dtype=np.uint8)


def _choose(faces: list[Face], spec: CropSpec) -> Face:
    return faces[0] if spec.choose == "first" else max(faces, key=_area)


def _area(face: Face) -> float:
    left, top, right, bottom = face.box
    return (right - left) * (bottom - top)


def face_box(face: Face, spec: CropSpec, width: int, height: int) -> Box:
    """Return the box widened, made square, clipped to the photo, at least one pixel."""
    left, top, right, bottom = face.box
    half_width = (right - left) * (0.5 + spec.margin)
    half_height = (bottom - top) * (0.5 + spec.margin)
    if spec.square:
        half_width = half_height = max(half_width, half_height)
    x, y = (left + right) / 2, (top + bottom) / 2
    first, last = _span(x - half_width, x + half_width, width)
    upper, lower = _span(y - half_height, y + half_height, height)
    return first, upper, last, lower


def _span(low: float, high: float, length: int) -> tuple[int, int]:
    """Return whole pixels from `low` up to but without `high`, at least one, within the photo.

    Halves are rounded up, as JavaScript rounds: the mirror cuts the same pixels.
    """
    start = min(max(math.floor(low + 0.5), 0), length - 1)
    return start, min(max(math.floor(high + 0.5), start + 1), length)


def _central_square(width: int, height: int) -> Box:
    side = min(width, height)
    left, top = (width - side) // 2, (height - side) // 2
    return left, top, left + side, top + side


def _cut(pixels: Pixels, box: Box, happened: Happened, face: Face | None, size: int) -> Crop:
    left, top, right, bottom = box
    return Crop(resample(pixels[top:bottom, left:right], size), happened, face, box)
