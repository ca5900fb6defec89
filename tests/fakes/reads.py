"""A model that reads nothing but some pixels: what its answer hangs on is known."""

import numpy as np
import numpy.typing as npt

from fakes.recogniser import SIZE, fake_card
from pyojeong.core.images import Pixels
from pyojeong.faces.crop import resample

SURE, UNSURE = 0.9, 0.1  # as it is, and with all that it reads made flat


class ReadsOnly:
    """Sure of `happy` while the pixels under its masks are those that it knows.

    Its probability falls evenly with their distance from what they were, under each mask as much,
    down to UNSURE where all are as far away as if they were filled with the card's mean colour.
    """

    def __init__(self, crop: Pixels, *masks: npt.NDArray[np.bool_]) -> None:
        self.card = fake_card(labels=("happy", "sad"))
        self._known = resample(crop, SIZE)
        self._reads = [_resampled(mask) for mask in masks]
        grey = (255 * np.array(self.card.mean)).round()
        self._farthest = self._distances(np.broadcast_to(grey, (1, *self._known.shape)))

    def probabilities(self, crops: Pixels) -> npt.NDArray[np.float32]:
        """Return float32 [crop, 2]."""
        lost = (self._distances(crops) / self._farthest).clip(0, 1).mean(axis=0)
        happy = SURE - (SURE - UNSURE) * lost
        return np.stack([happy, 1 - happy], axis=1).astype(np.float32)

    def _distances(self, crops: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        """Return how far each crop is from the known one, under each mask, [mask, crop]."""
        apart = abs(crops.astype(np.float32) - self._known)
        return np.array([apart[:, read].sum(axis=(1, 2)) for read in self._reads])


def _resampled(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    grey = np.repeat(255 * mask[:, :, None], 3, axis=2).astype(np.uint8)
    return np.asarray(resample(grey, SIZE)[:, :, 0] > 127)
