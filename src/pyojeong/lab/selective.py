"""Saying "not sure": how often a model is right if it may stay silent where it is least sure.

El-Yaniv & Wiener 2010, On the Foundations of Noise-free Selective Classification; the area under
risk against coverage is that of Geifman, Uziel & El-Yaniv 2019, Bias-Reduced Uncertainty
Estimation for Deep Neural Classifiers, section 2.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pyojeong.lab.metrics import known
from pyojeong.lab.record import Predictions

RIGHT = 0.9  # as often as a prediction set shall hold the true label
FEWEST = 10  # answers: of fewer, "9 in 10" cannot be said


@dataclass(frozen=True)
class Curve:
    """What happens as a model answers more and more photos, the surest first.

    confidence: float [step], falling; every photo at least so sure is answered. answered: int
    [step], how many these are. right: int [step], on how many of them it is right.
    """

    confidence: npt.NDArray[np.float64]
    answered: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]

    @property
    def accuracy(self) -> npt.NDArray[np.float64]:
        """How often it is right on what it answers, float [step]."""
        return self.right / self.answered

    @property
    def area(self) -> float:
        """Area under risk (how often it is wrong on what it answers) against share answered.

        The mean risk over the n numbers of answers; equally sure photos come in any order, so
        each counts as their mean. A model whose sureness says nothing has its error rate here; 0
        is perfect.
        """
        step = np.diff(self.answered, prepend=0)
        wrong = np.repeat(1 - np.diff(self.right, prepend=0) / step, step)
        return float(np.mean(np.cumsum(wrong) / np.arange(1, len(wrong) + 1)))


def curve(confidence: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> Curve:
    """Return the curve, one step for every confidence there is.

    Args:
        confidence: the highest probability, float [photo].
        right: whether the label that has it is the true one, bool [photo].
    """
    falling, place, counts = np.unique(-confidence, return_inverse=True, return_counts=True)
    hits = np.bincount(place, right, len(falling)).astype(np.int64)
    return Curve(-falling, np.cumsum(counts), np.cumsum(hits))


def not_sure_below(validation: Predictions, right: float = RIGHT) -> float | None:
    """Return the lowest confidence to answer from, so as to be right so often on these photos.

    It is 0 where all photos may be answered, and None where no confidence does it, with FEWEST
    answers at least. It is chosen on these photos, so it flatters: measure it on others.

    Raises:
        DataError: no photo has a true label.
    """
    found = curve(*sureness(known(validation)))
    enough = (found.accuracy >= right) & (found.answered >= FEWEST)
    if not enough.any():
        return None
    last = int(np.flatnonzero(enough)[-1])
    return 0.0 if last == len(enough) - 1 else float(found.confidence[last])


def sureness(
    predictions: Predictions,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Return each labelled photo's confidence, and whether the model is right, both [photo]."""
    confidence = predictions.probabilities.max(axis=1).astype(np.float64)
    return confidence, predictions.predicted == predictions.truth
