"""How far a model's confidence is kept: calibration error, Brier score and log loss.

Their intervals come from a bootstrap over photos (Efron 1979). A mean, as the Brier score is, has
plain percentiles. The calibration error is no mean: it adds up distances, so noise makes it
larger, and drawing photos again adds the noise a second time. See `error_interval`.
"""

import numpy as np
from pydantic import Field

from pyojeong.core.settings import Settings
from pyojeong.lab import metrics
from pyojeong.lab.metrics import BINS, Bin
from pyojeong.lab.record import Predictions
from pyojeong.lab.selective import sureness
from pyojeong.lab.statistics import RESAMPLES, Interval, Values, percentiles, redrawn


class Estimate(Settings):
    """A measured value and the ends of its 95 % interval (bootstrap over photos)."""

    value: float
    low: float
    high: float

    @staticmethod
    def of(value: float, interval: Interval) -> "Estimate":
        """Return the value with its interval."""
        return Estimate(value=value, low=interval.low, high=interval.high)


class Promise(Settings):
    """How far the model's confidence is kept on some photos, at one temperature."""

    calibration_error: Estimate = Field(description="expected, 15 bins; 0 is perfect")
    by_chance: float = Field(
        description="the calibration error that a model exactly as sure as it is right shows on "
        "so many photos, on average"
    )
    brier: Estimate = Field(description="0 is perfect, 2 the worst")
    log_loss: Estimate = Field(description="nats; 0 is perfect")
    bins: tuple[Bin, ...]


def promise(predictions: Predictions, rng: np.random.Generator) -> Promise:
    """Return how far the confidence is kept; all photos must be labelled."""
    confidence, right = sureness(predictions)
    n = len(confidence)
    inside = np.eye(BINS)[metrics.bin_of(confidence)]
    squares, surprises = metrics.squared_errors(predictions), metrics.surprises(predictions)
    every = np.column_stack([inside * (right - confidence)[:, None], squares, surprises])
    drawn = np.concatenate([counts @ every / n for counts in redrawn(n, rng)])
    error = metrics.calibration_error(predictions)
    chance = _errors_by_chance(confidence, inside, rng)
    return Promise(
        calibration_error=Estimate.of(
            error, error_interval(error, np.abs(drawn[:, :BINS]).sum(axis=1), chance)
        ),
        by_chance=float(chance.mean()),
        brier=Estimate.of(float(squares.mean()), percentiles(drawn[:, BINS])),
        log_loss=Estimate.of(float(surprises.mean()), percentiles(drawn[:, BINS + 1])),
        bins=tuple(metrics.reliability(predictions)),
    )


def error_interval(error: float, drawn: Values, chance: Values) -> Interval:
    """Return the 95 % interval of an expected calibration error.

    Resampled errors lie above the measured one by about as much as that lies above the true one.
    Of the two usual corrections, to mirror them (Davison & Hinkley 1997, equation 5.6) and to move
    them down by that much, each end is the one farther out. The low end is 0 where a model exactly
    as sure as it is right would show so large an error by chance (Bröcker & Smith 2007, Increasing
    the Reliability of Reliability Diagrams). benchmarks/coverage.py measures how often it holds.

    Args:
        error: as measured.
        drawn: of photos drawn again with replacement.
        chance: of a model exactly as sure as it is right.
    """
    ends, bias = percentiles(drawn), float(drawn.mean()) - error
    low = min(2 * error - ends.high, ends.low - bias)
    high = max(2 * error - ends.low, ends.high - bias)
    if error <= percentiles(chance).high:
        low = 0.0
    return Interval(max(low, 0.0), min(high, 1.0))


def _errors_by_chance(confidence: Values, inside: Values, rng: np.random.Generator) -> Values:
    """Return calibration errors, float [draw], if each photo is right as often as it is sure."""
    n, blocks = len(confidence), 20
    shape = (RESAMPLES // blocks, n)
    return np.concatenate(
        [
            np.abs(((rng.random(shape) < confidence) - confidence) @ inside).sum(axis=1) / n
            for _ in range(blocks)
        ]
    )
