"""A model that reads nothing but some pixels: what its answer hangs on is known."""

import numpy as np
import numpy.typing as npt

from fakes.recogniser import SIZE, fake_card
from pyojeong.core.images import Pixels
from pyojeong.faces.crop import resample

SURE, UNSURE = 0.9, 0.1  # as it is, and with all that it reads made flat


class ReadsOnly:
    """Sure of `happy` while the pixels under a mask are those that it knows.

    Its probability falls evenly with their distance from what they were, down to UNSURE where they
    are as far away as if they were filled with the crop's mean colour.
    """

    def __init__(self, crop: Pixels, mask: npt.NDArray[np.bool_]) -> None:
        self.card = fake_card(labels=("happy", "sad"))
        self._known = resample(crop, SIZE)
        self._mask = resample(np.repeat(255 * mask[:, :, None], 3, axis=2).astype(np.uint8), SIZE)
        self._read = self._mask[:, :, 0] > 127
        flat = np.broadcast_to(self._known.mean(axis=(0, 1)).round(), self._known.shape)
        self._farthest = self._distance(flat[None])[0]

    def probabilities(self, crops: Pixels) -> npt.NDArray[np.float32]:
        """Return float32 [crop, 2]."""
        lost = self._distance(crops) / max(self._farthest, 1e-9)
        happy = SURE - (SURE - UNSURE) * lost.clip(0, 1)
        return np.stack([happy, 1 - happy], axis=1).astype(np.float32)

    def _distance(self, crops: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        apart = abs(crops.astype(np.float64) - self._known)[:, self._read]
        return apart.sum(axis=(1, 2))
