"""Every transform of the registry keeps the same promises."""

import pytest
import torch

from pyojeong.lab.transforms import TRANSFORMS, Transform

every_transform = pytest.mark.parametrize(
    "transform", [part for _, part in TRANSFORMS], ids=[name for name, _ in TRANSFORMS]
)


def photos(count: int = 4, side: int = 48) -> torch.Tensor:
    """Return random photos, uint8 [count, 3, side, side]."""
    generator = torch.Generator().manual_seed(1)
    shape = (count, 3, side, side)
    return torch.randint(0, 256, shape, generator=generator, dtype=torch.uint8)


def chance(seed: int = 2) -> torch.Generator:
    """Return a generator."""
    return torch.Generator().manual_seed(seed)


@every_transform
@pytest.mark.parametrize("size", [32, 48, 64])
def test_shape_and_range(transform: Transform, size: int) -> None:
    """Whatever the photos' side, the result has the net's, and values from 0 to 1."""
    pixels = photos()
    result = transform.apply(pixels, size, chance())
    assert result.shape == (4, 3, size, size)
    assert result.dtype == torch.float32
    assert result.min() >= 0
    assert result.max() <= 1
    assert torch.equal(pixels, photos())


@every_transform
def test_chance(transform: Transform) -> None:
    """The same generator gives the same photos; another gives others just where it says so."""
    first = transform.apply(photos(), 48, chance())
    assert torch.equal(transform.apply(photos(), 48, chance()), first)
    other = transform.apply(photos(), 48, chance(3))
    assert torch.equal(other, first) is not transform.random


@every_transform
def test_no_other_chance(transform: Transform) -> None:
    """The process's own chance is neither asked nor moved."""
    before = torch.get_rng_state()
    transform.apply(photos(), 48, chance())
    assert torch.equal(torch.get_rng_state(), before)
