"""Nets: one family a file, each registered under its published name."""

from collections.abc import Callable
from dataclasses import dataclass

from torch import nn

from pyojeong.core.registry import Registry

Rgb = tuple[float, float, float]

# Mean and standard deviation of ImageNet's RGB values from 0 to 1 (Krizhevsky 2012's set), as
# every net here was pretrained with.
IMAGENET_MEAN: Rgb = (0.485, 0.456, 0.406)
IMAGENET_STD: Rgb = (0.229, 0.224, 0.225)


@dataclass(frozen=True)
class Net:
    """A net of the registry.

    `build(labels, pretrained)` returns the module: float [batch, 3, side, side] in, logits
    float [batch, label] out; the head is fresh, the trunk holds the library's ImageNet weights if
    `pretrained`, or is fresh too. Chance is torch's own: seed it before.
    """

    name: str
    title: str  # published name and paper
    build: Callable[[int, bool], nn.Module]
    head: str  # the submodule that `trainable="head"` trains and another label set replaces
    size: int = 224  # side of the input the net was published for, in pixels
    smallest: int = 32  # smallest side its strides allow, in pixels
    pretrained: bool = True  # whether its library has ImageNet weights
    mean: Rgb = IMAGENET_MEAN
    std: Rgb = IMAGENET_STD


MODELS: Registry[Net] = Registry("model", "pyojeong.lab.models")


def add(net: Net) -> None:
    """Register a net under its own name."""
    MODELS.register(net.name)(net)
