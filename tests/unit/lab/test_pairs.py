"""Which labels are taken for each other, and what is known and not known about it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pyojeong.core.errors import DataError, SettingsError
from pyojeong.lab import metrics
from pyojeong.lab.pairs import (
    Share,
    confused_photos,
    look_at,
    most_confused,
    name_pairs,
    pair_matrix,
    places,
)
from pyojeong.lab.record import Predictions

LABELS = ("anger", "disgust", "fear")
# truth, then the probabilities of anger, disgust, fear
ROWS = (
    (0, 0.7, 0.2, 0.1),  # right
    (0, 0.3, 0.6, 0.1),  # taken for disgust
    (0, 0.2, 0.1, 0.7),  # taken for fear, but ahead of disgust
    (0, 0.1, 0.2, 0.7),  # taken for fear, and behind disgust
    (1, 0.9, 0.1, 0.0),  # taken for anger
    (1, 0.4, 0.4, 0.2),  # a draw: told for the first, and not held apart
    (1, 0.0, 1.0, 0.0),  # right
    (2, 0.1, 0.1, 0.8),  # right
)


def predictions(rows: tuple[tuple[float, ...], ...] = ROWS) -> Predictions:
    """Return the rows as predictions."""
    return Predictions(
        keys=tuple(f"photo-{index}" for index in range(len(rows))),
        labels=LABELS,
        truth=np.array([row[0] for row in rows], dtype=np.int64),
        probabilities=np.array([row[1:] for row in rows], dtype=np.float32),
    )


def chance_predictions(seed: int, photos: int = 60, labels: int = 4) -> Predictions:
    """Return predictions of any kind."""
    rng = np.random.default_rng(seed)
    return Predictions(
        keys=tuple(f"{index}" for index in range(photos)),
        labels=tuple("abcdefgh"[:labels]),
        truth=rng.integers(0, labels, photos),
        probabilities=rng.dirichlet(np.ones(labels), photos).astype(np.float32),
    )


def test_pair_by_hand() -> None:
    """Of four angry and three disgusted photos one and two were taken for the other."""
    score = pair_matrix(predictions())[0]
    assert score.pair == ("anger", "disgust")
    assert (score.first.count, score.first.n) == (1, 4)
    assert (score.second.count, score.second.n) == (2, 3)
    assert (score.mixed.count, score.mixed.n) == (3, 7)
    assert (score.within.count, score.within.n) == (3, 7)


def test_intervals_are_wilsons() -> None:
    """Each share has the interval that statsmodels gives it."""
    for count, n in ((0, 5), (3, 7), (40, 40)):
        share = Share.of(count, n)
        expected = proportion_confint(count, n, method="wilson")
        assert (share.low, share.high) == pytest.approx(expected, abs=1e-9)


def test_nothing_is_known_of_no_photos() -> None:
    """A share of no photos may be anything from 0 to 1."""
    share = Share.of(0, 0)
    assert (share.n, share.low, share.high) == (0, 0, 1)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), order=st.permutations(range(4)))
def test_names_and_order_change_nothing(seed: int, order: list[int]) -> None:
    """Photos in another order and labels in another order give the same pairs."""
    one = chance_predictions(seed)
    shuffled = np.random.default_rng(seed).permutation(len(one.keys))
    other = Predictions(
        keys=tuple(one.keys[i] for i in shuffled),
        labels=tuple(one.labels[i] for i in order),
        truth=np.argsort(order)[one.truth][shuffled],
        probabilities=one.probabilities[shuffled][:, order],
    )
    expected = {frozenset(x.pair): (x.mixed, x.within) for x in pair_matrix(one)}
    assert {frozenset(x.pair): (x.mixed, x.within) for x in pair_matrix(other)} == expected


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000))
def test_counts_come_back(seed: int) -> None:
    """The pairs hold the whole confusion matrix."""
    one = chance_predictions(seed)
    assert look_at(one, ()).counts == metrics.confusion(one).tolist()


def test_most_confused_first() -> None:
    """Pairs come by the share that is mixed up, of equals by name; those never mixed up do not."""
    assert most_confused(predictions(), 9) == (("anger", "disgust"), ("anger", "fear"))
    assert most_confused(predictions(), 1) == (("anger", "disgust"),)
    equal = ((0, 0, 1, 0), (1, 0, 1, 0), (2, 1, 0, 0), (1, 0, 0, 1))
    # anger and disgust: 1 of 3; anger and fear: 1 of 2; disgust and fear: 1 of 3
    assert most_confused(predictions(equal), 9) == (
        ("anger", "fear"),
        ("anger", "disgust"),
        ("disgust", "fear"),
    )


def test_surest_mistake_first() -> None:
    """The photos of a pair come by how sure the model was of the other label."""
    found = confused_photos(predictions(), ("anger", "disgust"), 9)
    assert [one.key for one in found] == ["photo-4", "photo-1", "photo-5"]
    assert (found[0].truth, found[0].said) == ("disgust", "anger")
    assert (found[0].truth_probability, found[0].said_probability) == pytest.approx((0.1, 0.9))
    assert confused_photos(predictions(), ("disgust", "fear"), 9) == []


def test_anger_and_disgust_are_always_named() -> None:
    """Anger and disgust are looked at wherever both are labels, beside what a study names."""
    assert name_pairs(LABELS, ()) == (("anger", "disgust"),)
    assert name_pairs(("anger", "happy"), ()) == ()
    named = (("anger", "disgust"), ("anger", "fear"))
    assert name_pairs(LABELS, (("fear", "anger"), ("disgust", "anger"))) == named


def test_found_pairs_are_others() -> None:
    """What is found beside the named pairs is none of them, and all are held apart."""
    mixing = look_at(predictions(), ())
    assert (mixing.named, mixing.found) == ((("anger", "disgust"),), (("anger", "fear"),))
    assert (*mixing.named, *mixing.found) == (("anger", "disgust"), ("anger", "fear"))
    assert {one.key for one in mixing.photos} == {
        "photo-4", "photo-1", "photo-5", "photo-2", "photo-3"
    }  # fmt: skip


@pytest.mark.parametrize("pair", [("anger", "pain"), ("fear", "fear")])
def test_no_such_pair(pair: tuple[str, str]) -> None:
    """A pair that is not two of the labels is refused in one sentence."""
    with pytest.raises(SettingsError, match=r"^The pair .* name two different ones of them\.$"):
        places([pair], LABELS)


def test_unknown_truth_is_left_out() -> None:
    """Photos whose label nobody knows are not counted; without any other there is nothing."""
    unknown = (-1, 0.1, 0.8, 0.1)
    assert look_at(predictions((*ROWS, unknown)), ()) == look_at(predictions(), ())
    with pytest.raises(DataError, match="labelled"):
        look_at(predictions((unknown,)), ())
