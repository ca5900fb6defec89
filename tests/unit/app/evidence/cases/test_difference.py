"""The difference of shares over strata, against published examples and by simulation."""

from random import Random

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import norm

from pyojeong.app.evidence.cases import Stratum, risk_difference
from pyojeong.app.evidence.cases.difference import likeliest

TABLES = [
    Stratum(3, 10, 9, 10),
    Stratum(48, 80, 56, 70),
    Stratum(0, 4, 4, 4),
    Stratum(4, 4, 4, 4),
    Stratum(0, 5, 0, 7),
    Stratum(0, 1, 1, 1),
    Stratum(9, 10, 2, 30),
]


@pytest.mark.parametrize(
    ("one", "ends"),
    [
        (Stratum(48, 80, 56, 70), (0.0528, 0.3382)),
        (Stratum(3, 10, 9, 10), (0.1700, 0.8406)),
    ],
)
def test_newcombe_1998(one: Stratum, ends: tuple[float, float]) -> None:
    """Of one stratum it is Miettinen and Nurminen's: method 6 in table II of Newcombe 1998."""
    found = risk_difference([one])
    assert found is not None
    assert found.value == pytest.approx(one.difference)
    assert (found.interval.low, found.interval.high) == pytest.approx(ends, abs=5e-5)


@pytest.mark.parametrize("strata", [*([one] for one in TABLES), TABLES, TABLES[:3]])
def test_ends_are_just_not_rejected(strata: list[Stratum]) -> None:
    """At an end within -1 and 1 the score test, its likelihood searched by SciPy, gives 5 %."""
    found = risk_difference(strata)
    assert found is not None
    whole = sum(one.weight for one in strata)
    for end in (found.interval.low, found.interval.high):
        if abs(end) > 1 - 1e-6:
            continue
        spread = sum((one.weight / whole) ** 2 * searched(one, end) for one in strata)
        z = (found.value - end) / spread**0.5
        assert 2 * norm.sf(abs(z)) == pytest.approx(0.05, rel=1e-3)


def searched(one: Stratum, delta: float) -> float:
    """Return the variance of a stratum's difference at the share that a search finds likeliest."""
    p, _least = search(one, delta)
    q = p + delta
    trials = one.before + one.after
    return (p * (1 - p) / one.before + q * (1 - q) / one.after) * trials / (trials - 1)


def search(one: Stratum, delta: float) -> tuple[float, float]:
    """Return the likeliest share before, as SciPy finds it, and how unlikely it is."""

    def against(p: float) -> float:
        return unlikely(one, p, delta)

    ends = (max(0.0, -delta), min(1.0, 1 - delta))
    found = minimize_scalar(against, bounds=ends, method="bounded", options={"xatol": 1e-12})
    return float(found.x), float(found.fun)


def unlikely(one: Stratum, p: float, delta: float) -> float:
    """Return how unlikely a stratum is, as minus the logarithm, with shares p and p + delta."""
    shares = [(one.before_right, one.before, p), (one.after_right, one.after, p + delta)]
    return -sum(
        right * np.log(np.clip(q, 1e-300, 1)) + (n - right) * np.log(np.clip(1 - q, 1e-300, 1))
        for right, n, q in shares
    )


def test_metalite_documentation() -> None:
    """Four strata of the example of rate_compare() in the R package metalite.ae."""
    strata = [Stratum(5, 26, 15, 25), Stratum(5, 24, 15, 25)] * 2
    found = risk_difference(strata)
    assert found is not None
    assert found.value == pytest.approx(0.3998397, abs=5e-7)
    ends = (found.interval.low, found.interval.high)
    assert ends == pytest.approx((0.2684383, 0.5172779), abs=1e-6)


@pytest.mark.parametrize("one", TABLES)
@pytest.mark.parametrize("delta", [-0.9, -0.4, -1e-6, 0.0, 1e-6, 0.3, 0.77, 0.99])
def test_likeliest_is_the_peak(one: Stratum, delta: float) -> None:
    """The closed form finds the share that a numerical search finds, or one as likely."""
    _share, least = search(one, delta)
    found = likeliest(one, delta)
    assert max(0.0, -delta) <= found <= min(1.0, 1 - delta)
    assert unlikely(one, found, delta) <= least + 1e-6


def test_covers() -> None:
    """Of 600 courses of four feelings, few probes each, at least 93 % of the intervals hold."""
    rng, true = Random(7), 0.3
    held = 0
    for _ in range(600):
        strata = []
        for before in (0.2, 0.4, 0.6, 0.65):
            right = sum(rng.random() < before for _ in range(6))
            since = sum(rng.random() < before + true for _ in range(12))
            strata.append(Stratum(right, 6, since, 12))
        found = risk_difference(strata)
        assert found is not None
        held += found.interval.low <= true <= found.interval.high
    assert held / 600 > 0.93


def test_certain_answers_are_not_certainty() -> None:
    """Four of four before and after is a difference of 0, but nothing like a proof of it."""
    found = risk_difference([Stratum(4, 4, 4, 4)])
    assert found is not None
    assert found.value == 0.0
    assert found.interval.low < -0.3
    assert found.interval.high > 0.3


@pytest.mark.parametrize("strata", [[], [Stratum(0, 0, 0, 0)], [Stratum(1, 2, 0, 0)]])
def test_nothing_to_compare(strata: list[Stratum]) -> None:
    """Without trials on both sides of any stratum there is no difference."""
    assert risk_difference(strata) is None
