"""Losses: one a file, each made for the labels, the training photos and the pairs of a task."""

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor

from pyojeong.core.registry import Registry

# logits: float [batch, label]; truth: int64 [batch], index of the label; a float [] comes back
Loss = Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True)
class Task:
    """What a loss is made for.

    labels: in the order of the outputs. counts: training photos of each. pairs: labels that are
    taken for each other, for a loss that holds them apart; the others need none.
    """

    labels: tuple[str, ...]
    counts: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...] = ()


LossFactory = Callable[[Task], Loss]

LOSSES: Registry[LossFactory] = Registry("loss", "pyojeong.lab.losses")
