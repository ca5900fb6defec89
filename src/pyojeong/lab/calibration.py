"""Temperature: one number that makes a model as sure as it is right.

Guo, Pleiss, Sun & Weinberger 2017, On Calibration of Modern Neural Networks, section 4.2.
"""

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

from pyojeong.lab.metrics import correct, known
from pyojeong.lab.record import Predictions

# Nets of the literature need 0.5 to 5; outputs trained to be 0 or 1 (mean squared error) lie so
# near each other that they need about 0.1. Beyond these ends every answer is sure, or none is.
COLDEST, HOTTEST = 0.05, 20.0


def fit_temperature(validation: Predictions) -> float:
    """Return the temperature at which the true labels are the likeliest.

    It minimises the mean negative log-likelihood of softmax(log p / T), from COLDEST to HOTTEST;
    in 1 / T that is convex, so the minimum is the only one. Photos without a mistake have none:
    the colder, the likelier, though they only show that mistakes are rare. Then it is 1.

    Args:
        validation: what a model, at temperature 1, said of photos that it was not trained on.

    Raises:
        DataError: no photo has a true label.
    """
    labelled = known(validation)
    if correct(labelled) == len(labelled.keys):
        return 1.0
    logits = _logits(labelled)
    rows = np.arange(len(logits))

    def surprise(log_temperature: float) -> float:
        scaled = log_softmax(logits / np.exp(log_temperature), axis=1)
        return -float(scaled[rows, labelled.truth].mean())

    bounds = (np.log(COLDEST), np.log(HOTTEST))
    found = minimize_scalar(surprise, bounds=bounds, method="bounded", options={"xatol": 1e-6})
    return float(np.exp(found.x))


def heat(predictions: Predictions, temperature: float) -> Predictions:
    """Return the predictions at another temperature: what is told stays, how surely changes.

    Args:
        predictions: at temperature 1.
        temperature: above 0; more than 1 makes the model less sure.
    """
    return Predictions(
        keys=predictions.keys,
        labels=predictions.labels,
        truth=predictions.truth,
        probabilities=softmax(_logits(predictions) / temperature, axis=1).astype(np.float32),
    )


def _logits(predictions: Predictions) -> npt.NDArray[np.float64]:
    """Return log p, float [photo, label]: the logits but for a constant a photo."""
    tiny = np.finfo(np.float32).tiny  # a probability that was too small for float32
    return np.log(np.maximum(predictions.probabilities, tiny).astype(np.float64))
