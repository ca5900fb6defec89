"""What saved predictions are worth: accuracy, F1, confusion, calibration."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import confusion_matrix

from pyojeong.core.errors import DataError
from pyojeong.lab.record import Predictions

BINS = 15  # Guo et al. 2017, On Calibration of Modern Neural Networks, section 4


@dataclass(frozen=True)
class LabelMetrics:
    """One label's precision, recall and F1 (0 where undefined), on its `n` photos."""

    label: str
    n: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Bin:
    """The photos whose confidence lies in (low, high]; means are 0 where there are none."""

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


def known(predictions: Predictions) -> Predictions:
    """Return the photos whose true label is known.

    Raises:
        DataError: if there is none.
    """
    keep = predictions.truth >= 0
    if not keep.any():
        raise DataError("No photo has a true label, so nothing can be scored: give labelled ones.")
    return Predictions(
        keys=tuple(key for key, kept in zip(predictions.keys, keep, strict=True) if kept),
        labels=predictions.labels,
        truth=predictions.truth[keep],
        probabilities=predictions.probabilities[keep],
    )


def correct(predictions: Predictions) -> int:
    """Return how many photos were told rightly."""
    return int((predictions.predicted == predictions.truth).sum())


def confusion(predictions: Predictions) -> npt.NDArray[np.int64]:
    """Return counts, int [true label, told label]."""
    return confusion_matrix(
        predictions.truth, predictions.predicted, labels=range(len(predictions.labels))
    )


def per_label(predictions: Predictions) -> list[LabelMetrics]:
    """Return every label's metrics, in the order of the labels."""
    counts = confusion(predictions)
    rows: list[LabelMetrics] = []
    for index, label in enumerate(predictions.labels):
        hits = int(counts[index, index])
        said, n = int(counts[:, index].sum()), int(counts[index].sum())
        rows.append(
            LabelMetrics(
                label=label,
                n=n,
                precision=hits / max(said, 1),
                recall=hits / max(n, 1),
                f1=2 * hits / max(said + n, 1),
            )
        )
    return rows


def macro_f1(predictions: Predictions) -> float:
    """Return the plain mean of the labels' F1: every label counts the same."""
    return float(np.mean([label.f1 for label in per_label(predictions)]))


def reliability(predictions: Predictions, bins: int = BINS) -> list[Bin]:
    """Return `bins` equally wide bins of confidence, the highest probability of a photo."""
    confidence = predictions.probabilities.max(axis=1).astype(np.float64)
    right = predictions.predicted == predictions.truth
    place = bin_of(confidence, bins)
    found: list[Bin] = []
    for index in range(bins):
        here = place == index
        n = int(here.sum())
        found.append(
            Bin(
                low=index / bins,
                high=(index + 1) / bins,
                n=n,
                confidence=float(confidence[here].mean()) if n else 0.0,
                accuracy=float(right[here].mean()) if n else 0.0,
            )
        )
    return found


def bin_of(confidence: npt.NDArray[np.float64], bins: int = BINS) -> npt.NDArray[np.int64]:
    """Return each photo's bin, int [photo], open below and closed above: 1 lies in the last."""
    return np.clip(np.ceil(confidence * bins).astype(np.int64) - 1, 0, bins - 1)


def calibration_error(predictions: Predictions, bins: int = BINS) -> float:
    """Return the expected calibration error (Guo et al. 2017, equation 3), 0 to 1.

    The mean distance between what the model's confidence promises and how often it is right.
    """
    total = len(predictions.keys)
    return sum(b.n / total * abs(b.accuracy - b.confidence) for b in reliability(predictions, bins))


def brier(predictions: Predictions) -> float:
    """Return the mean squared distance from probabilities to truth (Brier 1950), 0 to 2."""
    return float(squared_errors(predictions).mean())


def squared_errors(predictions: Predictions) -> npt.NDArray[np.float64]:
    """Return each photo's squared distance from probabilities to truth, float [photo], 0 to 2."""
    truth = np.eye(len(predictions.labels))[predictions.truth]
    return ((predictions.probabilities - truth) ** 2).sum(axis=1)


def log_loss(predictions: Predictions) -> float:
    """Return the mean negative log-likelihood of the true labels, in nats, 0 or more."""
    return float(surprises(predictions).mean())


def surprises(predictions: Predictions) -> npt.NDArray[np.float64]:
    """Return each photo's negative log-likelihood of its true label, float [photo], in nats."""
    told = predictions.probabilities[np.arange(len(predictions.keys)), predictions.truth]
    tiny = np.finfo(np.float32).tiny  # for a probability that was too small for float32
    return -np.log(np.maximum(told, tiny).astype(np.float64))
