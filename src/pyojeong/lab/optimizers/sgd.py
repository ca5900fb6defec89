"""Stochastic gradient descent with momentum: Polyak 1964, Sutskever 2013."""

from collections.abc import Iterable

import torch
from torch.nn import Parameter

from pyojeong.lab.optimizers import OPTIMIZERS

MOMENTUM = 0.9  # the 2024 study's


@OPTIMIZERS.register("sgd")
def sgd(parameters: Iterable[Parameter], learning_rate: float) -> torch.optim.Optimizer:
    """Return SGD with the study's momentum."""
    return torch.optim.SGD(parameters, lr=learning_rate, momentum=MOMENTUM)
