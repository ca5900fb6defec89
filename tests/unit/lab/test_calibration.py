import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from fakes.doubt import told
from pyojeong.core.errors import DataError
from pyojeong.lab.calibration import COLDEST, HOTTEST, fit_temperature, heat
from pyojeong.lab.metrics import log_loss
from pyojeong.lab.record import Predictions


def two(p: list[float], truth: list[int]) -> Predictions:
    """Return predictions of the labels `a` (with these probabilities) and `b`."""
    probabilities = np.array([[x, 1 - x] for x in p], dtype=np.float32)
    keys = tuple(str(place) for place in range(len(p)))
    return Predictions(keys, ("a", "b"), np.array(truth, dtype=np.int64), probabilities)


def test_temperature_by_hand() -> None:
    """Always 90 % sure, right 3 times in 4: at ln 9 / ln 3 = 2 it is 75 % sure."""
    found = two([0.9] * 4, [0, 0, 0, 1])
    assert fit_temperature(found) == pytest.approx(2, abs=1e-4)
    assert heat(found, 2).probabilities[0, 0] == pytest.approx(0.75, abs=1e-6)


def test_temperature_is_that_of_logistic_regression() -> None:
    """With two labels, 1 / T is the slope of a logistic regression on the logit, no intercept."""
    some = told(300, np.random.default_rng(1), temperature=0.6)
    pair = some.probabilities[:, :2] / some.probabilities[:, :2].sum(axis=1, keepdims=True)
    keep = some.truth < 2
    found = Predictions(
        tuple(map(str, range(keep.sum()))), ("a", "b"), some.truth[keep], pair[keep]
    )
    logit = np.log(pair[keep, 1].astype(float) / pair[keep, 0])[:, None]
    fitted = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-10)
    fitted.fit(logit, found.truth)
    assert fit_temperature(found) == pytest.approx(1 / fitted.coef_[0, 0], rel=1e-3)


def test_temperature_is_the_likeliest() -> None:
    """Another search, from another start, ends at the same temperature."""
    found = told(200, np.random.default_rng(2), temperature=3)

    def surprise(temperature: npt.NDArray[np.float64]) -> float:
        return log_loss(heat(found, float(temperature[0])))

    other = minimize(surprise, [1.0], method="Nelder-Mead")
    assert fit_temperature(found) == pytest.approx(float(other.x[0]), rel=1e-3)


@pytest.mark.parametrize("planted", [0.3, 1.0, 2.5])
def test_planted_temperature_is_found(planted: float) -> None:
    """A model that is too sure, or not sure enough, by a known temperature shows it."""
    found = fit_temperature(told(20_000, np.random.default_rng(3), temperature=planted))
    assert found == pytest.approx(planted, rel=0.03)


def test_no_mistake_leaves_confidence_alone() -> None:
    """Photos without a mistake cannot say how rare mistakes are: the temperature stays 1."""
    assert fit_temperature(two([0.6], [0])) == 1
    assert fit_temperature(two([0.6, 0.1], [0, 1])) == 1


def test_temperature_stays_within_its_ends() -> None:
    """A model that is always sure and always wrong is cooled no further than to the end."""
    assert fit_temperature(two([1.0, 1.0], [1, 1])) == pytest.approx(HOTTEST, rel=1e-3)
    nearly = two([0.5001] * 500 + [0.49], [0] * 501)
    assert COLDEST * 0.999 <= fit_temperature(nearly) < 0.2


def test_heat_one_changes_nothing() -> None:
    """At temperature 1 the probabilities are what they were; hotter, the surest is less sure."""
    found = told(50, np.random.default_rng(4))
    assert heat(found, 1).probabilities == pytest.approx(found.probabilities, abs=1e-6)
    assert (heat(found, 2).probabilities.max(1) < found.probabilities.max(1)).all()
    cold = heat(found, COLDEST).probabilities
    assert np.isfinite(cold).all()
    assert cold.sum(axis=1) == pytest.approx(np.ones(50), abs=1e-5)


def test_unlabelled_photos_are_not_fitted_on() -> None:
    """Photos without a true label change no temperature; none but such is one sentence."""
    found = two([0.9] * 5, [0, 0, 0, 1, -1])
    assert fit_temperature(found) == pytest.approx(2, abs=1e-4)
    with pytest.raises(DataError, match="No photo has a true label"):
        fit_temperature(two([0.9], [-1]))
