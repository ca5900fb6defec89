"""Finding faces and cutting them out, one way for training and for use."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from pyojeong.core.errors import PictureError
from pyojeong.core.images import Pixels
from pyojeong.core.registry import Registry


@dataclass(frozen=True)
class Face:
    """A face that a detector found, in pixels of the upright photo.

    box: left, top, right, bottom; may reach over the photo's edge. score: the detector's own
    confidence, only comparable within one detector. landmarks: float32 [5, 2], x and y of the
    right eye, left eye, nose tip, right and left corner of the mouth ("right" is the person's), or
    None where the detector gives none.
    """

    box: tuple[float, float, float, float]
    score: float
    landmarks: npt.NDArray[np.float32] | None = None


class Detector(Protocol):
    """Finds faces."""

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return the faces in a photo, uint8 [height, width, 3] RGB, the surest first."""
        ...


# A part opens its detector; those that have weights take their file, or None for the usual places.
DETECTORS: Registry[Callable[[Path | None], Detector]] = Registry(
    "detector", "pyojeong.faces.detectors"
)


def open_detector(name: str, weights: Path | None = None) -> Detector:
    """Return the detector of that name, ready to work.

    Args:
        name: in DETECTORS.
        weights: its file; by default, detectors with weights look into the environment and the
            user's cache, and fetch what is missing.

    Raises:
        UnknownNameError: there is no such detector.
        WeightsError: the file is missing or not the one we know.
        NetworkError: the file must be fetched and cannot be.
    """
    return DETECTORS.get(name)(weights)


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Say which photo it was, when finding or cutting out its face fails.

    Raises:
        PictureError: OpenCV or dlib failed, mostly for want of memory.
    """
    try:
        yield
    except (cv2.error, RuntimeError, MemoryError) as error:
        raise PictureError(
            f"{name} cannot be searched for a face ({type(error).__name__}): scale it down, or "
            "remove it."
        ) from error
