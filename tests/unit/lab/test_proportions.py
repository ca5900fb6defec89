"""Two proportions, of different photos or the same, against statsmodels and by simulation."""

import numpy as np
import pytest
from scipy.stats import hypergeom, norm
from statsmodels.stats.proportion import confint_proportions_2indep

from pyojeong.lab.proportions import Share, fisher, newcombe, paired

PAIRS = [((56, 70), (48, 80)), ((9, 10), (3, 10)), ((10, 10), (0, 20)), ((0, 10), (0, 20))]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_newcombe(first: tuple[int, int], second: tuple[int, int]) -> None:
    """The interval is statsmodels', and among them the paper's own table II (c), 56/70 - 48/80."""
    found = newcombe(Share.some(*first), Share.some(*second))
    low, high = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    assert found.value == pytest.approx(first[0] / first[1] - second[0] / second[1])
    if (first, second) == PAIRS[0]:
        assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_newcombe_turned_round() -> None:
    """Second less first is first less second with the other sign."""
    here, there = Share.some(30, 40), Share.some(10, 35)
    one, other = newcombe(here, there), newcombe(there, here)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
    assert one.told
    assert not newcombe(here, here).told


def test_newcombe_covers() -> None:
    """Of 2,000 differences about 95 % of the intervals hold the true one."""
    rng = np.random.default_rng(1)
    draws = zip(rng.binomial(40, 0.8, 2000), rng.binomial(90, 0.6, 2000), strict=True)
    found = [newcombe(Share.some(int(a), 40), Share.some(int(b), 90)) for a, b in draws]
    assert np.mean([one.low <= 0.2 <= one.high for one in found]) == pytest.approx(0.95, abs=0.02)


def test_fisher() -> None:
    """Its p is the chance of all tables that are as unlikely as this one."""
    chances = hypergeom.pmf(np.arange(11), 30, 12, 10)
    expected = chances[chances <= chances[7] * (1 + 1e-7)].sum()
    assert fisher(Share.some(7, 10), Share.some(5, 20)) == pytest.approx(expected)


def test_no_photo() -> None:
    """Of no photo there is no share."""
    assert Share.of(0, 0) is None
    assert Share.of(1, 2) == Share.some(1, 2)


def test_paired_is_the_papers() -> None:
    """Agresti and Min's own formula, with half a photo more in each of the four cells."""
    found = paired(12, 5, 60)
    only, other, n = 12.5, 5.5, 62
    share = (only - other) / n
    half = norm.ppf(0.975) * np.sqrt((only / n + other / n - share**2) / n)
    assert (found.low, found.high) == pytest.approx((share - half, share + half))
    assert found.value == pytest.approx(7 / 60)


def test_paired_turned_round_and_at_its_ends() -> None:
    """Second less first has the other sign, and no interval leaves -1 to 1."""
    one, other = paired(9, 2, 20), paired(2, 9, 20)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
    assert paired(1, 0, 1).high <= 1
    assert paired(0, 1, 1).low >= -1
    assert paired(0, 0, 30).low < 0 < paired(0, 0, 30).high


def test_paired_covers() -> None:
    """Of 2,000 differences on the same 80 photos about 95 % of the intervals hold the true one."""
    draws = np.random.default_rng(2).multinomial(80, [0.12, 0.07, 0.81], size=2000)
    found = [paired(int(first), int(second), 80) for first, second, _ in draws]
    assert np.mean([one.low <= 0.05 <= one.high for one in found]) == pytest.approx(0.95, abs=0.02)
