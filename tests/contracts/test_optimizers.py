"""Every optimizer of the registry keeps the same promises."""

from pathlib import Path

import pytest
import torch
from torch import nn

from pyojeong.lab.checkpoint import Checkpoint
from pyojeong.lab.optimizers import OPTIMIZERS, OptimizerFactory

every_optimizer = pytest.mark.parametrize(
    "factory", [part for _, part in OPTIMIZERS], ids=[name for name, _ in OPTIMIZERS]
)
WIDTHS = torch.tensor([1.0, 3.0, 0.5])


def bowl() -> nn.Parameter:
    """Return a place on the wall of a convex bowl, `height` at its bottom being 0."""
    return nn.Parameter(torch.tensor([1.0, -2.0, 3.0]))


def descend(place: nn.Parameter, optimizer: torch.optim.Optimizer, steps: int) -> float:
    """Take steps; return the height, (WIDTHS * place^2).sum(), before the last."""
    height = torch.tensor(0.0)
    for _ in range(steps):
        optimizer.zero_grad()
        height = (WIDTHS * place**2).sum()
        height.backward()
        optimizer.step()
    return height.item()


@every_optimizer
def test_bowl(factory: OptimizerFactory) -> None:
    """A hundred steps lower a convex bowl to less than half."""
    place = bowl()
    optimizer = factory([place], 0.05)
    first = descend(place, optimizer, 1)
    assert descend(place, optimizer, 100) < first / 2


@every_optimizer
def test_first_steps(factory: OptimizerFactory) -> None:
    """Every one of the first five steps goes downhill."""
    place = bowl()
    optimizer = factory([place], 1e-3)
    heights = [descend(place, optimizer, 1) for _ in range(5)]
    assert heights == sorted(heights, reverse=True)


@every_optimizer
def test_learning_rate(factory: OptimizerFactory) -> None:
    """The learning rate that is given is the one that is used, and 0 moves nothing."""
    place = bowl()
    optimizer = factory([place], 0.05)
    assert [group["lr"] for group in optimizer.param_groups] == [0.05]
    for group in optimizer.param_groups:
        group["lr"] = 0.0
    descend(place, optimizer, 12)
    torch.testing.assert_close(place.data, bowl().data)


@every_optimizer
def test_checkpoint(factory: OptimizerFactory, tmp_path: Path) -> None:
    """An optimizer that went through a checkpoint takes the very same steps."""
    place = bowl()
    optimizer = factory([place], 0.05)
    descend(place, optimizer, 9)
    state = Checkpoint([], {"place": place.data}, optimizer.state_dict(), torch.zeros(1), 0.0)
    state.save(tmp_path / "state.safetensors")
    loaded = Checkpoint.load(tmp_path / "state.safetensors")
    other = nn.Parameter(loaded.module["place"])
    resumed = factory([other], 0.05)
    resumed.load_state_dict(loaded.optimizer)
    descend(place, optimizer, 9)
    descend(other, resumed, 9)
    assert torch.equal(place, other)
