"""VGG-16: Simonyan and Zisserman 2014, arXiv:1409.1556, configuration D."""

from torch import nn

from pyojeong.lab.models import Net, add
from pyojeong.lab.pretrained import timm_net


def build(labels: int, pretrained: bool) -> nn.Module:
    """Return the net with its last layer replaced; torchvision's weights, through timm."""
    return timm_net("vgg16.tv_in1k", pretrained, num_classes=labels)


add(Net("vgg16", "VGG-16 (Simonyan 2014)", build, head="head.fc"))
