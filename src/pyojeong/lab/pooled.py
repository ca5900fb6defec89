"""What a candidate said of every photo that was held out from it: its folds put together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pyojeong.lab.record import Predictions


@dataclass(frozen=True)
class Pooled:
    """Predictions of photos by models that had not seen them, once a seed.

    keys: one a photo. labels: in the order of the columns. truth: int [photo], index into labels.
    fold: int [photo], in which the photo was held out. group: int [photo], one number for photos
    that belong together. probabilities: float32 [seed, photo, label].
    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    truth: npt.NDArray[np.int64]
    fold: npt.NDArray[np.int64]
    group: npt.NDArray[np.int64]
    probabilities: npt.NDArray[np.float32]

    @property
    def correct(self) -> npt.NDArray[np.bool_]:
        """Whether each model was right, bool [seed, photo]."""
        return self.probabilities.argmax(axis=2) == self.truth

    @property
    def together(self) -> Predictions:
        """The mean of the seeds' probabilities: one prediction a photo."""
        return Predictions(self.keys, self.labels, self.truth, self.probabilities.mean(axis=0))
