"""The exact test that probes are right more often since teaching began."""

from itertools import product
from random import Random
from time import process_time

import pytest
from scipy.stats import fisher_exact
from statsmodels.stats.contingency_tables import StratifiedTable

from pyojeong.app.evidence.cases import Stratum, before_after

# Agresti 1990, pages 231-237: rabbits given penicillin at once or 1.5 hours late, at five doses
RABBITS = [
    Stratum(0, 5, 0, 6),
    Stratum(0, 6, 3, 6),
    Stratum(2, 6, 6, 6),
    Stratum(6, 6, 5, 6),
    Stratum(5, 5, 2, 2),
]


def test_agresti_1990() -> None:
    """The one-sided exact conditional p is 0.020, as R's mantelhaen.test documents it."""
    found = before_after(RABBITS)
    assert found is not None
    assert found.p == pytest.approx(0.020, abs=5e-4)
    assert found.mid_p < found.p


@pytest.mark.parametrize("one", [Stratum(3, 10, 9, 10), Stratum(0, 4, 4, 4), Stratum(5, 5, 1, 9)])
def test_one_stratum_is_fishers(one: Stratum) -> None:
    """Of one stratum it is Fisher's exact test, as SciPy has it."""
    found = before_after([one])
    assert found is not None
    table = [
        [one.after_right, one.after - one.after_right],
        [one.before_right, one.before - one.before_right],
    ]
    assert found.p == pytest.approx(fisher_exact(table, alternative="greater").pvalue)


def test_is_every_permutation() -> None:
    """Its p is the share of all ways to deal out the right answers that give as many after."""
    strata = [Stratum(1, 3, 2, 3), Stratum(0, 2, 2, 3), Stratum(1, 2, 1, 1)]
    seen = sum(one.after_right for one in strata)
    dealt = [
        sum(sum(right[one.before :]) for one, right in zip(strata, way, strict=True))
        for way in product(*(ways(one) for one in strata))
    ]
    found = before_after(strata)
    assert found is not None
    assert found.p == pytest.approx(sum(after >= seen for after in dealt) / len(dealt))
    tied = sum(after == seen for after in dealt) / len(dealt)
    assert found.mid_p == pytest.approx(found.p - tied / 2)
    assert found.smallest == pytest.approx(dealt.count(max(dealt)) / len(dealt))


def ways(one: Stratum) -> list[tuple[int, ...]]:
    """Return every way to deal a stratum's right answers to its trials."""
    right = one.before_right + one.after_right
    return [way for way in product((0, 1), repeat=one.before + one.after) if sum(way) == right]


def test_many_trials_are_statsmodels() -> None:
    """With many trials it is the test of Mantel and Haenszel, halved, as statsmodels has it."""
    strata = [Stratum(80, 200, 95, 200), Stratum(60, 150, 70, 150), Stratum(100, 220, 112, 220)]
    tables = [
        [[one.after_right, one.after - one.after_right],
         [one.before_right, one.before - one.before_right]]
        for one in strata
    ]  # fmt: skip
    test = StratifiedTable(tables).test_null_odds(correction=True)
    theirs = float(vars(test)["pvalue"]) / 2
    found = before_after(strata)
    assert found is not None
    assert found.p == pytest.approx(theirs, rel=0.02)


def test_never_too_small() -> None:
    """Of 2,000 courses of a child who does not learn at most 5 % have a p of 5 % or less."""
    rng = Random(11)
    shares = (0.25, 0.4, 0.6, 0.8)
    ps = []
    for _ in range(2000):
        strata = [Stratum(right(rng, 8, share), 8, right(rng, 16, share), 16) for share in shares]
        found = before_after(strata)
        assert found is not None
        ps.append(found.p)
    assert sum(p <= 0.05 for p in ps) / 2000 <= 0.05


def right(rng: Random, trials: int, share: float) -> int:
    """Return how many of so many trials come out right."""
    return sum(rng.random() < share for _ in range(trials))


@pytest.mark.parametrize("strata", [[Stratum(4, 4, 9, 9)], [Stratum(0, 4, 0, 9)] * 3])
def test_nothing_varies(strata: list[Stratum]) -> None:
    """Where all are right, or all wrong, nothing can be concluded: p and the least p are 1."""
    found = before_after(strata)
    assert found is not None
    assert (found.p, found.smallest) == (1.0, 1.0)
    assert found.difference.value == 0.0


def test_one_side_alone_says_nothing() -> None:
    """A stratum that was probed on one side alone changes nothing; nothing else is None."""
    alone = Stratum(3, 5, 0, 0)
    assert before_after([*RABBITS, alone]) == before_after(RABBITS)
    assert before_after([alone]) is None
    assert before_after([]) is None


def test_fast() -> None:
    """Eight strata of a hundred trials each take less than 50 ms."""
    start = process_time()
    before_after([Stratum(20, 50, 30, 50)] * 8)
    assert process_time() - start < 0.05
