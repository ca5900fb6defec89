"""Features brought to one scale: what lets one learning rate serve every feature of a trunk.

The features of an ImageNet DenseNet-169 have standard deviations from 1e-7 to 1; on them as they
are, Adam leaves most unused. Standardised, a head learns from all; and since (x - mean) / std is
linear, it is folded into the head's first layer and back, exactly: the net itself stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Scale:
    """Mean and standard deviation of features over training photos, float64 [channel].

    A feature that never changes has the standard deviation 1.
    """

    mean: Tensor
    std: Tensor

    @staticmethod
    def of(features: Tensor) -> "Scale":
        """Return the scale of features, float [photo, channel, ...]."""
        others = [axis for axis in range(features.dim()) if axis != 1]
        wide = features.double()
        std = wide.std(dim=others, correction=0)
        return Scale(wide.mean(dim=others), torch.where(std > 0, std, 1.0))

    def apply(self, features: Tensor) -> Tensor:
        """Return the features with mean 0 and standard deviation 1, of the same shape and type."""
        shape = (1, -1, *[1] * (features.dim() - 2))
        scaled = (features.double() - self.mean.view(shape)) / self.std.view(shape)
        return scaled.to(features.dtype)

    def unfold(self, weight: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
        """Return the layer on scaled features that is this layer on the features themselves.

        Args:
            weight: float [output, channel, ...], of a linear layer or a convolution of one pixel.
            bias: float [output].
        """
        plain, columns = weight.double(), self._columns(weight)
        moved = bias.double() + plain.flatten(1) @ self.mean
        return (plain * columns).to(weight.dtype), moved.to(bias.dtype)

    def fold(self, weight: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
        """Return the layer on the features themselves that is this layer on scaled ones."""
        plain = weight.double() / self._columns(weight)
        moved = bias.double() - plain.flatten(1) @ self.mean
        return plain.to(weight.dtype), moved.to(bias.dtype)

    def folded(self, state: Mapping[str, Tensor], layer: str) -> dict[str, Tensor]:
        """Return a net's state with the layer of that name folded."""
        weight, bias = self.fold(state[f"{layer}.weight"], state[f"{layer}.bias"])
        return {**state, f"{layer}.weight": weight, f"{layer}.bias": bias}

    def _columns(self, weight: Tensor) -> Tensor:
        return self.std.view(1, -1, *[1] * (weight.dim() - 2))


def first_layer(module: nn.Module, head: str) -> str:
    """Return the name of the head's first layer with weights, as the whole net names it.

    Args:
        module: the whole net.
        head: name of its head, a linear layer or a convolution of one pixel, or one among others.
    """
    inside = module.get_submodule(head).named_modules()
    found = next(name for name, part in inside if isinstance(part, nn.Linear | nn.Conv2d))
    return f"{head}.{found}" if found else head
