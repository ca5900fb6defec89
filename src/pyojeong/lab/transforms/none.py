"""No augmentation: the photo as it is, at the net's size."""

import torch
from torch import Tensor

from pyojeong.lab.transforms import TRANSFORMS, Transform, resize


def apply(pixels: Tensor, size: int, generator: torch.Generator) -> Tensor:
    """Return the photos resized; the generator is not touched."""
    del generator
    return resize(pixels, size)


TRANSFORMS.register("none")(Transform("no augmentation", random=False, apply=apply))
