"""No detector: for photos that are faces already, as FER2013's."""

from pathlib import Path

from pyojeong.core.images import Pixels
from pyojeong.faces import DETECTORS, Face


class NoDetector:
    """Finds nothing, so that CropSpec's `missing` decides for every photo."""

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return no face."""
        del pixels
        return []


@DETECTORS.register("none")
def none(_weights: Path | None = None) -> NoDetector:
    """Return a detector that finds nothing; it has no weights."""
    return NoDetector()
