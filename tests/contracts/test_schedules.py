"""Every schedule of the registry keeps the same promises, and is what its source says."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from pyojeong.lab.record import Epoch
from pyojeong.lab.schedules import SCHEDULES, Schedule

every_schedule = pytest.mark.parametrize(
    "schedule", [part for _, part in SCHEDULES], ids=[name for name, _ in SCHEDULES]
)
losses = st.lists(st.sampled_from([0.1, 0.5, 0.50001, 0.9, 1.0]), max_size=60)


def measured(validation_losses: list[float]) -> list[Epoch]:
    """Return epochs with these validation losses."""
    return [
        Epoch(
            epoch=number,
            learning_rate=1e-3,
            train_loss=1.0,
            train_accuracy=0.5,
            validation_loss=loss,
            validation_accuracy=0.5,
        )
        for number, loss in enumerate(validation_losses, start=1)
    ]


@every_schedule
@settings(max_examples=25, deadline=None)
@given(history=losses, part=st.floats(0, 1))
def test_factor(schedule: Schedule, history: list[float], part: float) -> None:
    """A factor is from 0 to 1, and the same question has the same answer."""
    done = len(history) + part
    factor = schedule(done, len(history) + 1, measured(history))
    assert 0 <= factor <= 1
    assert schedule(done, len(history) + 1, measured(history)) == factor


@settings(max_examples=40, deadline=None)
@given(history=losses)
def test_plateau(history: list[float]) -> None:
    """The plateau is torch's ReduceLROnPlateau with the study's factor and patience."""
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    torchs = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.1, patience=10, eps=0)
    for loss in history:
        torchs.step(loss)
    factor = SCHEDULES.get("plateau")(float(len(history)), 100, measured(history))
    assert factor == pytest.approx(optimizer.param_groups[0]["lr"])


def test_cosine() -> None:
    """The cosine warms up over a tenth of the run, is at its half in the middle, and ends at 0."""
    cosine = SCHEDULES.get("cosine")
    rising = [cosine(done / 10, 10, []) for done in range(10)]
    assert rising == sorted(rising)
    assert rising[0] == pytest.approx(0.01)
    assert cosine(1.0, 10, []) == pytest.approx(1)
    assert cosine(5.5, 10, []) == pytest.approx(0.5)
    assert cosine(10.0, 10, []) == pytest.approx(0)
    assert cosine(3.25, 10, []) == pytest.approx((1 + math.cos(math.pi / 4)) / 2)


def test_constant() -> None:
    """The constant schedule leaves the learning rate as it is."""
    assert SCHEDULES.get("constant")(7.5, 10, measured([1.0] * 7)) == 1
