"""Multi-class hinge loss: Crammer and Singer 2001, in the summed form that torch has."""

from collections.abc import Sequence

from torch.nn import functional

from pyojeong.lab.losses import LOSSES, Loss


@LOSSES.register("multi_margin")
def multi_margin(counts: Sequence[int]) -> Loss:
    """Return the mean over labels of max(0, 1 - logit[truth] + logit[other])."""
    del counts
    return functional.multi_margin_loss
