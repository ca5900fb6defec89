"""Adagrad: Duchi, Hazan, Singer 2011, JMLR 12."""

from collections.abc import Iterable

import torch
from torch.nn import Parameter

from pyojeong.lab.optimizers import OPTIMIZERS


@OPTIMIZERS.register("adagrad")
def adagrad(parameters: Iterable[Parameter], learning_rate: float) -> torch.optim.Optimizer:
    """Return Adagrad; its steps shrink with the sum of squared gradients."""
    return torch.optim.Adagrad(parameters, lr=learning_rate)
