"""The 2024 study's augmentation, photo by photo, in batches on the device.

The study's chain, in torchvision's terms: Resize(224), RandomHorizontalFlip(0.5),
RandomRotation(30), RandomAffine(0, scale=(0.9, 1.1), shear=0.1), ColorJitter(0.1, 0.1, 0.1, 0.1),
RandomGrayscale(0.1), ToTensor, Normalize. torchvision counts shear in degrees, so 0.1 moves the
edge of a 224 px photo by 0.2 px: we keep what the code did. Two things are better than they were:
flip, rotation and affine are one warp, so a photo is resampled once and not twice, and it is
resampled between pixels (bilinear) and not to the nearest one.
"""

from dataclasses import dataclass
from itertools import product

import torch
from torch import Tensor
from torch.nn import functional

from pyojeong.lab.transforms import TRANSFORMS, Transform, resize
from pyojeong.lab.transforms.colour import brightness, contrast, grey, hue, saturation

CHANGES = (brightness, contrast, saturation, hue)
FAR = 1e6  # times what a place is over the frame's edge: so far that it is sampled as black


@dataclass(frozen=True)
class Strengths:
    """How strong each change may be; the defaults are the study's."""

    flip: float = 0.5  # probability
    rotation: float = 30.0  # degrees, either way
    shear: float = 0.1  # degrees, either way, along x
    scale: float = 0.1  # 1 - scale to 1 + scale
    jitter: float = 0.1  # brightness, contrast, saturation: factors 1 - jitter to 1 + jitter
    hue: float = 0.1  # of the full circle, either way, 1/6 at most
    grey: float = 0.1  # probability


STUDY = Strengths()


@dataclass(frozen=True)
class Draw:
    """The chance of one batch: one value a photo, on the CPU.

    flip, grey: bool [photo]; angle, shear: float [photo], degrees; scale: float [photo];
    factors: float [photo, 4], of brightness, contrast, saturation, hue; order: int64 [photo, 4],
    the order in which those four are applied.
    """

    flip: Tensor
    angle: Tensor
    shear: Tensor
    scale: Tensor
    factors: Tensor
    order: Tensor
    grey: Tensor

    def __getitem__(self, rows: slice) -> "Draw":
        return Draw(**{name: value[rows] for name, value in vars(self).items()})


def draw(photos: int, strengths: Strengths, generator: torch.Generator) -> Draw:
    """Draw the chance of one batch."""

    def chance(*shape: int) -> Tensor:
        return torch.rand(photos, *shape, generator=generator)

    def around(strength: float, *shape: int) -> Tensor:
        return (2 * chance(*shape) - 1) * strength

    return Draw(
        flip=chance() < strengths.flip,
        angle=around(strengths.rotation),
        shear=around(strengths.shear),
        scale=1 + around(strengths.scale),
        factors=torch.cat([1 + around(strengths.jitter, 3), around(strengths.hue, 1)], dim=1),
        order=chance(4).argsort(dim=1),
        grey=chance() < strengths.grey,
    )


def warp(values: Tensor, drawn: Draw) -> Tensor:
    """Flip, rotate (counter-clockwise), then scale and shear about the centre, in one sampling.

    What the rotation turns out of the frame stays black when the scale then shows it, as it does
    where the steps follow one another.

    Args:
        values: float [photo, 3, side, side].
        drawn: the chance of the batch.
    """
    side, device = values.shape[-1], values.device
    angle, shear = drawn.angle.deg2rad(), drawn.shear.deg2rad()
    cos, sin = angle.cos(), angle.sin()
    one, zero = torch.ones_like(angle), torch.zeros_like(angle)
    mirror = torch.where(drawn.flip, -one, one)
    # Both are inverses: from a place in the result to the place it comes from.
    affine = _matrix(one, shear.tan(), zero, one) / drawn.scale[:, None, None]
    turn = _matrix(mirror * cos, -mirror * sin, sin, cos)
    between_x, between_y = _places(affine, side, device)
    x, y = _places(turn @ affine, side, device)
    over = torch.maximum(between_x.abs_(), between_y.abs_()).sub_(1).clamp_min_(0)
    grid = torch.stack([x.add_(over, alpha=FAR), y], dim=-1)
    return functional.grid_sample(values, grid, align_corners=False)


def jitter(values: Tensor, drawn: Draw) -> Tensor:
    """Change brightness, contrast, saturation and hue, in each photo's own order."""
    factors, orders = drawn.factors.to(values.device), drawn.order.tolist()
    for place, (index, change) in product(range(4), enumerate(CHANGES)):
        rows = [row for row, order in enumerate(orders) if order[place] == index]
        if len(rows) == len(values):
            values = change(values, factors[:, index])
        elif rows:
            values[rows] = change(values[rows], factors[rows, index])
    return values


def augment(
    pixels: Tensor, size: int, generator: torch.Generator, strengths: Strengths = STUDY
) -> Tensor:
    """Return changed photos: uint8 [photo, 3, h, w] -> float [photo, 3, size, size], 0 to 1."""
    # A CPU goes photo by photo, so that one stays in its cache; a GPU takes all at once.
    step = 1 if pixels.device.type == "cpu" else len(pixels)
    drawn = draw(len(pixels), strengths, generator)
    result = torch.empty(len(pixels), 3, size, size, device=pixels.device)
    for first in range(0, len(pixels), step):
        rows = slice(first, first + step)
        result[rows] = _change(resize(pixels[rows], size), drawn[rows])
    return result


def _change(values: Tensor, drawn: Draw) -> Tensor:
    values = jitter(warp(values, drawn), drawn)
    chosen = drawn.grey.nonzero().squeeze(1).to(values.device)
    values[chosen] = grey(values[chosen])
    return values


def _matrix(a: Tensor, b: Tensor, c: Tensor, d: Tensor) -> Tensor:
    return torch.stack([torch.stack([a, b], dim=1), torch.stack([c, d], dim=1)], dim=1)


def _places(matrix: Tensor, side: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Return where each pixel's centre is sent, x and y, float [photo, side, side], -1 to 1."""
    centres = (torch.arange(side, device=device) * 2 + 1) / side - 1
    rows = matrix.to(device)[..., None] * centres  # [photo, to, from, side]
    x_of_x, x_of_y, y_of_x, y_of_y = rows.flatten(1, 2).unbind(1)
    return x_of_x[:, None, :] + x_of_y[:, :, None], y_of_x[:, None, :] + y_of_y[:, :, None]


TRANSFORMS.register("study_2024")(
    Transform("the 2024 study's augmentation", random=True, apply=augment)
)
