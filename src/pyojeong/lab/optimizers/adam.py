"""Adam: Kingma and Ba 2015, arXiv:1412.6980."""

from collections.abc import Iterable

import torch
from torch.nn import Parameter

from pyojeong.lab.optimizers import OPTIMIZERS


@OPTIMIZERS.register("adam")
def adam(parameters: Iterable[Parameter], learning_rate: float) -> torch.optim.Optimizer:
    """Return Adam with betas 0.9 and 0.999, the paper's."""
    return torch.optim.Adam(parameters, lr=learning_rate)
