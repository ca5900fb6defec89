"""Which units make which expression."""

import numpy as np
import pytest

from pyojeong.core.labels import EIGHT
from pyojeong.drawn import PROTOTYPES
from pyojeong.drawn.prototypes import QUIET, express
from pyojeong.drawn.units import NUMBERS

# What every variant of an expression holds, and what any may hold: the published lists.
CORE: dict[str, set[int]] = {
    "anger": {4, 7, 23},
    "disgust": set(),
    "fear": {1, 2, 4, 5, 20},
    "happy": {6, 12},
    "neutral": set(),
    "pain": {4, 43},
    "sad": {1, 4, 15},
    "surprise": {1, 2, 5},
}
ALLOWED: dict[str, set[int]] = {
    "anger": {4, 5, 7, 10, 17, 23, 25, 26},
    "disgust": {9, 10, 15, 17, 25, 26},
    "fear": {1, 2, 4, 5, 7, 20, 25, 26, 27},
    "happy": {6, 12, 25, 26},
    "neutral": set(),
    "pain": {4, 6, 7, 9, 10, 12, 20, 25, 26, 27, 43},
    "sad": {1, 4, 15, 17, 25},
    "surprise": {1, 2, 5, 25, 26, 27},
}


def test_every_label_has_a_prototype() -> None:
    """The prototypes are those of the eight labels."""
    assert tuple(sorted(PROTOTYPES)) == EIGHT


@pytest.mark.parametrize("label", EIGHT)
def test_published_units(label: str) -> None:
    """A prototype holds the units that the literature names, and no others."""
    for variant in PROTOTYPES[label]:
        assert CORE[label] <= set(variant) <= ALLOWED[label]
        assert set(variant) <= set(NUMBERS)


def test_either_or() -> None:
    """Disgust has 9 or 10; pain has 6 or 7 and 9 or 10; surprise drops the jaw by 26 or 27."""
    assert all({9, 10} & set(v) for v in PROTOTYPES["disgust"])
    assert all({6, 7} & set(v) and {9, 10} & set(v) for v in PROTOTYPES["pain"])
    assert all({26, 27} & set(v) for v in PROTOTYPES["surprise"])


@pytest.mark.parametrize("label", EIGHT)
def test_intensity_scales_the_units(label: str) -> None:
    """Units act between 0.75 and 1.1 of the intensity; others hardly stir."""
    for seed in range(20):
        units = express(label, 0.6, np.random.default_rng(seed)).by_number()
        strong = {n for n, s in units.items() if s > 0.06}
        assert strong in [set(variant) for variant in PROTOTYPES[label]]
        assert all(0.44 <= units[n] <= 0.67 for n in strong)
        assert {n for n, s in units.items() if 0 < s <= 0.06} <= set(QUIET)
