"""SVG text to pixels, by resvg: the same bytes on every machine, without system fonts."""

import io

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image


def to_png(svg: str, size: int) -> bytes:
    """Return the drawing as a PNG of `size` x `size` pixels."""
    return resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size, skip_system_fonts=True)


def to_pixels(svg: str, size: int) -> NDArray[np.uint8]:
    """Return the drawing as uint8 [size, size, 3], RGB."""
    with Image.open(io.BytesIO(to_png(svg, size))) as picture:
        return np.asarray(picture.convert("RGB"))
