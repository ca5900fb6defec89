"""AlexNet: Krizhevsky, Sutskever, Hinton 2012.

In the one-tower form of Krizhevsky 2014, arXiv:1404.5997, that torchvision has.
"""

from torch import nn
from torchvision.models import AlexNet_Weights, alexnet

from pyojeong.lab.models import Net, add
from pyojeong.lab.pretrained import torchvision_net


def build(labels: int, pretrained: bool) -> nn.Module:
    """Return the net with its last layer replaced."""
    net = torchvision_net(alexnet, AlexNet_Weights.IMAGENET1K_V1, pretrained)
    net.get_submodule("classifier").add_module("6", nn.Linear(4096, labels))
    return net


add(Net("alexnet", "AlexNet (Krizhevsky 2012)", build, head="classifier.6", smallest=63))
