import math

import numpy as np
import pytest
from scipy.stats import norm, t

from pyojeong.lab.power import (
    ALPHA,
    TRAINING,
    disagreement,
    effective_photos,
    pairs,
    seen_by_folds,
    seen_by_mcnemar,
    smallest_difference,
)
from pyojeong.lab.statistics import mcnemar

PHOTOS, ACCURACY = 959, 0.7
APART = disagreement(ACCURACY)


def test_stated_difference_is_seen_in_four_of_five_studies() -> None:
    """Simulated photos: the exact McNemar test sees the stated difference 80 times in 100."""
    needed = smallest_difference(PHOTOS, ACCURACY, 1)
    rng = np.random.default_rng(0)
    first, second, _ = rng.multinomial(
        PHOTOS, [(APART + needed) / 2, (APART - needed) / 2, 1 - APART], size=4000
    ).T
    seen = [mcnemar(int(a), int(b)) <= ALPHA for a, b in zip(first, second, strict=True)]
    assert np.mean(seen) == pytest.approx(0.8, abs=0.02)


def test_difference_is_connors() -> None:
    """The difference is nearly that of Connor 1987, whose test is not exact."""
    needed = smallest_difference(PHOTOS, ACCURACY, 1)
    root = norm.isf(0.025) * math.sqrt(APART) + norm.isf(0.2) * math.sqrt(APART - needed**2)
    assert (root / needed) ** 2 == pytest.approx(PHOTOS, rel=0.05)


@pytest.mark.parametrize("seeds", [1, 3])
def test_power_of_the_resampled_t(seeds: int) -> None:
    """Simulated folds: the corrected t-test sees a difference as often as it was said to."""
    difference, folds = 0.08, 5
    rng = np.random.default_rng(1)
    by_photos = rng.normal(0, math.sqrt((APART - difference**2) * folds / PHOTOS), (8000, 1, folds))
    by_training = rng.normal(0, math.sqrt(2) * TRAINING, (8000, seeds, folds))
    found = (difference + by_photos + by_training).reshape(8000, -1)
    j = folds * seeds
    spread = np.sqrt((1 / j + 1 / (folds - 1)) * found.var(axis=1, ddof=1))
    seen = 2 * t.sf(found.mean(axis=1) / spread, j - 1) <= 0.05
    said = seen_by_folds(PHOTOS, difference, APART, 0.05, folds, seeds)
    assert 0.5 < said < 0.99
    assert said == pytest.approx(seen.mean(), abs=0.04)


def test_equal_models_are_seldom_told_apart() -> None:
    """Without a difference, what is seen is the test's level at most."""
    assert 0.02 < seen_by_mcnemar(PHOTOS, 0.0, APART, 0.05) <= 0.05
    assert seen_by_folds(PHOTOS, 0.0, APART, 0.05, 5, 1) <= 0.05


def test_more_photos_see_more() -> None:
    """Four times the photos halve the difference; more pairs to compare ask for a larger one."""
    needed = smallest_difference(PHOTOS, ACCURACY, 1)
    assert smallest_difference(4 * PHOTOS, ACCURACY, 1) == pytest.approx(needed / 2, rel=0.03)
    assert smallest_difference(PHOTOS, ACCURACY, 10) > needed
    assert smallest_difference(PHOTOS, ACCURACY, 0) == needed


def test_folds_ask_for_more_and_seeds_for_less() -> None:
    """To be seen over trainings too takes a larger difference, and less so with more seeds."""
    once, *folded = (
        smallest_difference(PHOTOS, ACCURACY, 3, folds=folds, seeds=seeds)
        for folds, seeds in ((1, 1), (5, 3), (5, 2), (5, 1))
    )
    assert once < folded[0] < folded[1] < folded[2]


def test_nothing_can_be_seen_on_three_photos() -> None:
    """On so few photos even always right against always wrong is no proof."""
    assert smallest_difference(3, ACCURACY, 1) == 1.0


def test_disagreement_of_sure_models() -> None:
    """Models that are always right never disagree; even then a difference can be seen."""
    assert disagreement(1.0) == 0
    assert 0 < smallest_difference(PHOTOS, 1.0, 1) < smallest_difference(PHOTOS, 0.9, 1)
    assert seen_by_folds(PHOTOS, 1.0, 0.0, 0.05, 5, 1) == pytest.approx(1, abs=0.01)


def test_photos_in_groups_are_worth_fewer() -> None:
    """Photos alone count fully; two of a kind, half alike, as one and a third."""
    assert effective_photos(np.arange(300)) == 300
    assert effective_photos(np.repeat(np.arange(150), 2)) == 200
    assert effective_photos(np.zeros(300, np.int64)) == 2


def test_pairs() -> None:
    """Six candidates make fifteen pairs, one makes none."""
    assert [pairs(n) for n in (1, 2, 6)] == [0, 1, 15]
