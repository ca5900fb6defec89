import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sklearn

from pyojeong.core.errors import DataError
from pyojeong.core.labels import SIX
from pyojeong.lab import metrics
from pyojeong.lab.record import Predictions


def some(seed: int, n: int = 60) -> Predictions:
    """Return predictions at random."""
    rng = np.random.default_rng(seed)
    return Predictions(
        keys=tuple(f"{i}.jpg" for i in range(n)),
        labels=SIX,
        truth=rng.integers(0, 6, n),
        probabilities=rng.dirichlet(np.full(6, 0.4), n).astype(np.float32),
    )


def sure(confidences: list[float], right: list[bool]) -> Predictions:
    """Return predictions of the label `a` with these confidences above a half."""
    p = np.array([[c, 1 - c] for c in confidences], dtype=np.float32)
    truth = np.array([0 if r else 1 for r in right])
    return Predictions(tuple(map(str, range(len(right)))), ("a", "b"), truth, p)


def test_scores_agree_with_scikit_learn() -> None:
    """Accuracy, precision, recall and F1 are those of scikit-learn."""
    found = some(1)
    truth, said = found.truth, found.predicted
    assert metrics.correct(found) == sklearn.accuracy_score(truth, said, normalize=False)
    assert metrics.macro_f1(found) == pytest.approx(sklearn.f1_score(truth, said, average="macro"))
    rows = metrics.per_label(found)
    for name, scorer in (
        ("precision", sklearn.precision_score),
        ("recall", sklearn.recall_score),
        ("f1", sklearn.f1_score),
    ):
        expected = scorer(truth, said, labels=list(range(6)), average=None, zero_division=0)
        assert [getattr(row, name) for row in rows] == pytest.approx(np.asarray(expected).tolist())
    assert [row.n for row in rows] == np.bincount(truth, minlength=6).tolist()


def test_brier_by_hand() -> None:
    """Half sure and wrong costs 0.5, sure and right nothing, sure and wrong 2."""
    assert metrics.brier(sure([0.5], [False])) == pytest.approx(0.5)
    assert metrics.brier(sure([1.0, 1.0], [True, False])) == pytest.approx((0 + 2) / 2)


def test_label_never_seen_nor_said_scores_nothing() -> None:
    """A label without photos, and never told, has precision, recall and F1 of 0."""
    found = sure([0.9, 0.8], [True, True])
    row = metrics.per_label(found)[1]
    assert (row.n, row.precision, row.recall, row.f1) == (0, 0.0, 0.0, 0.0)


def test_confusion_holds_truth_in_rows() -> None:
    """Row is the true label, column the told one; the sum is the number of photos."""
    found = sure([0.9, 0.8, 0.7], [True, False, False])
    assert metrics.confusion(found).tolist() == [[1, 0], [2, 0]]


def test_calibration_error_by_hand() -> None:
    """Two bins of confidence, off by 0.1 and 0.45, weigh by their photos."""
    found = sure([0.9, 0.9, 0.9, 0.55], [True, True, False, True])
    expected = 3 / 4 * abs(2 / 3 - 0.9) + 1 / 4 * abs(1 - 0.55)
    assert metrics.calibration_error(found) == pytest.approx(expected, abs=1e-6)


def test_perfect_confidence_lies_in_the_last_bin() -> None:
    """A confidence of 1 belongs to the last bin, and being always right to no error."""
    found = sure([1.0, 1.0], [True, True])
    assert metrics.reliability(found)[-1].n == 2
    assert metrics.calibration_error(found) == 0


def test_unknown_truth_is_left_out() -> None:
    """Photos without a true label are not scored; without any, one sentence says so."""
    found = some(2, 4)
    mixed = Predictions(found.keys, SIX, np.array([0, -1, 2, -1]), found.probabilities)
    assert metrics.known(mixed).keys == ("0.jpg", "2.jpg")
    nothing = Predictions(found.keys, SIX, np.full(4, -1), found.probabilities)
    with pytest.raises(DataError, match="No photo has a true label"):
        metrics.known(nothing)


@given(seed=st.integers(0, 10_000), order=st.permutations(range(6)))
@settings(max_examples=20)
def test_permuting_labels_changes_nothing(seed: int, order: list[int]) -> None:
    """The order of the vocabulary and of the photos changes no score."""
    found = some(seed)
    place = np.argsort(order)
    shuffle = np.random.default_rng(seed).permutation(len(found.keys))
    moved = Predictions(
        keys=tuple(found.keys[i] for i in shuffle),
        labels=tuple(SIX[i] for i in order),
        truth=place[found.truth][shuffle],
        probabilities=found.probabilities[:, order][shuffle],
    )
    for score in (metrics.correct, metrics.macro_f1, metrics.calibration_error, metrics.brier):
        assert score(moved) == pytest.approx(score(found), abs=1e-6)
