import numpy as np
import pytest
from scipy.stats import beta

from fakes.doubt import told
from pyojeong.lab import conformal
from pyojeong.lab.calibration import fit_temperature, heat
from pyojeong.lab.record import Predictions


def of_truth(p: list[float]) -> Predictions:
    """Return predictions that give the true label, the first, these probabilities."""
    rest = np.array(p, dtype=np.float32)
    probabilities = np.stack([rest, (1 - rest) * 0.75, (1 - rest) * 0.25], axis=1)
    keys = tuple(str(place) for place in range(len(p)))
    return Predictions(keys, ("a", "b", "c"), np.zeros(len(p), dtype=np.int64), probabilities)


def test_threshold_by_hand() -> None:
    """Of 19 photos the 18th largest probability of the true label: ceil(20 x 0.9) = 18."""
    found = of_truth([place / 20 for place in range(1, 20)])
    assert conformal.threshold(found) == pytest.approx(2 / 20)
    assert conformal.threshold(found, 0.5) == pytest.approx(10 / 20)


def test_threshold_is_the_quantile_of_the_paper() -> None:
    """It is 1 less the ceil((n + 1)(1 - alpha)) / n quantile of 1 - p(true)."""
    for n in (9, 10, 57, 199, 237):
        found = told(n, np.random.default_rng(n))
        scores = 1 - found.probabilities[np.arange(n), found.truth].astype(float)
        level = np.ceil(round((n + 1) * 0.9, 6)) / n
        expected = 1 - np.quantile(scores, level, method="inverted_cdf")
        assert conformal.threshold(found) == pytest.approx(expected, abs=1e-6)


def test_too_few_photos_leave_out_no_label() -> None:
    """Eight photos cannot promise 90 %, so every label is named; nine can."""
    eight, nine = of_truth([0.9] * 8), of_truth([0.9] * 9)
    assert conformal.threshold(eight) == 0
    assert conformal.sets(eight, 0.0).all()
    assert conformal.threshold(nine) == pytest.approx(0.9)
    assert conformal.usual(8, 50).low == 1


def test_likeliest_label_is_always_named() -> None:
    """A set is never empty, however high the threshold; a label at the threshold belongs to it."""
    found = of_truth([0.5, 0.2])
    assert conformal.sets(found, 0.99).tolist() == [[True, False, False], [False, True, False]]
    assert conformal.sets(found, 0.375).tolist() == [[True, True, False], [False, True, False]]
    assert conformal.covered(found, 0.375).tolist() == [True, False]


@pytest.mark.parametrize(("n", "clear"), [(30, 2.0), (237, 2.0), (237, 0.7)])
def test_sets_hold_the_true_label_as_often_as_promised(n: int, clear: float) -> None:
    """Over many draws sets cover 90 % within 2 points, with the temperature of the same photos."""
    rng, shares = np.random.default_rng(5), list[float]()
    for _ in range(250):
        validation = told(n, rng, temperature=2, clear=clear)
        heated = heat(validation, fit_temperature(validation))
        test = heat(told(200, rng, temperature=2, clear=clear), fit_temperature(validation))
        shares.append(conformal.covered(test, conformal.threshold(heated)).mean())
    assert np.mean(shares) == pytest.approx(0.9, abs=0.02)
    usual = conformal.usual(n, 200)
    inside = [usual.low <= share <= usual.high for share in shares]
    assert 0.91 <= np.mean(inside) <= 0.99


def test_usual_coverage_with_endless_test_photos_is_a_beta() -> None:
    """With very many test photos the usual coverage is that of Beta(k, n + 1 - k)."""
    found = conformal.usual(237, 20_000)
    low, high = beta.ppf([0.025, 0.975], 215, 23)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-4)
