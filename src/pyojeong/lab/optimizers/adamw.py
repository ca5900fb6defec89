"""AdamW: Loshchilov and Hutter 2019, arXiv:1711.05101."""

from collections.abc import Iterable

import torch
from torch.nn import Parameter

from pyojeong.lab.optimizers import OPTIMIZERS


@OPTIMIZERS.register("adamw")
def adamw(parameters: Iterable[Parameter], learning_rate: float) -> torch.optim.Optimizer:
    """Return Adam with decoupled weight decay 0.01, torch's own."""
    return torch.optim.AdamW(parameters, lr=learning_rate)
