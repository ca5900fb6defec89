"""Survival: how much of the accuracy above guessing is there without a face."""

import numpy as np
import pytest
from scipy.stats import binom

from fakes.controls import LABELS, judged, pooled_at
from pyojeong.core.settings import replace
from pyojeong.lab.survival import control, survival


def test_guessing() -> None:
    """The p-value is the chance that guessing the largest label is right as often, by hand."""
    pooled = pooled_at(0.4, np.random.default_rng(2), LABELS, 150)
    right = int(pooled.correct.sum())
    assert control(pooled).p == pytest.approx(float(binom.sf(right - 1, 150, 1 / 3)))


def test_survival() -> None:
    """What survives is the erased part of the accuracy above guessing."""
    controls = judged(0.8, 0.7, 0.5)
    assert controls.survives is not None
    expected = (controls.erased.accuracy - 1 / 6) / (controls.face.accuracy - 1 / 6)
    assert controls.survives.share == pytest.approx(expected)
    assert controls.survives.low < expected < controls.survives.high


def test_survival_interval() -> None:
    """The interval covers the true share in 95 of 100 simulated studies, within 4."""
    rng = np.random.default_rng(8)
    true = (0.5 - 1 / 3) / (0.8 - 1 / 3)
    inside = 0
    for seed in range(200):
        face, erased = (pooled_at(right, rng, LABELS, 300) for right in (0.8, 0.5))
        found = survival(face, erased, seed)
        assert found is not None
        inside += found.low <= true <= found.high
    assert 182 <= inside <= 198


def test_nothing_to_survive() -> None:
    """Where the face itself is guessed, nothing is said of what survives."""
    assert judged(0.18, 0.2, 0.17).survives is None


def test_labels_in_any_order() -> None:
    """Naming the labels otherwise changes no figure but their order."""
    rng = np.random.default_rng(4)
    face, erased = (pooled_at(right, rng, LABELS, 300) for right in (0.8, 0.5))
    turned = [
        type(one)(
            one.keys,
            one.labels,
            2 - one.truth,
            one.fold,
            one.group,
            one.probabilities[:, :, ::-1],
        )
        for one in (face, erased)
    ]
    assert survival(*turned, seed=1) == survival(face, erased, seed=1)
    assert control(turned[0]) == replace(control(face), recalls=control(face).recalls[::-1])
