"""Cross entropy with smoothed labels: Szegedy 2016, arXiv:1512.00567, section 7."""

import torch
from torch import Tensor
from torch.nn import functional

from pyojeong.lab.losses import LOSSES, Loss, Task

EPSILON = 0.1  # the paper's


@LOSSES.register("label_smoothing")
def label_smoothing(task: Task) -> Loss:
    """Return cross entropy against (1 - EPSILON) one-hot + EPSILON / labels."""
    del task
    return smoothed


def smoothed(logits: Tensor, truth: Tensor) -> Tensor:
    """Return the loss; labels whose logit is -inf were not looked for and get no share."""
    likely = functional.log_softmax(logits, dim=1)
    there = torch.isfinite(logits)
    every = likely.masked_fill(~there, 0).sum(dim=1) / there.sum(dim=1)
    own = likely.gather(1, truth[:, None]).squeeze(1)
    return -((1 - EPSILON) * own + EPSILON * every).mean()
