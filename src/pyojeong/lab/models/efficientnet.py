"""EfficientNet-B0: Tan and Le 2019, arXiv:1905.11946."""

from torch import nn

from pyojeong.lab.models import Net, add
from pyojeong.lab.pretrained import timm_net


def build(labels: int, pretrained: bool) -> nn.Module:
    """Return the net with its last layer replaced."""
    return timm_net("efficientnet_b0.ra_in1k", pretrained, num_classes=labels)


add(Net("efficientnet_b0", "EfficientNet-B0 (Tan 2019)", build, head="classifier"))
