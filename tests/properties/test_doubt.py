"""What holds for any model's doubt."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.doubt import told
from pyojeong.lab import conformal
from pyojeong.lab.calibration import fit_temperature, heat
from pyojeong.lab.doubt import calibrate, measure
from pyojeong.lab.record import Predictions

seeds = st.integers(0, 10_000)


@given(seed=seeds, temperature=st.floats(0.05, 20))
@settings(max_examples=30, deadline=None)
def test_temperature_never_changes_what_is_told(seed: int, temperature: float) -> None:
    """The most probable label stays, and the labels' order; two may become equal in float32."""
    found = told(60, np.random.default_rng(seed))
    heated = heat(found, temperature)
    highest = heated.probabilities.max(axis=1)
    assert (heated.probabilities[np.arange(60), found.predicted] == highest).all()
    order = np.argsort(found.probabilities, axis=1)
    assert (np.diff(np.take_along_axis(heated.probabilities, order, axis=1)) >= 0).all()


@given(seed=seeds, low=st.floats(0, 1), high=st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_lower_threshold_never_shrinks_a_set(seed: int, low: float, high: float) -> None:
    """Every label of a set stays in it when the threshold falls; none is empty."""
    found = told(40, np.random.default_rng(seed))
    larger, smaller = (conformal.sets(found, x) for x in sorted((low, high)))
    assert (larger | ~smaller).all()
    assert smaller.any(axis=1).all()


@given(seed=seeds, temperature=st.floats(0.3, 3))
@settings(max_examples=15, deadline=None)
def test_heated_model_is_fitted_by_as_much_less(seed: int, temperature: float) -> None:
    """A model heated by a factor needs a temperature lower by that factor."""
    found = told(200, np.random.default_rng(seed))
    needed = fit_temperature(found)
    assert fit_temperature(heat(found, temperature)) == pytest.approx(needed / temperature, 1e-3)


@given(seed=seeds, order=st.permutations(range(6)))
@settings(max_examples=4, deadline=None)
def test_order_of_photos_and_labels_changes_nothing(seed: int, order: list[int]) -> None:
    """Calibration and doubt, intervals too, are the same for any order of photos and labels."""
    chance = np.random.default_rng(seed)
    validation, test = told(70, chance), told(60, chance)

    def moved(found: Predictions) -> Predictions:
        photos = chance.permutation(len(found.keys))
        return Predictions(
            keys=tuple(found.keys[i] for i in photos),
            labels=tuple(found.labels[i] for i in order),
            truth=np.argsort(order)[found.truth][photos],
            probabilities=found.probabilities[:, order][photos],
        )

    first, second = calibrate(validation), calibrate(moved(validation))
    assert second.model_dump() == {
        name: value if value is None else pytest.approx(value, rel=1e-4)
        for name, value in first.model_dump().items()
    }
    one, other = measure(first, test), measure(first, moved(test))
    for side in ("before", "after"):
        for name in ("calibration_error", "brier", "log_loss"):
            expected = getattr(getattr(one, side), name).model_dump()
            found = getattr(getattr(other, side), name).model_dump()
            assert found == pytest.approx(expected, abs=1e-5)
    assert other.named.covered == one.named.covered
    assert other.named.sizes == one.named.sizes
    assert {r.label: r for r in other.named.labels} == {r.label: r for r in one.named.labels}
    assert other.silence.area.value == pytest.approx(one.silence.area.value, abs=1e-6)
