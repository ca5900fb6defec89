import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, ttest_1samp
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar
from statsmodels.stats.multitest import multipletests

from pyojeong.lab import study_2024
from pyojeong.lab.statistics import (
    RESAMPLES,
    corrected_resampled_t,
    difference_needed,
    f1_intervals,
    holm,
    mcnemar,
    redrawn,
    wilson,
)

DIFFERENCES = np.array([0.02, 0.05, -0.01, 0.04, 0.03])


@given(n=st.integers(1, 2000), share=st.floats(0, 1))
@settings(max_examples=50)
def test_wilson_is_scipys(n: int, share: float) -> None:
    """The interval of whole counts is SciPy's, and holds the proportion itself."""
    k = round(share * n)
    theirs = binomtest(k, n).proportion_ci(confidence_level=0.95, method="wilson")
    found = wilson(k, n)
    assert found.low == pytest.approx(theirs.low, abs=1e-9)
    assert found.high == pytest.approx(theirs.high, abs=1e-9)
    assert found.low - 1e-12 <= k / n <= found.high + 1e-12


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


@given(first=st.integers(0, 300), second=st.integers(0, 300))
@settings(max_examples=50)
def test_mcnemar_is_statsmodels(first: int, second: int) -> None:
    """The exact p is that of statsmodels, whichever model is named first."""
    theirs = statsmodels_mcnemar([[7, first], [second, 9]], exact=True)
    # pyrefly: ignore[missing-attribute] - its fields are known only when it runs
    assert mcnemar(first, second) == pytest.approx(min(theirs.pvalue, 1.0), abs=1e-9)
    assert mcnemar(second, first) == mcnemar(first, second)


def test_mcnemar_by_hand() -> None:
    """Of five photos told differently, all for one model: p is 2 / 2^5."""
    assert mcnemar(5, 0) == pytest.approx(2 / 2**5)
    assert mcnemar(0, 0) == 1


def test_holm_is_statsmodels() -> None:
    """The corrected p values of forty tests, some of them equal, are those of statsmodels."""
    ps = [*np.random.default_rng(0).beta(0.2, 2, 36), 0.01, 0.01, 0.0, 1.0]
    assert holm(ps) == pytest.approx(multipletests(ps, method="holm")[1], abs=1e-12)


@given(ps=st.lists(st.floats(0, 1), min_size=1, max_size=30))
@settings(max_examples=50)
def test_holm_raises_and_keeps_order(ps: list[float]) -> None:
    """A corrected p is no smaller than it was, at most so many times larger, and as ordered."""
    found = holm(ps)
    pairs = sorted(zip(ps, found, strict=True))
    assert all(p <= raised <= min(1, len(ps) * p) + 1e-12 for p, raised in pairs)
    assert [raised for _, raised in pairs] == sorted(found)


def test_nothing_to_correct() -> None:
    """Without any pair there is nothing to correct, and a single p stays."""
    assert holm([]) == []
    assert holm([0.04]) == [0.04]


def test_resampled_t_without_overlap_is_the_plain_one() -> None:
    """Trainings that share no photos leave Student's own t-test."""
    assert corrected_resampled_t(DIFFERENCES, 0.0) == pytest.approx(
        ttest_1samp(DIFFERENCES, 0).pvalue
    )


def test_resampled_t_by_hand() -> None:
    """Five folds: t is the plain one divided by the root of 1 + 5/4, with 4 degrees of freedom."""
    plain = ttest_1samp(DIFFERENCES, 0)
    t = plain.statistic / math.sqrt(1 + 5 / 4)
    # The distribution function of Student's t with 4 degrees of freedom, in closed form.
    x = t / math.sqrt(t**2 + 4)
    p = 1 - x * (1 + (1 - x**2) / 2)
    assert corrected_resampled_t(DIFFERENCES, 1 / 4) == pytest.approx(p)
    assert corrected_resampled_t(-DIFFERENCES, 1 / 4) == pytest.approx(p)


def test_resampled_t_of_folds_that_agree() -> None:
    """Folds that all say the same leave no doubt, unless they all say that nothing differs."""
    assert corrected_resampled_t(np.full(5, 0.25), 1 / 4) == 0
    assert corrected_resampled_t(np.zeros(5), 1 / 4) == 1


def test_groups_are_drawn_again_with_replacement() -> None:
    """Each draw has as many groups as there are; each comes once on average, with variance 1."""
    drawn = np.concatenate(list(redrawn(50, np.random.default_rng(0))))
    assert drawn.shape == (RESAMPLES, 50)
    assert (drawn.sum(axis=1) == 50).all()
    assert drawn.mean(axis=0) == pytest.approx(np.ones(50), abs=0.15)
    assert drawn.var() == pytest.approx(1 - 1 / 50, abs=0.03)
