"""The study's augmentation against torchvision's own functions, and against its own words."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
import torchvision.transforms.v2.functional as torchvision
from PIL import Image
from torchvision.transforms import InterpolationMode

from pyojeong.lab.transforms import colour, normalise, resize
from pyojeong.lab.transforms.study_2024 import Draw, Strengths, augment, draw, jitter, warp

NOTHING = Strengths(flip=0, rotation=0, shear=0, scale=0, jitter=0, hue=0, grey=0)
SIDE = 64


def chance(seed: int = 0) -> torch.Generator:
    """Return a generator."""
    return torch.Generator().manual_seed(seed)


def smooth(count: int = 6) -> torch.Tensor:
    """Return soft random photos, float [count, 3, SIDE, SIDE], 0 to 1."""
    coarse = torch.rand(count, 3, 6, 6, generator=chance(1))
    return torch.nn.functional.interpolate(coarse, (SIDE, SIDE), mode="bicubic").clamp(0, 1)


def noisy(count: int = 8) -> torch.Tensor:
    """Return random photos with grey, black and pure places, float [count, 3, SIDE, SIDE]."""
    values = torch.rand(count, 3, SIDE, SIDE, generator=chance(2))
    values[0] = values[0, :1]
    values[1, :, :20] = 0
    values[2, 0] = values[2, 1]
    values[3, 2] = values[3, 1]
    return values


def still(**changes: torch.Tensor) -> Draw:
    """Return a draw for six photos that changes nothing, but for what is given."""
    drawn = draw(6, NOTHING, chance())
    return Draw(**(vars(drawn) | changes))


def bilinear(image: torch.Tensor, angle: float, shear: float, scale: float) -> torch.Tensor:
    """Return torchvision's rotation and then its affine, each resampling between pixels."""
    turned = torchvision.rotate(image, angle, interpolation=InterpolationMode.BILINEAR)
    return torchvision.affine(
        turned, 0, [0, 0], scale, [shear, 0], interpolation=InterpolationMode.BILINEAR
    )


def test_identity() -> None:
    """With every strength 0 a photo stays as it is."""
    pixels = torch.randint(0, 256, (4, 3, SIDE, SIDE), generator=chance(), dtype=torch.uint8)
    same = augment(pixels, SIDE, chance(), NOTHING)
    torch.testing.assert_close(same, resize(pixels, SIDE), atol=1e-5, rtol=0)


@pytest.mark.parametrize("angle", [-30.0, -7.0, 0.0, 15.0, 30.0])
@pytest.mark.parametrize(("shear", "scale"), [(0.0, 1.0), (0.1, 0.9), (-0.1, 1.1), (10.0, 0.95)])
def test_warp(angle: float, shear: float, scale: float) -> None:
    """One warp is torchvision's rotation followed by its affine, black corners and all."""
    images = smooth()
    drawn = still(
        angle=torch.full((6,), angle), shear=torch.full((6,), shear), scale=torch.full((6,), scale)
    )
    ours = warp(images, drawn)
    theirs = torch.stack([bilinear(image, angle, shear, scale) for image in images])
    # Theirs blurs twice, and differs in the pixels on the black edge: few, and no more.
    apart = (ours - theirs).abs().amax(dim=1)
    assert apart.median() < 0.01
    assert (apart > 0.05).double().mean() < 0.06


def test_warp_flips_first() -> None:
    """A flip comes before the rotation, as in the study's chain."""
    images = smooth()
    angle = torch.full((6,), 20.0)
    flipped = warp(images, still(flip=torch.ones(6, dtype=torch.bool), angle=angle))
    expected = warp(images.flip(-1), still(angle=angle))
    torch.testing.assert_close(flipped, expected, atol=1e-4, rtol=0)


def test_warp_is_per_photo() -> None:
    """Each photo has its own warp: alone or in a batch it is the same."""
    images = smooth()
    drawn = draw(6, Strengths(), chance(4))
    batch = warp(images, drawn)
    for row in range(6):
        alone = warp(images[row : row + 1], drawn[row : row + 1])
        torch.testing.assert_close(batch[row : row + 1], alone, atol=1e-5, rtol=0)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (colour.brightness, torchvision.adjust_brightness),
        (colour.contrast, torchvision.adjust_contrast),
        (colour.saturation, torchvision.adjust_saturation),
    ],
)
def test_colour(
    ours: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    theirs: Callable[[torch.Tensor, float], torch.Tensor],
) -> None:
    """Brightness, contrast and saturation are torchvision's, with a factor a photo."""
    images = noisy()
    factors = torch.tensor([0.9, 1.1, 0.95, 1.05, 0.0, 2.0, 1.0, 0.5])
    expected = torch.stack([theirs(i, f.item()) for i, f in zip(images, factors, strict=True)])
    torch.testing.assert_close(ours(images.clone(), factors), expected, atol=1e-5, rtol=0)


def test_hue() -> None:
    """The hue is torchvision's, up to a sixth either way, in grey and pure places too."""
    images = noisy()
    factors = torch.tensor([0.1, -0.1, 0.05, -0.05, 1 / 6, -1 / 6, 0.0, 0.1])
    expected = [torchvision.adjust_hue(i, f.item()) for i, f in zip(images, factors, strict=True)]
    torch.testing.assert_close(
        colour.hue(images.clone(), factors), torch.stack(expected), atol=1e-4, rtol=0
    )


def test_grey() -> None:
    """Grey is torchvision's luma in all three channels."""
    expected = torchvision.rgb_to_grayscale(noisy(), 3)
    torch.testing.assert_close(colour.grey(noisy()), expected, atol=1e-5, rtol=0)


def test_jitter_order() -> None:
    """Each photo's changes come in its own order, whatever the others' is."""
    images = noisy()
    drawn = draw(8, Strengths(jitter=0.5, hue=0.15), chance(7))
    assert len({tuple(order) for order in drawn.order.tolist()}) > 1
    changes = (colour.brightness, colour.contrast, colour.saturation, colour.hue)
    result = jitter(images.clone(), drawn)
    for row in range(8):
        photo = images[row : row + 1].clone()
        for index in drawn.order[row].tolist():
            photo = changes[index](photo, drawn.factors[row : row + 1, index])
        torch.testing.assert_close(result[row : row + 1], photo, atol=1e-5, rtol=0)


def test_draw() -> None:
    """What is drawn keeps the study's ranges and probabilities, and every order is as likely."""
    drawn = draw(20_000, Strengths(), chance(3))
    assert drawn.flip.double().mean() == pytest.approx(0.5, abs=0.02)
    assert drawn.grey.double().mean() == pytest.approx(0.1, abs=0.01)
    for value, low, high in (
        (drawn.angle, -30, 30),
        (drawn.shear, -0.1, 0.1),
        (drawn.scale, 0.9, 1.1),
        (drawn.factors[:, :3], 0.9, 1.1),
        (drawn.factors[:, 3], -0.1, 0.1),
    ):
        assert low <= value.min() < low + (high - low) * 0.01
        assert high - (high - low) * 0.01 < value.max() <= high
        assert value.mean().item() == pytest.approx((low + high) / 2, abs=(high - low) * 0.02)
    orders = np.unique(drawn.order.numpy(), axis=0, return_counts=True)[1]
    assert len(orders) == 24
    assert orders.min() > 20_000 / 24 * 0.85


def test_always_grey() -> None:
    """At probability 1 every photo is grey."""
    pixels = torch.randint(0, 256, (3, 3, 16, 16), generator=chance(), dtype=torch.uint8)
    grey = augment(pixels, 16, chance(), Strengths(grey=1))
    torch.testing.assert_close(grey[:, 0], grey[:, 2])


def test_resize() -> None:
    """Photos are resized as Pillow does it, smoothed where they shrink."""
    pixels = torch.randint(0, 256, (1, 3, 40, 40), generator=chance(), dtype=torch.uint8)
    picture = Image.fromarray(pixels[0].permute(1, 2, 0).numpy())
    for size in (16, 40, 72):
        theirs = np.asarray(picture.resize((size, size), Image.Resampling.BILINEAR))
        ours = resize(pixels, size)[0].permute(1, 2, 0).numpy()
        np.testing.assert_allclose(ours, theirs / 255, atol=1.5 / 255)


def test_normalise() -> None:
    """Normalising takes each channel's mean off and divides by its std, channels last."""
    values = noisy()
    result = normalise(values.clone(), (0.1, 0.2, 0.3), (0.5, 0.25, 0.2))
    torch.testing.assert_close(result[:, 1], (values[:, 1] - 0.2) / 0.25)
    assert result.is_contiguous(memory_format=torch.channels_last)
