"""Photos as the engine takes them."""

import io
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from fakes.coloured import coloured
from pyojeong.core.crops import CropSpec
from pyojeong.lab.prepare import prepare
from pyojeong.lab.tensors import Stream, Tensors


def chance(seed: int = 0) -> torch.Generator:
    """Return a generator."""
    return torch.Generator().manual_seed(seed)


def labelled(pixels: torch.Tensor, truth: torch.Tensor) -> list[tuple[bytes, int]]:
    """Return each photo's bytes and label."""
    return [(photo.numpy().tobytes(), int(t)) for photo, t in zip(pixels, truth, strict=True)]


@pytest.mark.parametrize(("photos", "seen"), [(12, 12), (14, 14), (13, 12), (1, 1)])
def test_shuffled(photos: int, seen: int) -> None:
    """An epoch sees every photo once with its own label, but never a last batch of one."""
    tensors = coloured(photos, side=8)
    batches = list(tensors.shuffled(4, chance()))
    every = labelled(*tensors[list(range(photos))][:2])
    met = [pair for batch in batches for pair in labelled(*batch[:2])]
    assert len(met) == len(set(met)) == seen
    assert set(met) <= set(every)


def test_order() -> None:
    """The generator gives the order; without one it is the keys'."""
    tensors = coloured(30, side=8)
    first = torch.cat([batch.truth for batch in tensors.shuffled(8, chance())])
    assert torch.equal(first, torch.cat([batch.truth for batch in tensors.shuffled(8, chance())]))
    assert not torch.equal(
        first, torch.cat([batch.truth for batch in tensors.shuffled(8, chance(1))])
    )
    assert torch.equal(torch.cat([batch.truth for batch in tensors.in_order(8)]), tensors.truth)


def test_counts() -> None:
    """Counts name every label, also one without photos."""
    assert coloured(7).counts(4) == [3, 2, 2, 0]


def test_prepared(tmp_path: Path) -> None:
    """Photos of a prepared set keep the order asked for; too many for the memory, they stream."""
    rng = np.random.default_rng(0)
    for index, label in enumerate(["a", "b", "a", "b", "a"]):
        photo = rng.integers(0, 256, (24, 24, 3), np.uint8)
        buffer = io.BytesIO()
        Image.fromarray(photo).save(buffer, "PNG")
        path = tmp_path / "photos" / label / f"{index}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(buffer.getvalue())
    crop = CropSpec(detector="none", missing="whole", size=24)
    prepared = prepare(str(tmp_path / "photos"), crop, tmp_path / "faces", workers=1)
    keys = [row.key for row in reversed(prepared.rows)]
    held = Tensors.of(prepared, keys, ("a", "b"), 16)
    streamed = Tensors.of(prepared, keys, ("a", "b"), 16, budget=0)
    assert isinstance(streamed.pixels, Stream)
    assert isinstance(held.pixels, torch.Tensor)
    assert held.pixels.shape == (5, 3, 16, 16)
    labels = {row.key: row.label for row in prepared.rows}
    assert ["ab"[i] for i in held.truth.tolist()] == [labels[key] for key in keys]
    for one, other in zip(held.in_order(2), streamed.in_order(2), strict=True):
        assert torch.equal(one[0], other[0])
        assert torch.equal(one[1], other[1])
    assert isinstance(streamed.to(torch.device("cpu")).pixels, Stream)
