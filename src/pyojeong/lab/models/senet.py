"""Squeeze-and-excitation: Hu, Shen, Sun 2018, arXiv:1709.01507, on a ResNet-50."""

from torch import nn

from pyojeong.lab.models import Net, add
from pyojeong.lab.models.resnet import study_head
from pyojeong.lab.pretrained import timm_net


def build(labels: int, pretrained: bool) -> nn.Module:
    """Return the net with the study's head for ResNets."""
    return study_head(timm_net("seresnet50.a1_in1k", pretrained), labels)


add(Net("seresnet50", "SE-ResNet-50 (Hu 2018)", build, head="fc"))
