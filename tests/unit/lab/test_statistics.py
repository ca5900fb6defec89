import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyojeong.lab import study_2024
from pyojeong.lab.statistics import Z, difference_needed, f1_intervals, wilson


@given(n=st.integers(1, 2000), share=st.floats(0, 1))
@settings(max_examples=50)
def test_wilson_is_the_formula_of_1927(n: int, share: float) -> None:
    """The interval is Wilson's, and holds the proportion itself."""
    k = round(share * n)
    p = k / n
    centre = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    found = wilson(k, n)
    assert found.low == pytest.approx(max(centre - half, 0), abs=1e-6)
    assert found.high == pytest.approx(min(centre + half, 1), abs=1e-6)
    assert found.low - 1e-12 <= p <= found.high + 1e-12


def test_difference_that_the_2024_study_needed() -> None:
    """At n = 237 two scores near 0.75 need about 0.08 between them; four times n needs half."""
    assert difference_needed(study_2024.N, 0.75) == pytest.approx(0.08, abs=0.003)
    assert difference_needed(4 * 237, 0.75) == pytest.approx(difference_needed(237, 0.75) / 2)


def test_repeats_of_2024_are_ties() -> None:
    """The 2024 study's three scores of one setting lie nearer than its photos can tell apart."""
    spread = max(study_2024.REPEATS) - min(study_2024.REPEATS)
    assert spread < difference_needed(study_2024.N, max(study_2024.REPEATS))


def test_2024_scores_are_whole_photos() -> None:
    """Every published accuracy is a whole number of the 237 validation photos."""
    for score in study_2024.SCORES:
        assert score.correct / study_2024.N == pytest.approx(score.accuracy, abs=1e-4)


def test_f1_intervals_hold_the_f1_and_repeat() -> None:
    """Each label's F1 lies in its interval, the mean in its own, and one seed gives one answer."""
    counts = np.array([[30, 5, 5], [4, 26, 10], [2, 8, 30]])
    labels, macro = f1_intervals(counts, np.random.default_rng(0))
    f1 = 2 * np.diag(counts) / (counts.sum(axis=0) + counts.sum(axis=1))
    assert all(i.low < value < i.high for i, value in zip(labels, f1, strict=True))
    assert macro.low < f1.mean() < macro.high
    assert f1_intervals(counts, np.random.default_rng(0)) == (labels, macro)


def test_f1_intervals_shrink_with_photos() -> None:
    """Sixteen times the photos give an interval about a quarter as wide."""
    counts = np.array([[30, 10], [10, 30]])
    few = f1_intervals(counts, np.random.default_rng(1))[1]
    many = f1_intervals(16 * counts, np.random.default_rng(1))[1]
    assert (many.high - many.low) / (few.high - few.low) == pytest.approx(0.25, abs=0.05)


def test_perfect_model_has_no_doubt() -> None:
    """A model that is always right has intervals that end at 1."""
    labels, macro = f1_intervals(np.diag([20, 20]), np.random.default_rng(0))
    assert [i.high for i in labels] == [1, 1]
    assert macro.low == 1
