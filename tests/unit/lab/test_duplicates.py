"""Duplicates: the same bytes, the same pixels, nearly the same picture, and what they join."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fakes.photos import fake_folder, pattern
from fakes.prepared import fake_row
from pyojeong.core.crops import CropSpec
from pyojeong.lab.duplicates import duplicates, near_pairs, together
from pyojeong.lab.prepare import perceptual_hash, prepare
from pyojeong.lab.prepared import Row


def test_same_bytes_and_pixels() -> None:
    """The same bytes are one group; so are the same pixels in another file."""
    rows = [
        fake_row("a", "happy", same="x"),
        fake_row("b", "sad", same="x"),
        fake_row("c", "sad"),
        Row("d", "sad", None, None, "file d", "pixels c"),
        fake_row("e", "sad"),
    ]
    assert duplicates(rows) == [(0, 1), (2, 3)]


def test_chains() -> None:
    """What is near to what is near is together, though the ends are far apart."""
    hashes = (0, 0b1111, 0b11111111, 2**63 + 2**20 - 1)
    rows = [fake_row(str(i), "happy", phash=value) for i, value in enumerate(hashes)]
    assert duplicates(rows) == [(0, 1, 2)]
    assert together(rows) == [(0, 1, 2), (3,)]


def test_persons_who_look_alike() -> None:
    """A near hash joins no two named persons; the same bytes do, and a nameless photo joins."""
    rows = [
        fake_row("a", "happy", group="Mina", phash=0),
        fake_row("b", "sad", group="Jun", phash=0),
        fake_row("c", "sad", group="Sol", phash=1),
        fake_row("d", "fear", group="Mina", phash=1),
    ]
    assert duplicates(rows) == [(0, 3)]
    assert duplicates([*rows, fake_row("e", "fear", phash=2**63 + 2**20 - 1)]) == [(0, 3)]
    assert duplicates([*rows, fake_row("e", "fear", phash=3)]) == [(0, 1, 2, 3, 4)]
    twice = [fake_row(key, "sad", same="x", group=key) for key in ("f", "g")]
    assert duplicates(twice) == [(0, 1)]


def test_persons_join() -> None:
    """A person's photos are together with the duplicates of each of them."""
    rows = [
        fake_row("a", "happy", group="Ana"),
        fake_row("b", "sad", group="Ana"),
        fake_row("c", "sad", same="b"),
        fake_row("d", "sad", group="Ben"),
        Row("e", "sad", None, None, "file e"),
    ]
    assert together(rows) == [(0, 1, 2), (3,), (4,)]
    assert duplicates(rows) == [(1, 2)]


hashes_ = st.lists(st.integers(0, 2**64 - 1), max_size=12, unique=True)
flips = st.lists(st.sets(st.integers(0, 63), max_size=6), max_size=12)


@settings(max_examples=100, deadline=None)
@given(hashes_, flips, st.integers(0, 8))
def test_pairs(base: list[int], changed: list[set[int]], near: int) -> None:
    """The pairs found by bands are those that comparing all with all finds."""
    flipped = [
        value ^ sum(1 << bit for bit in bits) for value, bits in zip(base, changed, strict=False)
    ]
    values = sorted({*base, *flipped})
    expected = {
        (i, j)
        for j in range(len(values))
        for i in range(j)
        if (values[i] ^ values[j]).bit_count() <= near
    }
    found = near_pairs(np.array(values, np.uint64), near)
    assert {(min(pair), max(pair)) for pair in found} == expected


@pytest.mark.parametrize("quality", [60, 95])
def test_recompressed(quality: int, tmp_path: Path) -> None:
    """A photo scaled and packed anew stays near; another photo does not."""
    first = Image.fromarray(pattern(1, 200))
    first.resize((120, 120)).save(tmp_path / "small.jpg", quality=quality)
    with Image.open(tmp_path / "small.jpg") as small:
        again = perceptual_hash(np.asarray(small))
    assert (perceptual_hash(pattern(1, 200)) ^ again).bit_count() <= 4
    assert (perceptual_hash(pattern(2, 200)) ^ again).bit_count() > 12


def test_different_photos(tmp_path: Path) -> None:
    """Photos that have nothing in common are no duplicates."""
    crop = CropSpec(detector="none", missing="whole", size=16)
    prepared = prepare(str(fake_folder(tmp_path)), crop, tmp_path / "out", workers=1)
    assert duplicates(prepared.rows) == []
