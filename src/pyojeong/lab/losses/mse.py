"""Squared error against one-hot labels, of the logits themselves, as the 2024 study had it."""

from torch import Tensor
from torch.nn import functional

from pyojeong.lab.losses import LOSSES, Loss, Task


@LOSSES.register("mse")
def mse(task: Task) -> Loss:
    """Return the mean over batch and labels of (logit - one-hot)^2."""
    labels = len(task.labels)

    def loss(logits: Tensor, truth: Tensor) -> Tensor:
        return functional.mse_loss(logits, functional.one_hot(truth, labels).to(logits))

    return loss
