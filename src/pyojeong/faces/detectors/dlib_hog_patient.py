"""dlib's frontal HOG, asked again where it found nothing: padded, less strict, head tilted."""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from pyojeong.core.images import Pixels
from pyojeong.faces import DETECTORS, Face
from pyojeong.faces.detectors.dlib_hog import DlibHog, enlarge, shrink

PADDING = 0.25  # of the photo's sides, on each: a face may be cut by the edge
# Below dlib's 0. Of the faces that it adds on every fifth photo of the 2024 study, 31 of 34 are
# YuNet's too; of the 15 more that -0.35 adds, 6 are.
THRESHOLD = -0.2
ANGLES = (0, 20, -20, 40, -40)  # degrees; the detector itself bears about 15


class DlibHogPatient:
    """First as the study asked; then padded and less strict, upright and turned.

    The first attempt that finds a face ends the search, so that most photos cost no more.
    """

    def __init__(self) -> None:
        self._strict = DlibHog()
        self._patient = DlibHog(THRESHOLD)

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return the faces of the first attempt that found any."""
        small, scale = shrink(pixels)
        found = self._strict.find(small)
        for angle in ANGLES:
            if found:
                break
            turned, back = turn(small, angle)
            found = [_map_box(face, back) for face in self._patient.find(turned)]
        return [enlarge(face, 1 / scale) for face in found]


def turn(pixels: Pixels, angle: float) -> tuple[Pixels, npt.NDArray[np.float64]]:
    """Turn a padded photo about its centre onto a canvas that holds all of it.

    Args:
        pixels: uint8 [height, width, 3].
        angle: degrees, counter-clockwise on the picture.

    Returns:
        The turned photo, edges continued, and the affine map [2, 3] back to the photo's pixels.
    """
    height, width = pixels.shape[:2]
    cosine, sine = abs(np.cos(np.radians(angle))), abs(np.sin(np.radians(angle)))
    grown = 1 + 2 * PADDING
    new_width = round((width * cosine + height * sine) * grown)
    new_height = round((width * sine + height * cosine) * grown)
    there = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    there[:, 2] += (new_width - width) / 2, (new_height - height) / 2
    turned = cv2.warpAffine(pixels, there, (new_width, new_height), borderMode=cv2.BORDER_REPLICATE)
    back = np.asarray(cv2.invertAffineTransform(there), dtype=np.float64)
    return np.asarray(turned, dtype=np.uint8), back


def _map_box(face: Face, back: npt.NDArray[np.float64]) -> Face:
    """Return the face with its box's centre mapped back; the box keeps its size and is upright."""
    left, top, right, bottom = face.box
    centre = back @ np.array([(left + right) / 2, (top + bottom) / 2, 1.0])
    x, y = float(centre[0]), float(centre[1])
    half_width, half_height = (right - left) / 2, (bottom - top) / 2
    return Face((x - half_width, y - half_height, x + half_width, y + half_height), face.score)


@DETECTORS.register("dlib-hog-patient")
def dlib_hog_patient(_weights: Path | None = None) -> DlibHogPatient:
    """Return the patient detector; dlib carries its weights in itself."""
    return DlibHogPatient()
