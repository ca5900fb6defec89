"""ResNets: He, Zhang, Ren, Sun 2016, "Deep residual learning", arXiv:1512.03385."""

from functools import partial

from torch import nn

from pyojeong.lab.models import Net, add
from pyojeong.lab.pretrained import timm_net

DROPOUT = 0.5  # the 2024 study's, before the last layer


def build(name: str, labels: int, pretrained: bool) -> nn.Module:
    """Return the net with torchvision's first weights (the study's), through timm."""
    return study_head(timm_net(f"{name}.tv_in1k", pretrained), labels)


def study_head(net: nn.Module, labels: int) -> nn.Module:
    """Replace the last layer by dropout and a linear layer, as the study did with its ResNets."""
    last = net.get_submodule("fc")
    if not isinstance(last, nn.Linear):
        raise TypeError(f"{type(net).__name__}.fc is no linear layer.")
    net.add_module("fc", nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(last.in_features, labels)))
    return net


add(Net("resnet18", "ResNet-18 (He 2016)", partial(build, "resnet18"), head="fc"))
add(Net("resnet50", "ResNet-50 (He 2016)", partial(build, "resnet50"), head="fc"))
add(Net("resnet152", "ResNet-152 (He 2016)", partial(build, "resnet152"), head="fc"))
