import json

import numpy as np
import pytest
from scipy.stats import t

from fakes.comparison import Studied, World, fake_compared, grouped, simulate
from pyojeong.lab.comparison import Compared, Outcome
from pyojeong.lab.statistics import sums, training_variance, wilson

SMALL = World(photos=300, folds=5, seeds=2, mates=4)
EQUAL = {"a": 0.72, "b": 0.72, "c": 0.72}


def once(correct: dict[str, list[int]], group: list[int] | None = None) -> Studied:
    """Return a study of candidates that were trained once, on one held-out part."""
    right = {name: np.array(one, dtype=bool) for name, one in correct.items()}
    n = len(next(iter(right.values())))
    return Studied(
        outcomes={name: Outcome(one[None], one) for name, one in right.items()},
        fold=np.zeros(n, np.int64),
        group=np.arange(n) if group is None else np.array(group),
    )


@pytest.fixture(scope="module")
def equal() -> list[Compared]:
    """Many simulated studies of three equal models."""
    return [simulate(EQUAL, SMALL, np.random.default_rng(seed)).compared() for seed in range(200)]


def test_equal_models_are_hardly_ever_told_apart(equal: list[Compared]) -> None:
    """Of studies of equal models, 5 in 100 at most say of any two that one beats the other."""
    assert np.mean([any(one.told_apart for one in study.differences) for study in equal]) <= 0.05


def test_bootstrap_alone_is_level(equal: list[Compared]) -> None:
    """One pair, groups and luck of training included: about 5 in 100 have a p of 0.05 or less."""
    ps = [one.bootstrap for study in equal for one in study.differences]
    assert np.mean(np.array(ps) <= 0.05) == pytest.approx(0.05, abs=0.025)


def test_intervals_hold_the_truth(equal: list[Compared]) -> None:
    """Intervals of accuracies and of differences hold the truth in 95 of 100 cases."""
    scores = [one.low <= 0.72 <= one.high for study in equal for one in study.standings]
    gaps = [one.low <= 0 <= one.high for study in equal for one in study.differences]
    assert np.mean(scores) == pytest.approx(0.95, abs=0.025)
    assert np.mean(gaps) == pytest.approx(0.95, abs=0.025)


def test_what_was_said_to_be_needed_is_seen() -> None:
    """A difference as large as was said beforehand is seen about four times in five, or more."""
    world = World(photos=400, folds=5, seeds=2)
    needed = fake_compared(["a", "b"], [0.7, 0.7], world=world).needed
    seen = [
        simulate({"a": 0.7 + needed, "b": 0.7}, world, np.random.default_rng(seed))
        .compared()
        .differences[0]
        .told_apart
        for seed in range(100)
    ]
    assert 0.72 <= np.mean(seen) <= 0.95


def test_one_training_leaves_wilsons_interval() -> None:
    """Photos that stand alone, right once or wrong once: the interval is Wilson's of the counts."""
    found = once({"a": [1] * 150 + [0] * 50}).compared().standings[0]
    plain = wilson(150, 200)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=0.005)


def test_copies_add_nothing() -> None:
    """Every photo four times, each four one group: the interval stays as wide as with one each."""
    right = [1] * 70 + [0] * 30
    one = once({"a": right}).compared().standings[0]
    four = once({"a": right * 4}, group=list(range(100)) * 4).compared().standings[0]
    assert (four.low, four.high) == pytest.approx((one.low, one.high), abs=0.01)


def test_bootstrap_is_the_groups_own_spread() -> None:
    """The bootstrap's p is that of the groups' mean and its standard error, in closed form."""
    study = simulate({"a": 0.75, "b": 0.7}, World(400, 1, 1, training=0), np.random.default_rng(0))
    gaps = np.subtract(*(one.correct[0].astype(float) for one in study.outcomes.values()))
    z = gaps.mean() / (gaps.std() / np.sqrt(len(gaps)))
    found = study.compared().differences[0]
    assert found.bootstrap == pytest.approx(2 * t.sf(abs(z), 399), rel=0.15)
    assert found.difference == pytest.approx(gaps.mean())


def test_perfect_models_are_still_in_doubt() -> None:
    """Always right on 40 photos in 20 groups is worth 20 right of 20, and no more."""
    found = once({"a": [1] * 40}, group=[i // 2 for i in range(40)]).compared().standings[0]
    assert (found.accuracy, found.high) == (1, 1)
    assert found.low == pytest.approx(wilson(20, 20).low)


def test_luck_of_training_is_found() -> None:
    """On average the estimate is the variance that trainings had, with several seeds or with one.

    Trainings of 500 photos that are right with a chance of 0.7 and a spread of 0.05 between them.
    """
    rng = np.random.default_rng(0)
    fold, group = np.arange(2500) % 5, np.arange(2500)
    for seeds in (1, 3):
        chance = np.repeat(rng.normal(0.7, 0.05, (400, seeds, 5)), 500, axis=2)
        correct = (rng.random(chance.shape) < chance).astype(float)
        order = np.argsort(np.argsort(fold, kind="stable"))
        found = training_variance(correct[..., order], fold, group)
        assert found.mean() == pytest.approx(0.05**2 / (5 * seeds), rel=0.15)


def test_one_training_says_nothing_of_its_luck() -> None:
    """With one seed on one fold the luck of training is unknown, and counted as none."""
    correct = np.ones((2, 1, 6))
    assert training_variance(correct, np.zeros(6, np.int64), np.arange(6)).tolist() == [0, 0]


def test_sums_of_parts() -> None:
    """Values are summed part by part, in the order of the parts' numbers."""
    assert sums(np.array([[1.0, 2, 4, 8]]), np.array([7, 3, 7, 3])).tolist() == [[10, 5]]


def test_same_predictions_are_a_tie() -> None:
    """Two models that say the same of every photo differ in nothing: every p is 1."""
    right = [1, 0, 1, 1, 0, 1]
    found = once({"a": right, "b": right}).compared()
    assert found.differences[0].p == found.differences[0].adjusted == 1
    assert [one.tied for one in found.standings] == [False, True]


def test_all_photos_of_one_group_prove_nothing() -> None:
    """Forty photos of one person say nothing about other people, whatever they say."""
    right = {"a": [1] * 30 + [0] * 10, "b": [0] * 30 + [1, 0] * 5}
    found = once(right, group=[3] * 40).compared()
    assert found.differences[0].mcnemar < 0.001
    assert found.differences[0].p == 1
    assert found.standings[0].low == pytest.approx(wilson(0.75, 1).low)


def test_seeds_that_lean_the_other_way_together() -> None:
    """Where the seeds' mean probability favours the other model, nobody is ahead."""
    n = 200
    ahead = Outcome(np.ones((2, n), bool), np.zeros(n, bool))
    behind = Outcome(np.zeros((2, n), bool), np.ones(n, bool))
    study = Studied({"a": ahead, "b": behind}, np.arange(n) % 2, np.arange(n))
    found = study.compared().differences[0]
    assert found.difference == 1
    assert found.p == 1


def test_claim_needs_every_test() -> None:
    """A pair's p is the largest of its tests, and no corrected p is smaller than that."""
    for one in fake_compared([*"abcdef"]).differences:
        assert one.p == max(one.mcnemar, one.bootstrap, one.resampled_t or 0)
        assert one.adjusted >= one.p
        assert one.told_apart == (one.adjusted <= 0.05)
        assert one.better in (None, one.first if one.difference > 0 else one.second)


def test_one_training_has_no_resampled_t() -> None:
    """One training of each gives no p over trainings, and the other two decide."""
    found = once({"a": [1] * 90 + [0] * 10, "b": [1] * 40 + [0] * 60}).compared().differences[0]
    assert found.resampled_t is None
    assert found.better == "a"


def test_lone_candidate_is_chosen() -> None:
    """With one candidate there is nothing to compare, and nothing to correct."""
    found = fake_compared(["a"])
    assert (found.leader, found.chosen, found.differences) == ("a", "a", ())
    assert (found.standings[0].rank, found.standings[0].rank_high) == (1, 1)


def test_places_follow_from_what_is_told_apart() -> None:
    """Whoever is beaten by two cannot be first or second, whoever beats two not last."""
    found = fake_compared([*"abcdef"])
    better = [one.better for one in found.differences]
    for one in found.standings:
        lost = sum(
            pair.better is not None and one.name in (pair.first, pair.second)
            for pair in found.differences
        ) - better.count(one.name)
        assert one.rank_low == 1 + lost
        assert one.rank_high == 6 - better.count(one.name)
    assert {one.rank_low for one in found.standings} != {1}


def test_rules_of_choice() -> None:
    """Among equals the highest rule takes the highest, the other the one of fewest operations."""
    names, true = ["large", "small", "poor"], [0.75, 0.745, 0.2]
    highest, simplest = (
        fake_compared(names, true, rule=rule, operations=(900, 30, 1))
        for rule in ("highest", "simplest_tie")
    )
    assert highest.chosen == highest.leader
    assert simplest.leader == highest.leader
    assert simplest.chosen == "small"


def test_who_is_beaten_is_not_taken() -> None:
    """The simplest of a tie is not taken where another candidate, though not the leader, beats it.

    The leader's lead is spread over few photos that it disagrees on with the simplest; the second
    gets right all that the simplest does, and twelve photos more.
    """
    right = {
        "leader": [1] * 60 + [0] * 40 + [1] * 60,
        "second": [1] * 107 + [0] * 13 + [1] * 12 + [0] * 28,
        "simplest": [1] * 107 + [0] * 13 + [0] * 12 + [0] * 28,
    }
    found = once(right).compared("simplest_tie", (3, 2, 1))
    better = {frozenset((x.first, x.second)): x.better for x in found.differences}
    assert better[frozenset(("leader", "simplest"))] is None
    assert better[frozenset(("second", "simplest"))] == "second"
    assert found.leader == "leader"
    assert found.chosen == "second"


def test_equal_operations_leave_the_first_named() -> None:
    """Among equals that need as many operations, the first of the recipe is taken."""
    found = fake_compared(["b", "a", "c"], [0.72, 0.72, 0.73], operations=(5, 5, 5))
    assert found.chosen == "b"
    right = [1, 0, 1, 1]
    assert once({"b": right, "a": right}).compared().leader == "b"


def test_order_of_candidates_changes_no_number() -> None:
    """Named in another order, candidates keep accuracies, places and p values."""
    study = simulate({"a": 0.7, "b": 0.7, "c": 0.7, "d": 0.5}, SMALL, np.random.default_rng(2))
    turned = Studied(dict(reversed(study.outcomes.items())), study.fold, study.group)
    one, other = study.compared(), turned.compared()
    for field in ("accuracy", "rank_low", "rank_high", "tied"):
        assert {row.name: getattr(row, field) for row in one.standings} == {
            row.name: getattr(row, field) for row in other.standings
        }
    ps = [
        {frozenset((row.first, row.second)): (row.mcnemar, row.resampled_t) for row in rows}
        for rows in (one.differences, other.differences)
    ]
    assert ps[0] == ps[1]


def test_comparison_travels_as_json() -> None:
    """Written as JSON and read again, a comparison is the same, and one seed gives one answer."""
    found = fake_compared([*"abc"])
    assert Compared.model_validate_json(json.dumps(found.model_dump(mode="json"))) == found
    assert fake_compared([*"abc"]) == found


def test_simulated_groups() -> None:
    """Half of the simulated photos lie in groups, the others alone; no number is left out."""
    sizes = np.bincount(grouped(100, 5))
    assert sizes.tolist() == [5] * 10 + [1] * 50
