"""Prediction sets: labels enough that the true one is among them in 9 of 10 photos.

Split conformal prediction (Vovk, Gammerman & Shafer 2005) with the score 1 - p(true label) of
Sadinle, Lei & Wasserman 2019, Least Ambiguous Set-Valued Classifiers with Bounded Error Levels;
the quantile is that of Angelopoulos & Bates 2023, Conformal Prediction: A Gentle Introduction,
section 1. It holds for any model, on average over photos drawn as the validation photos were;
not label by label, and not for photos of another kind.
"""

import math

import numpy as np
import numpy.typing as npt
from scipy.stats import betabinom

from pyojeong.lab.metrics import known
from pyojeong.lab.record import Predictions
from pyojeong.lab.statistics import Interval

COVERAGE = 0.9


def threshold(validation: Predictions, coverage: float = COVERAGE) -> float:
    """Return the probability from which on a label belongs to a photo's set, 0 to 1.

    The k-th largest probability of a true label, k = ceil((n + 1) x coverage), so that of n + 1
    photos at least that share reaches it. With fewer than coverage / (1 - coverage) photos (9 for
    0.9) there is no such k: it is 0, and every label belongs to every set.

    Args:
        validation: photos that the model was not trained on.
        coverage: in how many photos the set shall hold the true label, above 0 and below 1.

    Raises:
        DataError: no photo has a true label.
    """
    labelled = known(validation)
    n = len(labelled.keys)
    k = _rank(n, coverage)
    if k > n:
        return 0.0
    of_truth = labelled.probabilities[np.arange(n), labelled.truth]
    return float(np.sort(of_truth)[n - k])


def sets(predictions: Predictions, threshold: float) -> npt.NDArray[np.bool_]:
    """Return which labels each photo's set holds, bool [photo, label].

    The most probable label always belongs to it: an empty set would be of no use to anyone, and a
    label more covers no less.
    """
    held = predictions.probabilities >= threshold
    held[np.arange(len(held)), predictions.predicted] = True
    return held


def covered(predictions: Predictions, threshold: float) -> npt.NDArray[np.bool_]:
    """Return whether each photo's set holds its true label, bool [photo]; all must be labelled."""
    return sets(predictions, threshold)[np.arange(len(predictions.keys)), predictions.truth]


def usual(validation: int, test: int, coverage: float = COVERAGE) -> Interval:
    """Return between which shares of the test photos 95 % of studies of this size cover.

    Both sets are chance: the number covered is beta-binomial (Angelopoulos & Bates 2023, section
    3.2). A model that is right more often than `coverage` covers more, by its first label alone.

    Args:
        validation: how many photos the threshold is fitted on.
        test: how many it is measured on.
        coverage: as it was aimed at.
    """
    k = _rank(validation, coverage)
    if k > validation:
        return Interval(1.0, 1.0)
    low, high = betabinom.ppf([0.025, 0.975], test, k, validation + 1 - k) / test
    return Interval(float(low), float(high))


def _rank(n: int, coverage: float) -> int:
    return math.ceil(round((n + 1) * coverage, 9))  # (9 + 1) x 0.9 is 9, whatever floats make of it
