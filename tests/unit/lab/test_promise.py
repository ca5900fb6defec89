import numpy as np
import pytest
from sklearn import metrics as sklearn
from sklearn.calibration import calibration_curve

from fakes.doubt import told
from pyojeong.lab import metrics
from pyojeong.lab.metrics import BINS
from pyojeong.lab.promise import error_interval, promise
from pyojeong.lab.record import Predictions


def rng() -> np.random.Generator:
    """Return the chance of a bootstrap."""
    return np.random.default_rng(0)


def test_measures_agree_with_scikit_learn() -> None:
    """Brier score and log loss are those of scikit-learn, the bins its calibration curve."""
    found = told(400, np.random.default_rng(1), temperature=2)
    kept = promise(found, rng())
    p = found.probabilities.astype(float)
    p = p / p.sum(axis=1, keepdims=True)
    assert kept.log_loss.value == pytest.approx(sklearn.log_loss(found.truth, p), abs=1e-6)
    every = np.arange(6)
    each = [sklearn.brier_score_loss(found.truth == label, p[:, label]) for label in every]
    assert kept.brier.value == pytest.approx(sum(each), abs=1e-6)
    right = found.truth == found.predicted
    accuracy, confidence = calibration_curve(right, p.max(axis=1), n_bins=BINS)
    used = [b for b in kept.bins if b.n]
    assert [b.accuracy for b in used] == pytest.approx(accuracy.tolist())
    assert [b.confidence for b in used] == pytest.approx(confidence.tolist())
    assert kept.calibration_error.value == metrics.calibration_error(found)


def test_interval_of_a_mean_is_the_normal_one() -> None:
    """On many photos the bootstrap of the Brier score is its mean and 1.96 standard errors."""
    found = told(4000, np.random.default_rng(2))
    kept = promise(found, rng()).brier
    half = 1.96 * metrics.squared_errors(found).std() / np.sqrt(4000)
    assert (kept.low, kept.high) == pytest.approx((kept.value - half, kept.value + half), abs=2e-3)


def test_error_by_chance_is_what_an_honest_model_shows() -> None:
    """A model exactly as sure as it is right shows, on average, the error of chance alone."""
    chance = np.random.default_rng(3)
    studies = [told(150, chance) for _ in range(60)]
    shown = np.mean([metrics.calibration_error(study) for study in studies])
    assert promise(studies[0], rng()).by_chance == pytest.approx(float(shown), abs=0.01)


def test_interval_of_an_honest_model_begins_at_zero() -> None:
    """Of models exactly as sure as they are right, 19 in 20 get an interval that holds 0."""
    chance = np.random.default_rng(4)
    lows = [promise(told(100, chance), rng()).calibration_error.low for _ in range(60)]
    assert np.mean([low == 0 for low in lows]) >= 0.9


def test_interval_of_a_model_too_sure_leaves_zero_out() -> None:
    """A model that is far too sure is seen to be, and the interval holds what is true of it."""
    chance = np.random.default_rng(5)
    true = metrics.calibration_error(told(100_000, chance, temperature=3))
    found = [promise(told(200, chance, temperature=3), rng()) for _ in range(40)]
    assert all(kept.calibration_error.low > 0 for kept in found)
    held = [kept.calibration_error.low <= true <= kept.calibration_error.high for kept in found]
    assert np.mean(held) >= 0.85


def test_interval_takes_the_bias_of_drawing_again_out() -> None:
    """Resampled errors of 0.3 around a measured 0.2 speak for a true one of about 0.1."""
    drawn = np.linspace(0.26, 0.34, 1001)
    found = error_interval(0.2, drawn, chance=np.zeros(10))
    assert (found.low, found.high) == pytest.approx((0.062, 0.238), abs=1e-3)
    assert error_interval(0.2, drawn, chance=np.full(10, 0.25)).low == 0


def test_one_photo_is_measured() -> None:
    """A single photo gives values, and intervals that hold them."""
    p = np.array([[0.75, 0.25]], dtype=np.float32)
    kept = promise(Predictions(("a.jpg",), ("a", "b"), np.array([0]), p), rng())
    assert kept.brier.value == pytest.approx(2 * 0.25**2)
    assert kept.calibration_error.value == pytest.approx(0.25)
    assert kept.calibration_error.low <= 0.25 <= kept.calibration_error.high
