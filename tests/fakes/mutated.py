"""Broken pictures: drawn faces of all formats, and what could happen to their bytes.

Each has a number, and is made from it alone: whichever does harm can be made again.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from pyojeong.drawn import to_pixels, to_svg
from pyojeong.drawn.sample import sample_one

# How each original is saved: format, Pillow's mode, side in px, options.
ORIGINALS: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("JPEG", "RGB", 160, {}),
    ("JPEG", "RGB", 24, {"progressive": True, "subsampling": 0}),
    ("JPEG", "CMYK", 48, {}),
    ("PNG", "RGB", 160, {}),
    ("PNG", "RGBA", 48, {}),
    ("PNG", "P", 24, {}),
    ("PNG", "I;16", 24, {}),
    ("WEBP", "RGB", 160, {}),
    ("WEBP", "RGBA", 24, {"lossless": True}),
    ("BMP", "RGB", 96, {}),
    ("BMP", "P", 24, {}),
    ("TIFF", "RGB", 96, {"save_all": True}),
    ("TIFF", "L", 24, {"compression": "tiff_lzw"}),
    ("TIFF", "F", 24, {}),
    ("GIF", "P", 96, {"save_all": True}),
    ("GIF", "L", 24, {}),
)
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
SIZES = (0, 1, 2, 255, 4096, 10_000, 20_000, 20_001, 32_768, 65_535, 2**24, 2**31 - 1, 2**32 - 1)
HEAD = 200  # bytes, where sizes and offsets stand

Bytes = bytearray


@dataclass(frozen=True)
class Mutated:
    """A picture file with something wrong. kind: its format. how: what was done, in order."""

    kind: str
    how: tuple[str, ...]
    data: bytes


def mutated(number: int, seed: int = 0) -> Mutated:
    """Return the picture of that number, 0 or more."""
    chance = np.random.default_rng([seed, number])
    originals = all_originals()
    kind, data = originals[chance.integers(len(originals))]
    names = [list(CHANGES)[chance.integers(len(CHANGES))] for _ in range(chance.integers(1, 4))]
    for name in names:
        data = CHANGES[name](Bytes(data), chance)
    if kind == "PNG" and chance.random() < 0.7:
        data = checked(Bytes(data))
    return Mutated(kind, tuple(names), bytes(data))


@cache
def all_originals() -> tuple[tuple[str, bytes], ...]:
    """Return the whole pictures, each with its format."""
    return tuple((one[0], original(*one)) for one in ORIGINALS)


def original(kind: str, mode: str, side: int, options: dict[str, Any]) -> bytes:
    """Return a drawn face as a file; those saved with all pages have two."""
    face = Image.fromarray(to_pixels(to_svg(sample_one(0, seed=7).face), side))
    image = face.convert("L").convert("I").convert(mode) if mode == "I;16" else face.convert(mode)
    more = {"append_images": [image.rotate(90)]} if "save_all" in options else {}
    file = BytesIO()
    image.save(file, kind, **options, **more)
    return file.getvalue()


def flip(data: Bytes, chance: np.random.Generator) -> Bytes:
    """Flip up to 40 bits."""
    for _ in range(chance.integers(1, 41)):
        if data:
            data[_place(data, chance) % len(data)] ^= 1 << int(chance.integers(8))
    return data


def cut(data: Bytes, chance: np.random.Generator) -> Bytes:
    """Let it end early."""
    return data[: _place(data, chance)]


def drop(data: Bytes, chance: np.random.Generator) -> Bytes:
    """Leave out a piece."""
    place = _place(data, chance)
    return data[:place] + data[place + int(chance.integers(1, 41)) :]


def double(data: Bytes, chance: np.random.Generator) -> Bytes:
    """Repeat a piece."""
    place, length = _place(data, chance), int(chance.integers(1, 41))
    return data[: place + length] + data[place:]


def insert(data: Bytes, chance: np.random.Generator) -> Bytes:
    """Put in what does not belong there."""
    place = _place(data, chance)
    return data[:place] + chance.bytes(int(chance.integers(1, 41))) + data[place:]


def extremes(data: Bytes, chance: np.random.Generator) -> Bytes:
    """Write zeros, ones, or the largest positive number over four bytes."""
    place = _place(data, chance)
    words = (bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f")
    data[place : place + 4] = words[chance.integers(len(words))]
    return data


def splice(data: Bytes, chance: np.random.Generator) -> Bytes:
    """Put another picture's beginning before the rest of this one."""
    originals = all_originals()
    _kind, other = originals[chance.integers(len(originals))]
    return Bytes(other[: chance.integers(min(len(other), HEAD))]) + data[_place(data, chance) :]


def resize(data: Bytes, chance: np.random.Generator) -> Bytes:
    """Claim another size, in each format's own place."""
    width, height = (SIZES[chance.integers(len(SIZES))] for _ in range(2))
    try:
        if data[:4] == b"\x89PNG":
            data[16:24] = struct.pack(">II", width, height)
        elif data[:2] == b"\xff\xd8":
            frame = next(at for at in (data.find(b"\xff\xc0"), data.find(b"\xff\xc2")) if at > 0)
            data[frame + 5 : frame + 9] = struct.pack(">HH", height & 0xFFFF, width & 0xFFFF)
        elif data[:3] == b"GIF":
            data[6:10] = struct.pack("<HH", width & 0xFFFF, height & 0xFFFF)
        elif data[:2] == b"BM":
            data[18:26] = struct.pack("<II", width, height)
        elif data[:4] == b"RIFF":
            data[26:30] = struct.pack("<HH", width & 0x3FFF, height & 0x3FFF)
        elif data[:4] == b"II*\0":
            _resize_tiff(data, {256: width, 257: height})
    except (StopIteration, struct.error, IndexError):
        pass  # an earlier change took the place away
    return data


def _resize_tiff(data: Bytes, sizes: dict[int, int]) -> None:
    (directory,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, directory)
    for entry in range(entries):
        at = directory + 2 + 12 * entry
        (tag,) = struct.unpack_from("<H", data, at)
        if tag in sizes:
            struct.pack_into("<HHII", data, at, tag, 4, 1, sizes[tag])


def checked(data: Bytes) -> Bytes:
    """Make the checksums of a PNG right again: else every change is seen by them alone."""
    at = 8
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4])
        data[end : end + 4] = struct.pack(">I", zlib.crc32(data[at + 4 : end]))
        at = end + 4
    return data


def _place(data: Bytes, chance: np.random.Generator) -> int:
    """Return an offset; half of them are near the beginning."""
    end = len(data) if chance.random() < 0.5 else min(len(data), HEAD)
    return int(chance.integers(end + 1))


CHANGES: dict[str, Callable[[Bytes, np.random.Generator], Bytes]] = {
    change.__name__: change
    for change in (flip, cut, drop, double, insert, extremes, splice, resize)
}
