"""Ranger: Wright 2019.

Rectified Adam (Liu 2020, arXiv:1908.03265) in Lookahead (Zhang 2019, arXiv:1907.08610), with
centralised gradients (Yong 2020, arXiv:2004.01461).
"""

from collections.abc import Iterable

import torch
from pytorch_optimizer import Ranger
from torch.nn import Parameter

from pyojeong.lab.optimizers import OPTIMIZERS


@OPTIMIZERS.register("ranger")
def ranger(parameters: Iterable[Parameter], learning_rate: float) -> torch.optim.Optimizer:
    """Return Ranger with its author's k = 6 and alpha = 0.5."""
    # Wright takes plain momentum steps until the variance can be rectified (step 6). Without
    # this setting pytorch_optimizer (4.1) takes those steps uphill: its -1 for "no step yet"
    # becomes the step size.
    return Ranger(parameters, lr=learning_rate, degenerated_to_sgd=True)
