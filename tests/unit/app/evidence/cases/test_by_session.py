"""Whether more is right since teaching began, with sessions as the units."""

from itertools import permutations
from random import Random

import pytest
from scipy.stats import permutation_test

from pyojeong.app.evidence.cases import Stratum, Tier, before_after, by_session, risk_difference
from pyojeong.app.evidence.cases.by_session import ORDERS, chance, design_effect, stratum_of

SESSIONS = 12
STARTS = (3, 5, 6)


def tier(points: list[int], start: int, name: str = "happy") -> Tier:
    """Return a tier with an answer in every session."""
    return Tier(name, range(len(points)), [float(one) for one in points], start)


def gained(tiers: list[Tier], order: tuple[int, ...]) -> float:
    """Return the weighted gain of the answers in another order of the sessions: as defined."""
    moved = [
        Tier(one.name, one.sessions, [one.points[place] for place in order], one.start)
        for one in tiers
    ]
    found = risk_difference([stratum_of(one) for one in moved])
    assert found is not None
    return found.value


def test_is_every_order() -> None:
    """Of few sessions its p is the share of all their orders that show as much."""
    tiers = [tier([0, 1, 0, 1, 1, 1], 2), tier([0, 0, 1, 0, 1, 1], 3), tier([1, 0, 0, 1, 0, 1], 4)]
    seen = gained(tiers, tuple(range(6)))
    dealt = [gained(tiers, order) for order in permutations(range(6))]
    as_much = sum(one >= seen - 1e-9 for one in dealt)
    assert chance(tiers) == pytest.approx(as_much / len(dealt))


def test_one_tier_is_scipys() -> None:
    """Of one feeling it is the permutation test of two samples, as SciPy has it."""
    points = [0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 0]

    def gain(before: list[float], after: list[float], axis: int = 0) -> float:
        del axis
        return sum(after) / len(after) - sum(before) / len(before)

    theirs = permutation_test(
        (points[:5], points[5:]), gain, vectorized=False, alternative="greater"
    ).pvalue
    exact = before_after(stratum_of(tier(points, 5)))
    assert exact is not None
    assert exact.p == pytest.approx(theirs)
    assert chance([tier(points, 5)]) == pytest.approx(theirs, abs=0.01)  # drawn


def test_the_least_p() -> None:
    """However clear a gain is, p is never less than the one order among those drawn."""
    tiers = [tier([0] * 30 + [1] * 30, 30)]
    assert chance(tiers) == 1 / (ORDERS + 1)
    assert chance(tiers) == chance(tiers)


def moody(rng: Random, low: float, high: float) -> list[Tier]:
    """Return a child who learns nothing and has good and bad days."""
    days = [rng.choice((low, high)) for _ in range(SESSIONS)]
    return [
        tier([int(rng.random() < day) for day in days], start, f"{turn}")
        for turn, start in enumerate(STARTS)
    ]


@pytest.mark.parametrize(("low", "high"), [(0.5, 0.5), (0.1, 0.9), (0.6, 1.0)])
def test_good_and_bad_days(low: float, high: float) -> None:
    """Of 1,000 children at most 5 % have a p of 5 % or less, however alike a day's answers are."""
    rng = Random(5)
    ps = [chance(moody(rng, low, high)) for _ in range(1000)]
    assert sum(p <= 0.05 for p in ps) / 1000 <= 0.05


def test_days_widen_the_interval() -> None:
    """Answers that go together by the day make the interval wider, and others leave it."""
    same = [0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1]
    together = [tier(same, start, f"{start}") for start in STARTS]
    assert design_effect(together) > 2
    found = by_session(together)
    plain = risk_difference([stratum_of(one) for one in together])
    assert found is not None
    assert plain is not None
    assert found.difference.value == plain.value
    assert found.difference.interval.low < plain.interval.low
    assert found.difference.interval.high > plain.interval.high
    assert design_effect([tier(same, 5)]) == 1.0


def test_an_answer_that_is_missing() -> None:
    """A session that did not ask about a feeling says nothing of it."""
    whole = tier([0, 0, 1, 1, 0, 1], 3, "sad")
    short = Tier("happy", (0, 1, 3, 5), (0.0, 0.0, 1.0, 1.0), 3)
    found = by_session([whole, short])
    assert found is not None
    assert found.difference == risk_difference([Stratum(1, 3, 2, 3), Stratum(0, 2, 2, 2)])
    assert 0 < found.p < 1


def test_nothing_to_compare() -> None:
    """Without a point on either side there is no test; tiers that have none change nothing."""
    waiting = Tier("fear", (0, 1), (0.0, 1.0), None)
    assert by_session([]) is None
    assert by_session([waiting]) is None
    told = tier([0, 1, 1, 1], 1)
    assert by_session([told, waiting]) == by_session([told])


@pytest.mark.parametrize("all_are", [0, 1])
def test_nothing_varies(all_are: int) -> None:
    """Where all are right, or all wrong, nothing can be concluded."""
    found = by_session([tier([all_are] * 10, 4)])
    assert found is not None
    assert (found.p, found.difference.value) == (1.0, 0.0)
