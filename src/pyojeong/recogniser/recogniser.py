"""Recogniser: from pictures to calibrated feelings, in one call."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pyojeong.core.crops import CropSpec
from pyojeong.core.images import Pixels
from pyojeong.faces import Detector
from pyojeong.recogniser.model import Model
from pyojeong.recogniser.result import Faces
from pyojeong.recogniser.seen import Seen
from pyojeong.recogniser.sources import Source


class Recogniser:
    """A model and a face detector. Any number of threads may use one at once.

    model: the net with its card. crop: the crop it works with, one of the card's. detector: name
    of what looks for faces.
    """

    def __init__(self, model: Model, crop: CropSpec, open_detector: Callable[[], Detector]) -> None:
        """Put a recogniser together; `open_detector` is called once a thread."""
        self.model, self.crop, self.detector = model, crop, crop.detector
        self._open = open_detector

    @classmethod
    def load(
        cls,
        model: Path | str | None = None,
        *,
        detector: str | None = None,
        detector_weights: Path | None = None,
    ) -> "Recogniser":
        """Open a model, by default the one that comes with Pyojeong, and the best detector."""
        raise NotImplementedError

    def recognise(
        self,
        source: Source,
        *,
        every: bool = True,
        fps: float | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Faces:
        """Return what is recognised in a photo, folder, film, array, or many of these."""
        raise NotImplementedError

    def stream(
        self, source: Source, *, every: bool = True, fps: float | None = None
    ) -> Iterator[Seen]:
        """Yield the same as `recognise`, frame by frame, as soon as it is known."""
        raise NotImplementedError

    def faces_of(self, pixels: Pixels, name: str = "picture", *, every: bool = True) -> Faces:
        """Return what is recognised in one decoded picture, uint8 [height, width, 3] RGB."""
        raise NotImplementedError
