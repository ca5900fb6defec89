"""Kendall's tau-b and its p, against Kendall's book and SciPy."""

from random import Random

import pytest
from scipy.stats import kendalltau

from pyojeong.app.evidence.cases import kendall


def test_kendalls_book() -> None:
    """Example 3.1 of Kendall 1970, page 35, with ties in both: S 33, tau-b 0.859."""
    x = [1, 2.5, 2.5, 4.5, 4.5, 6.5, 6.5, 8, 9.5, 9.5]
    y = [1, 2, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10]
    found = kendall(x, y)
    assert found is not None
    assert found.s == 33
    assert round(found.tau, 3) == 0.859


@pytest.mark.parametrize("n", [2, 3, 5, 8, 20, 33, 34, 60])
@pytest.mark.parametrize("seed", range(3))
def test_without_ties_is_scipys(n: int, seed: int) -> None:
    """Tau and p are SciPy's: exact up to 33 points, normal beyond."""
    y = Random(seed).sample(range(n), n)
    found, theirs = kendall(range(n), y), kendalltau(range(n), y)
    assert found is not None
    assert (found.tau, found.p) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-9)


@pytest.mark.parametrize("seed", range(30))
def test_with_ties_is_scipys(seed: int) -> None:
    """Tau-b and p are SciPy's with ties in either row or both."""
    rng = Random(seed)
    n = rng.randrange(4, 40)
    x = [rng.randrange(2) for _ in range(n)]
    y = [rng.randrange(6) / 5 for _ in range(n)]
    for one, other in ((x, y), (range(n), y), (y, range(n))):
        found, theirs = kendall(one, other), kendalltau(one, other)
        assert found is not None
        assert (found.tau, found.p) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-9)


def test_perfect() -> None:
    """Five points that only rise: tau is 1, p 2 in 5! orders."""
    found = kendall(range(5), [0.1, 0.2, 0.3, 0.4, 0.5])
    assert found is not None
    assert (found.tau, found.p) == pytest.approx((1.0, 2 / 120))


def test_continuity() -> None:
    """With the correction p is larger, and at S of 0 it is 1 either way."""
    x, y = range(6), [1, 1, 3, 3, 5, 5]
    plain, corrected = kendall(x, y), kendall(x, y, continuity=True)
    level = kendall(range(3), [1, 2, 1], continuity=True)
    assert plain is not None
    assert corrected is not None
    assert level is not None
    assert plain.p < corrected.p < 0.05  # SingleCaseES: between 0.01 and 0.05
    assert level.p == 1.0


@pytest.mark.parametrize("y", [[], [0.5], [0.5, 0.5, 0.5]])
def test_nothing_varies(y: list[float]) -> None:
    """No point, one, or equal ones have no correlation."""
    assert kendall(range(len(y)), y) is None
    assert kendall(y, range(len(y))) is None
