"""LeNet-5: LeCun, Bottou, Bengio, Haffner 1998, "Gradient-based learning ...", figure 2.

As in the 2024 study the input is in colour. At 32 px the sizes are the paper's; a larger input is
averaged down to the paper's 5 x 5 maps, so that the dense layers stay as published. The
sub-sampling has no coefficients of its own and the output layer is linear, as in every
reimplementation since.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from pyojeong.lab.models import Net, add

MAPS = 5  # side of the maps before the dense layers


class LeNet5(nn.Module):
    """Two convolutions, three dense layers, tanh between: 62,000 weights."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.c1 = nn.Conv2d(3, 6, 5)
        self.c3 = nn.Conv2d(6, 16, 5)
        self.c5 = nn.Linear(16 * MAPS * MAPS, 120)
        self.f6 = nn.Linear(120, 84)
        self.output = nn.Linear(84, labels)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Return logits: float [batch, 3, side, side] -> float [batch, label], side from 32."""
        x = functional.avg_pool2d(torch.tanh(self.c1(x)), 2)
        x = shrink(functional.avg_pool2d(torch.tanh(self.c3(x)), 2))
        x = torch.tanh(self.c5(x.flatten(1)))
        return self.output(torch.tanh(self.f6(x)))


def shrink(x: Tensor) -> Tensor:
    """Average maps [batch, map, side, side] to MAPS x MAPS with equal, fixed windows.

    Unlike adaptive pooling this exports to ONNX at every size.
    """
    stride = int(x.shape[-1]) // MAPS
    return functional.avg_pool2d(x, int(x.shape[-1]) - (MAPS - 1) * stride, stride)


def build(labels: int, pretrained: bool) -> nn.Module:
    """Return a fresh net; nobody pretrained it on ImageNet, so `pretrained` changes nothing."""
    del pretrained
    return LeNet5(labels)


add(Net("lenet5", "LeNet-5 (LeCun 1998)", build, head="output", size=32, pretrained=False))
