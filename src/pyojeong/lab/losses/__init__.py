"""Losses: one a file, each made for a label count and the training photos of each label."""

from collections.abc import Callable, Sequence

from torch import Tensor

from pyojeong.core.registry import Registry

# logits: float [batch, label]; truth: int64 [batch], index of the label; a float [] comes back
Loss = Callable[[Tensor, Tensor], Tensor]

# counts: training photos of each label, in the order of the outputs
LossFactory = Callable[[Sequence[int]], Loss]

LOSSES: Registry[LossFactory] = Registry("loss", "pyojeong.lab.losses")
