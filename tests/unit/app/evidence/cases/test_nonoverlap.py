"""PND, NAP and Tau, against published examples and SciPy."""

from random import Random

import pytest
from scipy.stats import mannwhitneyu, norm

from pyojeong.app.evidence.cases import nap, pnd, tau

# Parker, Vannest and Davis 2011, Behavior Modification 35:303-322, the example of page 307
BEFORE = [20, 20, 26, 25, 22, 23]
AFTER = [28, 25, 24, 27, 30, 30, 29]


def test_parker_vannest_davis_2011() -> None:
    """The paper's own example: PND 5/7, NAP 38.5/42, Tau 35/42."""
    assert pnd(BEFORE, AFTER) == pytest.approx(5 / 7)
    share, rescaled = nap(BEFORE, AFTER), tau(BEFORE, AFTER)
    assert share is not None
    assert rescaled is not None
    assert share.value == pytest.approx(38.5 / 42)
    assert rescaled.value == pytest.approx(35 / 42)


def test_parker_vannest_davis_2011_tau() -> None:
    """Their second example: Tau 16/20."""
    found = tau([3, 3, 4, 5], [4, 5, 6, 7, 7])
    assert found is not None
    assert found.value == pytest.approx(16 / 20)


def test_scan_documentation() -> None:
    """The example of nap() in the R package scan: 94 %, rescaled 88 %; there less is better."""
    before, after = [12, 14, 9, 10], [10, 6, 4, 5, 3, 4]
    share, rescaled = nap([-x for x in before], [-x for x in after]), tau(after, before)
    assert share is not None
    assert rescaled is not None
    assert round(100 * share.value) == 94
    assert round(100 * rescaled.value) == 88


def test_interval_is_singlecasees() -> None:
    """The interval is that of the SingleCaseES vignette, as far as its root finder goes."""
    found = nap(BEFORE, AFTER)
    assert found is not None
    ends = found.interval
    assert (ends.low, ends.high) == pytest.approx((0.5973406, 0.9860176), abs=5e-5)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_ends_solve_newcombes_equation(confidence: float) -> None:
    """At both ends the squared distance is what method 5 of Newcombe 2006 allows."""
    found = nap(BEFORE, AFTER, confidence)
    assert found is not None
    z, m, n = norm.ppf((1 + confidence) / 2), len(BEFORE), len(AFTER)
    h = (m + n) / 2 - 1
    for end in (found.interval.low, found.interval.high):
        allowed = z**2 * h * end * (1 - end) / (m * n)
        allowed *= 1 / h + (1 - end) / (2 - end) + end / (1 + end)
        assert (found.value - end) ** 2 == pytest.approx(allowed, rel=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_nap_is_mann_whitney(seed: int) -> None:
    """NAP is SciPy's U over the number of pairs, with ties."""
    rng = Random(seed)
    before = [rng.randrange(6) / 5 for _ in range(rng.randrange(1, 12))]
    after = [rng.randrange(6) / 5 for _ in range(rng.randrange(1, 30))]
    found = nap(before, after)
    assert found is not None
    u = mannwhitneyu(after, before, method="asymptotic").statistic
    assert found.value == pytest.approx(u / (len(before) * len(after)))


def test_interval_covers() -> None:
    """Of 1,000 pairs of phases of six and ten points about 95 % hold the true NAP, 0.76."""
    rng, shift = Random(1), 1.0
    true = norm.cdf(shift / 2**0.5)
    held = 0
    for _ in range(1000):
        found = nap([rng.gauss() for _ in range(6)], [rng.gauss(shift) for _ in range(10)])
        assert found is not None
        held += found.interval.low <= true <= found.interval.high
    assert held / 1000 == pytest.approx(0.95, abs=0.025)


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [([0.0] * 5, [1.0] * 5, 1.0), ([1.0] * 5, [0.0] * 5, 0.0), ([0.5] * 5, [0.5] * 5, 0.5)],
)
def test_constant_phases(before: list[float], after: list[float], value: float) -> None:
    """No overlap, all of it, or all ties: the value is plain, and five points stay uncertain."""
    found = nap(before, after)
    assert found is not None
    assert found.value == value
    assert found.interval.high - found.interval.low > 0.3


def test_one_point_each() -> None:
    """One point each says next to nothing, and the interval says so."""
    found = nap([0.2], [0.8])
    assert found is not None
    assert found.value == 1.0
    assert found.interval.low < 0.25


@pytest.mark.parametrize(("before", "after"), [([], [0.5]), ([0.5], []), ([], [])])
def test_empty_phases(before: list[float], after: list[float]) -> None:
    """Of an empty phase nothing is said."""
    assert pnd(before, after) is None
    assert nap(before, after) is None
    assert tau(before, after) is None
