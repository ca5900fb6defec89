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
    """Turn the hue by factor, -1/6 to 1/6 of the circle, keeping HSV's value and saturation.

    Smith 1978, "Color gamut transform pairs", without branches, for those are slow in tensors:
    there after S. Hocevar, http://lolengine.net/blog/2013/01/13/fast-rgb-to-hsv, and back after
    https://en.wikipedia.org/wiki/HSL_and_HSV#HSV_to_RGB_alternative.
    """
    red, green, blue = values.unbind(1)
    upper, lower = torch.maximum(green, blue), torch.minimum(green, blue)
    value = torch.maximum(red, upper)
    chroma = value - torch.minimum(red, lower)
    bluish, not_red = (green < blue).to(values), (red < upper).to(values)
    # The hue in sixths of the circle, 0 to 6: from red if that is the largest, else from cyan.
    sixth = torch.minimum(red, upper).sub_(lower).div_(chroma.clamp_min(1e-8))
    sixth.sub_(bluish, alpha=6).add_(bluish.mul_(12).sub_(2).mul_(not_red)).abs_()
    sixth.add_(factor.view(-1, 1, 1) * 6)
    for channel, opposite in enumerate((3, 5, 1)):
        # Full where the hue is within a sixth of the opposite, none from two sixths on.
        lack = (sixth - opposite).abs_().sub_(3).abs_().sub_(1).clamp_(0, 1)
        torch.sub(value, lack.mul_(chroma), out=values[:, channel])
    return values


def _spread(factor: Tensor) -> Tensor:
    return factor.view(-1, 1, 1, 1)
