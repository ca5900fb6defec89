"""Transforms: from uint8 photos to what a net is trained on, a batch at a time, on the device.

A transform returns values from 0 to 1; `normalise` follows with the net's own mean and std.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from pyojeong.core.registry import Registry


@dataclass(frozen=True)
class Transform:
    """`apply(pixels, size, generator)`: uint8 [photo, 3, h, w] -> float [photo, 3, size, size].

    Values of the result are from 0 to 1. All chance comes from the generator, which lives on the
    CPU, so that every device sees the same photos. `random` says whether there is any.
    """

    title: str
    random: bool
    apply: Callable[[Tensor, int, torch.Generator], Tensor]


TRANSFORMS: Registry[Transform] = Registry("transform", "pyojeong.lab.transforms")


def resize(pixels: Tensor, size: int) -> Tensor:
    """Return float [photo, 3, size, size], 0 to 1, smoothed where it shrinks, as Pillow does."""
    values = pixels.float().div_(255)
    if pixels.shape[-2:] == (size, size):
        return values
    shape = (size, size)
    resized = functional.interpolate(values, shape, mode="bilinear", antialias=True)
    return resized.clamp_(0, 1)


def normalise(values: Tensor, mean: tuple[float, ...], std: tuple[float, ...]) -> Tensor:
    """Return (values - mean) / std by channel, channels last in memory; `values` is used up."""
    shape = (1, 3, 1, 1)
    values.sub_(values.new_tensor(mean).view(shape)).div_(values.new_tensor(std).view(shape))
    return values.contiguous(memory_format=torch.channels_last)
