"""What holds for any comparison, whoever is better."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.comparison import Studied, World, simulate
from pyojeong.lab.comparison import Compared, Outcome

worlds = st.builds(
    World,
    photos=st.integers(20, 120),
    folds=st.integers(1, 5),
    seeds=st.integers(1, 3),
    mates=st.integers(1, 4),
)
accuracies = st.lists(st.floats(0.05, 0.95), min_size=1, max_size=5)


def studied(world: World, true: list[float], seed: int) -> Studied:
    """Return a simulated study of candidates named 0, 1, and so on."""
    named = {str(index): value for index, value in enumerate(true)}
    return simulate(named, world, np.random.default_rng(seed))


@given(world=worlds, true=accuracies, seed=st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_comparison_is_of_one_piece(world: World, true: list[float], seed: int) -> None:
    """Whoever leads is no tie, whoever is beaten by the leader neither, and the chosen is equal."""
    found = studied(world, true, seed).compared("simplest_tie")
    leader, *others = found.standings
    assert leader.name == found.leader
    assert not leader.tied
    beaten = {
        {one.first, one.second}.difference({found.leader}).pop()
        for one in found.differences
        if one.better == found.leader
    }
    assert {one.name for one in others if not one.tied} == beaten
    better = [one.better for one in found.differences if found.chosen in (one.first, one.second)]
    assert set(better) <= {None, found.chosen}
    assert len(found.differences) == len(true) * (len(true) - 1) // 2
    for one in found.standings:
        assert one.low - 1e-9 <= one.accuracy <= one.high + 1e-9
        assert 1 <= one.rank_low <= one.rank_high <= len(true)
        assert one.accuracy <= leader.accuracy


@given(world=worlds, true=accuracies, seed=st.integers(0, 99))
@settings(max_examples=15, deadline=None)
def test_order_of_photos_changes_nothing_but_the_draws(
    world: World, true: list[float], seed: int
) -> None:
    """Photos in another order, with groups and folds numbered anew, give the same numbers."""
    study = studied(world, true, seed)
    order = np.random.default_rng(seed).permutation(world.photos)
    moved = Studied(
        {
            name: Outcome(one.correct[:, order], one.together[order])
            for name, one in study.outcomes.items()
        },
        fold=7 - study.fold[order],
        group=1000 - study.group[order],
    )

    def exact(found: Compared) -> list[float]:
        tests = [(x.difference, x.mcnemar, x.resampled_t or 0.0) for x in found.differences]
        return [x.accuracy for x in found.standings] + [value for row in tests for value in row]

    assert np.allclose(exact(study.compared()), exact(moved.compared()))
