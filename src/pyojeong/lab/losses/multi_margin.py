"""Multi-class hinge loss: Crammer and Singer 2001, in the summed form that torch has."""

from torch.nn import functional

from pyojeong.lab.losses import LOSSES, Loss, Task


@LOSSES.register("multi_margin")
def multi_margin(task: Task) -> Loss:
    """Return the mean over labels of max(0, 1 - logit[truth] + logit[other])."""
    del task
    return functional.multi_margin_loss
