"""The exact test that one feeling is right more often since teaching of it began."""

from random import Random

import pytest
from scipy.stats import fisher_exact

from pyojeong.app.evidence.cases import Stratum, before_after


@pytest.mark.parametrize("one", [Stratum(3, 10, 9, 10), Stratum(0, 4, 4, 4), Stratum(5, 5, 1, 9)])
def test_is_fishers(one: Stratum) -> None:
    """It is Fisher's exact test, as SciPy has it."""
    found = before_after(one)
    assert found is not None
    table = [
        [one.after_right, one.after - one.after_right],
        [one.before_right, one.before - one.before_right],
    ]
    assert found.p == pytest.approx(fisher_exact(table, alternative="greater").pvalue)


def test_never_too_small() -> None:
    """Of 2,000 feelings that are not learned at most 5 % have a p of 5 % or less."""
    rng = Random(11)
    ps = []
    for _ in range(2000):
        found = before_after(Stratum(right(rng, 8), 8, right(rng, 16), 16))
        assert found is not None
        ps.append(found.p)
    assert sum(p <= 0.05 for p in ps) / 2000 <= 0.05


def right(rng: Random, trials: int) -> int:
    """Return how many of so many trials come out right."""
    return sum(rng.random() < 0.5 for _ in range(trials))


@pytest.mark.parametrize("one", [Stratum(4, 4, 9, 9), Stratum(0, 4, 0, 9)])
def test_nothing_varies(one: Stratum) -> None:
    """Where all are right, or all wrong, nothing can be concluded: p is 1."""
    found = before_after(one)
    assert found is not None
    assert (found.p, found.difference.value) == (1.0, 0.0)


def test_one_side_alone_says_nothing() -> None:
    """Of a feeling that was probed on one side alone nothing is said."""
    assert before_after(Stratum(3, 5, 0, 0)) is None
