"""MobileNets: V2, Sandler 2018, arXiv:1801.04381; V3, Howard 2019, arXiv:1905.02244."""

from torch import nn
from torchvision.models import MobileNet_V2_Weights, mobilenet_v2

from pyojeong.lab.models import Net, add
from pyojeong.lab.pretrained import timm_net, torchvision_net


def build_v2(labels: int, pretrained: bool) -> nn.Module:
    """Return MobileNetV2 with its last layer replaced; keys of the state are torchvision's."""
    net = torchvision_net(mobilenet_v2, MobileNet_V2_Weights.IMAGENET1K_V1, pretrained)
    net.get_submodule("classifier").add_module("1", nn.Linear(1280, labels))
    return net


def build_v3_small(labels: int, pretrained: bool) -> nn.Module:
    """Return MobileNetV3-small with its last layer replaced."""
    return timm_net("mobilenetv3_small_100.lamb_in1k", pretrained, num_classes=labels)


add(Net("mobilenet_v2", "MobileNetV2 (Sandler 2018)", build_v2, head="classifier"))
add(Net("mobilenet_v3_small", "MobileNetV3-small (Howard 2019)", build_v3_small, head="classifier"))
