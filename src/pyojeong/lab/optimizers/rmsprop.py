"""RMSprop: Tieleman and Hinton 2012, Coursera lecture 6e; the 2024 study's choice."""

from collections.abc import Iterable

import torch
from torch.nn import Parameter

from pyojeong.lab.optimizers import OPTIMIZERS


@OPTIMIZERS.register("rmsprop")
def rmsprop(parameters: Iterable[Parameter], learning_rate: float) -> torch.optim.Optimizer:
    """Return RMSprop with smoothing 0.99, torch's own."""
    return torch.optim.RMSprop(parameters, lr=learning_rate)
