"""MobileFaceNet: Chen, Liu, Gao and Han 2018, arXiv:1804.07573, table 1.

A face-recognition net of a million weights; trained to tell people apart, it is a good start for
telling feelings apart. Names of the layers are those of the published PyTorch weights
(github.com/foamliu/MobileFaceNet), which have ReLU6 for the paper's PReLU.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from pyojeong.lab.models import Net, add

MAP = 7  # side of the last maps at the published 112 px, and of the kernel that weighs them
# Rows of table 1: expansion t, channels c, repeats n, stride s of the first.
BOTTLENECKS = ((2, 64, 5, 2), (4, 128, 1, 2), (2, 128, 6, 1), (4, 128, 1, 2), (2, 128, 2, 1))


def convolution(inputs: int, outputs: int, side: int, stride: int, groups: int = 1) -> nn.Module:
    """Return convolution, batch norm and ReLU6."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, side, stride, (side - 1) // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU6(inplace=True),
    )


class Separable(nn.Module):
    """A depthwise convolution, then a pointwise one."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(inputs, inputs, 3, padding=1, groups=inputs, bias=False)
        self.pointwise = nn.Conv2d(inputs, outputs, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(inputs)
        self.bn2 = nn.BatchNorm2d(outputs)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Return maps: float [batch, inputs, h, w] -> float [batch, outputs, h, w]."""
        return torch.relu(self.bn2(self.pointwise(torch.relu(self.bn1(self.depthwise(x))))))


class Bottleneck(nn.Module):
    """An inverted residual: Sandler 2018, arXiv:1801.04381, figure 4."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int) -> None:
        super().__init__()
        inner = inputs * expansion
        self.residual = stride == 1 and inputs == outputs
        self.conv = nn.Sequential(
            convolution(inputs, inner, 1, 1),
            convolution(inner, inner, 3, stride, groups=inner),
            nn.Conv2d(inner, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Return maps: float [batch, inputs, h, w] -> float [batch, outputs, h / s, w / s]."""
        return x + self.conv(x) if self.residual else self.conv(x)


class GlobalDepthwise(nn.Module):
    """The paper's global depthwise convolution (section 3.2): each map weighed place by place.

    Where the maps are not the published 7 x 7, the kernel is averaged down to their size, as if it
    were drawn on the face, and scaled so that its sum stays.
    """

    def __init__(self, maps: int) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(maps, maps, MAP, groups=maps, bias=False)
        self.bn = nn.BatchNorm2d(maps)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Return float [batch, maps, side, side] -> float [batch, maps, 1, 1]."""
        down = coverage(int(x.shape[-1])).to(self.depthwise.weight)
        kernel = down @ self.depthwise.weight @ down.T
        return self.bn(functional.conv2d(x, kernel, groups=x.shape[1]))


def coverage(side: int) -> Tensor:
    """Return float [side, MAP]: how much of each of MAP cells lies in each of `side` cells."""
    edges = torch.arange(side + 1) * (MAP / side)
    cells = torch.arange(MAP)
    upper = torch.minimum(edges[1:, None], cells + 1)
    lower = torch.maximum(edges[:-1, None], cells)
    return (upper - lower).clamp_min(0)


class MobileFaceNet(nn.Module):
    """The published net with its 128 numbers a face, and a linear layer on them."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.conv1 = convolution(3, 64, 3, 2)
        self.dw_conv = Separable(64, 64)
        blocks: list[nn.Module] = []
        inputs = 64
        for expansion, outputs, repeats, stride in BOTTLENECKS:
            for place in range(repeats):
                blocks.append(Bottleneck(inputs, outputs, 1 if place else stride, expansion))
                inputs = outputs
        self.features = nn.Sequential(*blocks)
        self.conv2 = convolution(inputs, 512, 1, 1)
        self.gdconv = GlobalDepthwise(512)
        self.conv3 = nn.Conv2d(512, 128, 1)
        self.bn = nn.BatchNorm2d(128)
        self.classifier = nn.Linear(128, labels)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Return logits: float [batch, 3, side, side] -> float [batch, label], side from 32."""
        x = self.conv2(self.features(self.dw_conv(self.conv1(x))))
        return self.classifier(self.bn(self.conv3(self.gdconv(x))).flatten(1))


def build(labels: int, pretrained: bool) -> nn.Module:
    """Return a fresh net; nobody pretrained it on ImageNet, so `pretrained` changes nothing."""
    del pretrained
    return MobileFaceNet(labels)


add(
    Net(
        "mobilefacenet",
        "MobileFaceNet (Chen 2018)",
        build,
        head="classifier",
        size=112,
        pretrained=False,
    )
)
