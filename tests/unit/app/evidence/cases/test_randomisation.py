"""The randomisation test of starts that were drawn by chance."""

from itertools import permutations
from random import Random

import pytest

from pyojeong.app.evidence.cases import Tier, randomisation_test

STARTS = (4, 6, 8)
POSSIBLE = list(permutations(STARTS))


def tiers(points: list[list[float]], starts: tuple[int, ...] = STARTS) -> list[Tier]:
    """Return a tier of each row of points, in sessions from 1."""
    return [
        Tier(f"feeling {i}", range(1, len(row) + 1), row, start)
        for i, (row, start) in enumerate(zip(points, starts, strict=True))
    ]


def steps(*starts: int, sessions: int = 10) -> list[list[float]]:
    """Return points that jump from 0 to 1 at each start."""
    return [[float(session >= start) for session in range(1, sessions + 1)] for start in starts]


def test_jump_at_each_start() -> None:
    """Points that jump just where teaching began: the least p there can be, 1 in 3!."""
    found = randomisation_test(tiers(steps(*STARTS)), POSSIBLE)
    assert found is not None
    assert found.effect == 1.0
    assert (found.draws, found.p, found.smallest) == (6, pytest.approx(1 / 6), pytest.approx(1 / 6))


def test_fall_at_each_start() -> None:
    """Points that fall just where teaching began give the largest p: the test has one side."""
    falls = [[1 - point for point in row] for row in steps(*STARTS)]
    found = randomisation_test(tiers(falls), POSSIBLE)
    assert found is not None
    assert (found.effect, found.p) == (-1.0, 1.0)


def test_by_hand() -> None:
    """Two tiers, two draws, worked out by hand."""
    rows = [[0.0, 1.0, 1.0], [0.0, 0.0, 1.0]]
    found = randomisation_test(tiers(rows, (2, 3)), [(2, 3), (3, 2)])
    assert found is not None
    assert found.effect == 1.0  # of (3, 2): ((1 - 1/2) + (1/2 - 0)) / 2 = 0.5
    assert found.p == 0.5


def test_ties_count_against() -> None:
    """Where no point varies all draws are alike: p is 1."""
    found = randomisation_test(tiers([[0.7] * 10] * 3), POSSIBLE)
    assert found is not None
    assert (found.effect, found.p) == (0.0, 1.0)


def test_rounding_breaks_no_ties() -> None:
    """Two draws with the same effect, 0.075, are a tie though a computer adds them up apart."""
    found = randomisation_test(tiers([[0.0] * 3, [0.2, 0.3, 0.4]], (2, 3)), [(2, 3), (3, 2)])
    assert found is not None
    assert found.p == 1.0


def test_drawn_counts_once() -> None:
    """The draw that was made is counted once, handed in or not."""
    there = randomisation_test(tiers(steps(*STARTS)), POSSIBLE)
    missing = randomisation_test(tiers(steps(*STARTS)), POSSIBLE[1:])
    assert there == missing


def test_uniform_under_the_null() -> None:
    """Whatever the points, over all draws p is at or below a in a share of a at most."""
    rng = Random(5)
    for _ in range(20):
        rows = [[rng.randrange(4) / 3 for _ in range(10)] for _ in STARTS]
        found = [randomisation_test(tiers(rows, starts), POSSIBLE) for starts in POSSIBLE]
        ps = [one.p for one in found if one is not None]
        assert len(ps) == len(POSSIBLE)
        assert all(sum(p <= a for p in ps) <= a * len(ps) + 1e-9 for a in ps)


def test_running_course() -> None:
    """While later tiers wait, the first that has begun is set against the others."""
    rows = [row[:5] for row in steps(*STARTS)]
    found = randomisation_test(tiers(rows), POSSIBLE)
    assert found is not None
    assert found.effect == pytest.approx(1 / 3)
    assert found.p == pytest.approx(2 / 6)  # the two draws in which this tier begins first


@pytest.mark.parametrize(
    "seen",
    [
        [],
        [Tier("happy", [], [], 4)],
        [Tier("happy", [1, 2], [0.0, 1.0], None)],
        [Tier("happy", [1, 2], [0.0, 1.0], 9)],
        [Tier("happy", [5, 6], [0.0, 1.0], 2)],
    ],
)
def test_nothing_to_compare(seen: list[Tier]) -> None:
    """Without points on both sides of any start there is no test."""
    assert randomisation_test(seen, [(4,), (5,)]) is None
