"""Focal loss: Lin, Goyal, Girshick, He, Dollar 2017, arXiv:1708.02002, with softmax."""

from torch import Tensor
from torch.nn import functional

from pyojeong.lab.losses import LOSSES, Loss, Task

GAMMA = 2.0  # the paper's best, section 5.1


@LOSSES.register("focal")
def focal(task: Task) -> Loss:
    """Return the mean of -(1 - p)^GAMMA log p, p being the truth's probability."""
    del task

    def loss(logits: Tensor, truth: Tensor) -> Tensor:
        log_p = functional.log_softmax(logits, dim=1).gather(1, truth[:, None]).squeeze(1)
        return -((1 - log_p.exp()) ** GAMMA * log_p).mean()

    return loss
