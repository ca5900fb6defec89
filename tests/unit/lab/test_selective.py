import numpy as np
import pytest
from sklearn.metrics import accuracy_score

from fakes.doubt import told
from pyojeong.core.errors import DataError
from pyojeong.lab import selective
from pyojeong.lab.record import Predictions


def sure(confidences: list[float], right: list[bool]) -> Predictions:
    """Return predictions of the label `a` with these confidences above a half."""
    p = np.array([[c, 1 - c] for c in confidences], dtype=np.float32)
    truth = np.array([0 if r else 1 for r in right], dtype=np.int64)
    return Predictions(tuple(map(str, range(len(right)))), ("a", "b"), truth, p)


def test_curve_and_area_by_hand() -> None:
    """Right, wrong, right from the surest on: risks 0, 1/2, 1/3, and their mean is the area."""
    found = selective.curve(*selective.sureness(sure([0.7, 0.9, 0.8], [True, True, False])))
    assert found.confidence.tolist() == pytest.approx([0.9, 0.8, 0.7])
    assert found.answered.tolist() == [1, 2, 3]
    assert found.accuracy.tolist() == pytest.approx([1, 1 / 2, 2 / 3])
    assert found.area == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)


def test_equally_sure_photos_count_in_any_order() -> None:
    """Photos with one confidence are one step, and their area is the mean over their orders."""
    first = selective.curve(np.array([0.8, 0.8]), np.array([True, False]))
    assert (first.answered.tolist(), first.right.tolist()) == ([2], [1])
    assert first.area == pytest.approx(np.mean([(0 + 1 / 2) / 2, (1 + 1 / 2) / 2]))


def test_curve_is_the_accuracy_above_each_confidence() -> None:
    """Each step is scikit-learn's accuracy of the photos at least so sure."""
    found = told(120, np.random.default_rng(1))
    curve = selective.curve(*selective.sureness(found))
    highest = found.probabilities.max(axis=1)
    for confidence, accuracy in zip(curve.confidence, curve.accuracy, strict=True):
        kept = highest >= confidence
        assert accuracy == accuracy_score(found.truth[kept], found.predicted[kept])


def test_area_of_sureness_that_says_nothing_is_the_error_rate() -> None:
    """If all are equally sure the area is the error rate; if only mistakes are unsure, far less."""
    right = np.array([True] * 6 + [False] * 4)
    assert selective.curve(np.full(10, 0.5), right).area == pytest.approx(0.4)
    assert selective.curve(np.linspace(1, 0.5, 10), right).area == pytest.approx(
        sum(k / (6 + k) for k in range(1, 5)) / 10
    )


def test_lowest_confidence_that_keeps_it_right_is_found() -> None:
    """Of 20 photos the surest 9 in 10 right reach as far as they can, and no farther."""
    confidences = np.linspace(0.99, 0.6, 20).tolist()
    right = [True] * 9 + [False] + [True] * 3 + [False] * 7
    found = sure(confidences, right)
    assert selective.not_sure_below(found) == pytest.approx(confidences[12])
    assert selective.not_sure_below(found, 0.95) is None  # it takes 10 answers to say so
    assert selective.not_sure_below(found, 0.6) == 0.0  # all may be answered


def test_few_answers_prove_nothing() -> None:
    """Nine right answers are too few to say 9 in 10; without any label it is one sentence."""
    assert selective.not_sure_below(sure([0.9] * 9, [True] * 9)) is None
    assert selective.not_sure_below(sure([0.9] * 10, [True] * 10)) == 0.0
    unknown = sure([0.9], [True])
    nothing = Predictions(unknown.keys, unknown.labels, np.array([-1]), unknown.probabilities)
    with pytest.raises(DataError, match="No photo has a true label"):
        selective.not_sure_below(nothing)
