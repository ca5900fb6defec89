"""The 2024 study's detector: dlib's frontal HOG, the photo enlarged twice.

Histograms of oriented gradients with a linear classifier: Dalal and Triggs, CVPR 2005; trained as
King, Max-Margin Object Detection, 2015 (arXiv:1502.00046). It knows upright, frontal faces of
80 px and more, 40 px after one upsampling.
"""

import math
from pathlib import Path

import cv2
import numpy as np

from pyojeong.core.images import Pixels
from pyojeong.faces import DETECTORS, Face

UPSAMPLE = 1  # the study called `detector(image, 1)`

# A photo of more is shrunk to so many pixels before it is searched: dlib takes 0.35 s and 45 bytes
# a pixel for each million, and 38 s and 4 GB for the largest that opens. The study's largest has
# 2.7 million.
MOST = 4_000_000


class DlibHog:
    """dlib's detector at a threshold, in dlib's order: the surest first."""

    def __init__(self, threshold: float = 0.0) -> None:
        import dlib  # here: whoever has YuNet need not wait for it

        # pyrefly: ignore[missing-attribute]  # dlib's compiled module has no stubs
        self._detector = dlib.get_frontal_face_detector()
        self._threshold = threshold

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return the faces whose score is above the threshold; 0 is dlib's own."""
        small, scale = shrink(pixels)
        return [enlarge(face, 1 / scale) for face in self.find(small)]

    def find(self, pixels: Pixels) -> list[Face]:
        """Return the same of a photo as large as it is."""
        # `run` is what the plain call does, and tells the scores too.
        boxes, scores, _parts = self._detector.run(
            np.ascontiguousarray(pixels), UPSAMPLE, self._threshold
        )
        return [
            Face((box.left(), box.top(), box.right(), box.bottom()), score)
            for box, score in zip(boxes, scores, strict=True)
        ]


def shrink(pixels: Pixels) -> tuple[Pixels, float]:
    """Return a photo of at most MOST pixels, and how many of its pixels one became."""
    height, width = pixels.shape[:2]
    if width * height <= MOST:
        return pixels, 1.0
    scale = math.sqrt(MOST / (width * height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), scale


def enlarge(face: Face, scale: float) -> Face:
    """Return a face without landmarks where it lies in the photo before it was shrunk."""
    left, top, right, bottom = (edge * scale for edge in face.box)
    return Face((left, top, right, bottom), face.score)


@DETECTORS.register("dlib-hog")
def dlib_hog(_weights: Path | None = None) -> DlibHog:
    """Return the study's detector; dlib carries its weights in itself."""
    return DlibHog()
