"""Changes of colour with one factor a photo, as torchvision's functional ones have one a call.

values: float [photo, 3, h, w], 0 to 1, RGB; factor: float [photo]. The changes are made in place,
0 to 1, and come back: on a CPU half the time would go into memory for new photos.
"""

import torch
from torch import Tensor

LUMA = (0.2989, 0.587, 0.114)  # ITU-R BT.601, rounded as torchvision has it


def grey(values: Tensor) -> Tensor:
    """Return the luma in all three channels (as a view)."""
    return luma(values).expand_as(values)


def luma(values: Tensor) -> Tensor:
    """Return float [photo, 1, h, w]."""
    red, green, blue = values.unbind(1)
    return (LUMA[0] * red).add_(green, alpha=LUMA[1]).add_(blue, alpha=LUMA[2]).unsqueeze(1)


def brightness(values: Tensor, factor: Tensor) -> Tensor:
    """Return factor * values."""
    return values.mul_(_spread(factor)).clamp_(0, 1)


def contrast(values: Tensor, factor: Tensor) -> Tensor:
    """Return each photo blended with its mean luma."""
    mean = luma(values).mean(dim=(1, 2, 3))
    return values.mul_(_spread(factor)).add_(_spread((1 - factor) * mean)).clamp_(0, 1)


def saturation(values: Tensor, factor: Tensor) -> Tensor:
    """Return each photo blended with its own luma."""
    plain = luma(values).mul_(_spread(1 - factor))
    return values.mul_(_spread(factor)).add_(plain).clamp_(0, 1)


def hue(values: Tensor, factor: Tensor) -> Tensor:
    """Turn the hue by factor, -0.5 to 0.5 of the circle, keeping HSV's value and saturation.

    Smith 1978, "Color gamut transform pairs"; back by the formula without branches that
    https://en.wikipedia.org/wiki/HSL_and_HSV#HSV_to_RGB_alternative gives.
    """
    red, green, blue = values.unbind(1)
    value = torch.maximum(torch.maximum(red, green), blue)
    chroma = value - torch.minimum(torch.minimum(red, green), blue)
    safe = chroma.clamp_min(1e-8)  # where there is no chroma the hue has no effect
    # In sixths of the circle from red, by which channel is the largest.
    sixth = torch.where(
        value == red,
        (green - blue).div_(safe),
        torch.where(
            value == green, (blue - red).div_(safe).add_(2), (red - green).div_(safe).add_(4)
        ),
    ).add_(factor.view(-1, 1, 1) * 6)
    for channel, centre in enumerate((3, -1, 1)):
        # Sixths of the circle between the hue and the channel's opposite: 0 to 3, by folding,
        # for torch's remainder is slow.
        apart = (sixth - centre).abs_().sub_(3).abs_().sub_(3).abs_()
        ramp = apart.neg_().add_(2).clamp_(0, 1).mul_(chroma)
        torch.sub(value, ramp, out=values[:, channel])
    return values


def _spread(factor: Tensor) -> Tensor:
    return factor.view(-1, 1, 1, 1)
