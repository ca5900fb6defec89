"""SqueezeNet 1.0: Iandola 2016, arXiv:1602.07360.

The 2024 study called it "SENet"; a real SENet is seresnet50.
"""

from torch import nn
from torchvision.models import SqueezeNet1_0_Weights, squeezenet1_0

from pyojeong.lab.models import Net, add
from pyojeong.lab.pretrained import torchvision_net


def build(labels: int, pretrained: bool) -> nn.Module:
    """Return the net with its last convolution replaced, as the study did."""
    net = torchvision_net(squeezenet1_0, SqueezeNet1_0_Weights.IMAGENET1K_V1, pretrained)
    last = nn.Conv2d(512, labels, kernel_size=1)
    nn.init.normal_(last.weight, std=0.01)  # as torchvision begins it
    net.get_submodule("classifier").add_module("1", last)
    return net


add(Net("squeezenet1_0", "SqueezeNet 1.0 (Iandola 2016)", build, head="classifier"))
