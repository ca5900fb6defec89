"""The 2024 study's detector: dlib's frontal HOG, the photo enlarged twice.

Histograms of oriented gradients with a linear classifier: Dalal and Triggs, CVPR 2005; trained as
King, Max-Margin Object Detection, 2015 (arXiv:1502.00046). It knows upright, frontal faces of
80 px and more, 40 px after one upsampling.
"""

from pathlib import Path

import numpy as np

from pyojeong.core.images import Pixels
from pyojeong.faces import DETECTORS, Face

UPSAMPLE = 1  # the study called `detector(image, 1)`


class DlibHog:
    """dlib's detector at a threshold, in dlib's order: the surest first."""

    def __init__(self, threshold: float = 0.0) -> None:
        import dlib  # here: whoever has YuNet need not wait for it

        # pyrefly: ignore[missing-attribute]  # dlib's compiled module has no stubs
        self._detector = dlib.get_frontal_face_detector()
        self._threshold = threshold

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return the faces whose score is above the threshold; 0 is dlib's own."""
        # `run` is what the plain call does, and tells the scores too.
        boxes, scores, _parts = self._detector.run(
            np.ascontiguousarray(pixels), UPSAMPLE, self._threshold
        )
        return [
            Face((box.left(), box.top(), box.right(), box.bottom()), score)
            for box, score in zip(boxes, scores, strict=True)
        ]


@DETECTORS.register("dlib-hog")
def dlib_hog(_weights: Path | None = None) -> DlibHog:
    """Return the study's detector; dlib carries its weights in itself."""
    return DlibHog()
