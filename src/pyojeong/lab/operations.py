"""How much work a net is: its multiply-adds for one photo, counted and not measured."""

from functools import cache

import torch
from torch.utils.flop_counter import FlopCounterMode

from pyojeong.lab.models import MODELS


@cache
def operations(model: str, size: int, labels: int) -> int:
    """Return the multiply-adds of one forward pass of one photo.

    Convolutions and matrix products are counted, as papers count them: ResNet-50 at 224 px has
    4.1e9 (He et al. 2016, table 1: "3.8", without its shortcuts). The net is built without values,
    so that no memory is taken and nothing is computed.

    Args:
        model: name in the model registry.
        size: side of the photo in pixels.
        labels: outputs of the head.

    Raises:
        UnknownNameError: there is no such model.
    """
    with torch.device("meta"), torch.no_grad():
        net = MODELS.get(model).build(labels, False).eval()
        photo = torch.empty(1, 3, size, size)
        with FlopCounterMode(display=False) as counter:
            net(photo)
    return counter.get_total_flops() // 2  # it counts the multiplication and the addition
