"""SVG to pixels."""

import numpy as np

from pyojeong.drawn import DrawnFace, to_pixels, to_png, to_svg
from pyojeong.drawn.colours import brightness, mix, tint
from pyojeong.drawn.units import from_numbers


def test_pixels() -> None:
    """Pixels are uint8 [size, size, 3], whatever size the SVG names."""
    pixels = to_pixels(to_svg(DrawnFace(), 512), 48)
    assert pixels.shape == (48, 48, 3)
    assert pixels.dtype == np.uint8


def test_same_bytes() -> None:
    """The same SVG gives the same PNG, byte for byte."""
    svg = to_svg(DrawnFace())
    assert to_png(svg, 64) == to_png(svg, 64)
    assert to_png(svg, 64).startswith(b"\x89PNG")


def test_an_expression_shows_where_its_muscles_are() -> None:
    """A smile changes the lower half of the picture more than the upper; raised brows do not."""

    def change(number: int) -> tuple[float, float]:
        rest, moved = (
            to_pixels(to_svg(DrawnFace(units=from_numbers({number: s}))), 128).astype(float)
            for s in (0.0, 1.0)
        )
        rows = np.abs(moved - rest).mean(axis=(1, 2))
        return rows[:64].sum(), rows[64:].sum()

    upper, lower = change(12)
    assert lower > 2 * upper
    upper, lower = change(2)
    assert upper > 2 * lower


def test_colours() -> None:
    """Mixing and tinting follow their formulas; black is 0 bright and white 1."""
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#102030", "#ffffff", 0) == "#102030"
    assert tint("#80ff40", "#ffffff") == "#80ff40"
    assert tint("#80ff40", "#000000") == "#000000"
    assert brightness("#000000") == 0
    assert abs(brightness("#ffffff") - 1) < 1e-9
