"""Whether a verdict about pair-focused training can be believed."""

import numpy as np
import pytest
from scipy.stats import binomtest

from fakes.pairs import fake_pooled
from pyojeong.lab.pair_focus import Pairs, measure_pairs
from pyojeong.lab.pairs import look_at, pair_matrix
from pyojeong.lab.pooled import Pooled

PAIR = ("anger", "disgust")


def two(mixing: tuple[float, float], seed: int = 0, **shape: int) -> tuple[Pooled, Pooled]:
    """Return a plain and a focused candidate on the same photos."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, 1, (shape.get("photos", 600), 6))
    plain, focused = (fake_pooled(rng, x, noise=noise, **shape) for x in mixing)
    return plain, focused


def verdicts(measured: Pairs) -> dict[tuple[str, bool], str]:
    """Return the verdict on all photos and on anger and disgust."""
    return {(one.what, one.pair is not None): one.verdict for one in measured.contrasts}


def test_clear_help_and_clear_harm() -> None:
    """A candidate that holds the pair apart helps; the other way round it harms."""
    worse, better = two((2.0, -1.0))
    assert set(verdicts(measure_pairs(worse, better, (), 0)).values()) == {"helps"}
    assert set(verdicts(measure_pairs(better, worse, (), 0)).values()) == {"harms"}


def test_same_predictions() -> None:
    """A candidate compared with itself shows no difference at all."""
    plain, _ = two((1.0, 1.0))
    for one in measure_pairs(plain, plain, (), 0).contrasts:
        assert (one.difference.difference, one.difference.adjusted) == (0, 1)
        assert one.verdict == "no_difference"


def test_numbers_are_those_of_the_photos() -> None:
    """Accuracies, differences and the exact p are those counted by hand."""
    plain, focused = two((1.0, 0.5))
    measured = measure_pairs(plain, focused, (), 0)
    photos = np.isin(plain.truth, (0, 1))
    whole, pair, within = measured.contrasts
    assert (whole.n, pair.n, within.n) == (600, 200, 200)
    assert whole.plain == pytest.approx(plain.correct.mean())
    assert pair.focused == pytest.approx(focused.correct[:, photos].mean())
    assert pair.difference.difference == pytest.approx(pair.focused - pair.plain)
    ahead = [
        x.probabilities[:, plain.truth == a, a] > x.probabilities[:, plain.truth == a, 1 - a]
        for x in (plain, focused)
        for a in (0, 1)
    ]
    assert within.plain == pytest.approx(np.concatenate(ahead[:2], axis=1).mean())
    assert within.focused == pytest.approx(np.concatenate(ahead[2:], axis=1).mean())
    right = [x.together.predicted[photos] == plain.truth[photos] for x in (plain, focused)]
    only = [int((right[0] & ~right[1]).sum()), int((right[1] & ~right[0]).sum())]
    assert pair.difference.mcnemar == pytest.approx(binomtest(only[0], sum(only)).pvalue)


def test_several_questions_are_corrected_for() -> None:
    """No p is smaller after Holm, and a named pair more makes them no smaller."""
    plain, focused = two((1.5, 0.5))
    few = measure_pairs(plain, focused, (), 0)
    more = measure_pairs(plain, focused, (("fear", "sad"),), 0)
    assert (len(few.contrasts), len(more.contrasts)) == (3, 5)
    for one, same in zip(few.contrasts, more.contrasts, strict=False):
        assert same.difference.p == one.difference.p
        assert same.difference.adjusted >= one.difference.adjusted >= one.difference.p
    assert more.needed > few.needed


def test_found_pairs_are_not_tested() -> None:
    """Only all photos and pairs that were named beforehand are tested, never those found."""
    plain, focused = two((1.0, 0.0))
    measured = measure_pairs(plain, focused, (), 0)
    assert measured.mixing.found
    assert {one.pair for one in measured.contrasts} == {None, PAIR}


def test_found_pairs_flatter() -> None:
    """On the pair that one of two equal models mixes up most, the other looks better by chance."""
    gains: list[float] = []
    for seed in range(100):
        plain, focused = two((0.5, 0.5), seed, photos=300, seeds=1)
        found = look_at(plain.together, ()).found[0]
        before, after = (
            next(x.mixed.value for x in pair_matrix(one.together) if x.pair == found)
            for one in (plain, focused)
        )
        gains.append(before - after)
    assert np.mean(gains) > 3 * np.std(gains) / np.sqrt(len(gains))


def test_equal_models_are_called_equal() -> None:
    """Of 200 studies of equal models at most 5 % give any verdict, whatever they are asked."""
    found = 0
    for seed in range(200):
        plain, focused = two((0.5, 0.5), seed, photos=240, seeds=1)
        found += set(verdicts(measure_pairs(plain, focused, (), seed)).values()) != {
            "no_difference"
        }
    assert found <= 0.05 * 200


def test_survives_json() -> None:
    """What is written is what is read."""
    plain, focused = two((1.0, 0.0))
    measured = measure_pairs(plain, focused, (("fear", "sad"),), 0)
    assert Pairs.model_validate_json(measured.model_dump_json()) == measured
