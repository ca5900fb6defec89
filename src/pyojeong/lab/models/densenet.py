"""DenseNets: Huang, Liu, van der Maaten, Weinberger 2017, arXiv:1608.06993."""

from functools import partial

from torch import nn
from torchvision.models import (
    DenseNet121_Weights,
    DenseNet169_Weights,
    densenet121,
    densenet169,
)

from pyojeong.lab.models import Net, add
from pyojeong.lab.pretrained import torchvision_net

DENSENETS = {
    "densenet121": (densenet121, DenseNet121_Weights.IMAGENET1K_V1, 1024),
    "densenet169": (densenet169, DenseNet169_Weights.IMAGENET1K_V1, 1664),
}


def build(name: str, labels: int, pretrained: bool) -> nn.Module:
    """Return the net with its last layer replaced; keys of the state are torchvision's."""
    make, weights, features = DENSENETS[name]
    net = torchvision_net(make, weights, pretrained)
    net.add_module("classifier", nn.Linear(features, labels))
    return net


add(
    Net(
        "densenet121",
        "DenseNet-121 (Huang 2017)",
        partial(build, "densenet121"),
        head="classifier",
    )
)
add(
    Net(
        "densenet169",
        "DenseNet-169 (Huang 2017)",
        partial(build, "densenet169"),
        head="classifier",
    )
)
