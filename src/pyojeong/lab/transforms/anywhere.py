"""Faces as they come anywhere: any camera, any light, a box that is a little off, a hand before it.

What a recogniser meets and a tidy data set lacks. All of it in batches: one warp, one change of
light, one patch, so that a small net need not wait for its photos.
"""

import torch
from torch import Tensor
from torch.nn import functional

from pyojeong.lab.transforms import TRANSFORMS, Transform
from pyojeong.lab.transforms.colour import luma

FLIP = 0.5  # probability
ANGLE = 15.0  # degrees, either way: what an upright face detector still finds
ZOOM = 0.15  # 1 - ZOOM to 1 + ZOOM: detectors disagree by so much about a face's size
SHIFT = 0.08  # of the side, either way, along each axis: ... and about its place
CONTRAST = 0.3  # factor 1 - CONTRAST to 1 + CONTRAST
LIGHT = 0.15  # added, either way
CAST = 0.1  # each channel's factor, 1 - CAST to 1 + CAST: lamps are yellow, screens are blue
GREY = 0.5  # probability: grey and colour alike, for nothing of a feeling lies in the colour
COARSE = 0.3  # probability of a photo with half its pixels a side
PATCH = 0.25  # probability of a covered patch (Zhong 2020, arXiv:1708.04896)
SIDES = (0.15, 0.4)  # of the patch, as a fraction of the photo's


def augment(pixels: Tensor, size: int, generator: torch.Generator) -> Tensor:
    """Return changed photos: uint8 [photo, 3, h, w] -> float [photo, 3, size, size], 0 to 1."""
    photos, device = len(pixels), pixels.device

    def chance(*shape: int) -> Tensor:
        return torch.rand(photos, *shape, generator=generator).to(device)

    def around(strength: float, *shape: int) -> Tensor:
        return (2 * chance(*shape) - 1) * strength

    mirror = 1 - 2 * (chance() < FLIP).float()
    values = pixels.float().div_(255)
    coarse = (chance() < COARSE).nonzero().squeeze(1)
    values[coarse] = _coarse(values[coarse])
    theta = _inverse(mirror, around(ANGLE), 1 + around(ZOOM), around(2 * SHIFT, 2))
    grid = functional.affine_grid(theta, [photos, 3, size, size], align_corners=False)
    values = functional.grid_sample(values, grid, align_corners=False)
    grey = (chance() < GREY).nonzero().squeeze(1)
    values[grey] = luma(values[grey]).expand(-1, 3, -1, -1)
    factor = (1 + around(CONTRAST, 1, 1, 1)) * (1 + around(CAST, 3, 1, 1))
    values.sub_(0.5).mul_(factor).add_(0.5 + around(LIGHT, 1, 1, 1)).clamp_(0, 1)
    sides = SIDES[0] + (SIDES[1] - SIDES[0]) * chance(2)
    covered = _patch(size, chance(2), sides) & (chance() < PATCH)[:, None, None]
    return torch.where(covered[:, None], chance(3)[:, :, None, None], values)


def _coarse(values: Tensor) -> Tensor:
    """Return the photos with half the pixels a side, at their old size."""
    if not len(values):
        return values
    small = functional.avg_pool2d(values, 2)
    return functional.interpolate(small, values.shape[-2:], mode="bilinear")


def _inverse(mirror: Tensor, angle: Tensor, zoom: Tensor, shift: Tensor) -> Tensor:
    """Return float [photo, 2, 3]: from a place in the result to the place it comes from."""
    cos, sin = angle.deg2rad().cos() / zoom, angle.deg2rad().sin() / zoom
    across = torch.stack([mirror * cos, -mirror * sin, shift[:, 0]], dim=1)
    down = torch.stack([sin, cos, shift[:, 1]], dim=1)
    return torch.stack([across, down], dim=1)


def _patch(size: int, place: Tensor, sides: Tensor) -> Tensor:
    """Return bool [photo, size, size]: a rectangle of these sides, wholly inside."""
    centres = (torch.arange(size, device=place.device) + 0.5) / size
    first = place * (1 - sides)
    inside = (centres >= first[..., None]) & (centres < (first + sides)[..., None])
    return inside[:, 1, :, None] & inside[:, 0, None, :]


TRANSFORMS.register("anywhere")(
    Transform("any camera, light, box and cover", random=True, apply=augment)
)
