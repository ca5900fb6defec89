"""What all hair is made of: layers, outlines around the skull, strands and sheen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from pyojeong.drawn.marks import Scene, shape
from pyojeong.drawn.path import Point, Points

EAR_LINE = -6.0  # where the head is widest


@dataclass(frozen=True, slots=True)
class Locks:
    """The layers of a head of hair.

    Attributes:
        front: over forehead, temples and, where it is long, the shoulders.
        back: behind ears and face.
        behind: behind neck and clothes; stays upright with the body.
    """

    front: str = ""
    back: str = ""
    behind: str = ""


def volume(scene: Scene) -> float:
    """Return how far the hair stands off the skull."""
    return 7.0 + 2.5 * scene.face.identity.hair_volume


def sweep(scene: Scene) -> int:
    """Return the side to which the hair is combed away from."""
    return 1 if scene.face.identity.parting >= 0 else -1


def dome(scene: Scene, off: float, angle: float) -> Point:
    """Return a point `off` outside the skull; the angle is from upright, in radians."""
    rest = scene.layout.rest
    return (
        sin(angle) * (rest.cheek + 0.72 * off),
        EAR_LINE + cos(angle) * (rest.skull - EAR_LINE - off),
    )


def crown(scene: Scene, off: float, *below: Point) -> list[Point]:
    """Return the outer edge of hair, left to right; `below` goes on down from the right ear."""
    right = [dome(scene, off, step * pi / 8) for step in range(1, 5)] + list(below)
    return [*flipped(right), dome(scene, off, 0), *right]


def hairline(scene: Scene, *below: Point, height: float = 0.0) -> list[Point]:
    """Return a natural hairline, left to right; `below` goes on down from the right temple."""
    rest = scene.layout.rest
    c, y = rest.cheek, rest.brow_y - 33 + height
    right = [(0.42 * c, y + 1.5), (0.74 * c, y + 10), (0.87 * c, y + 24), *below]
    return [*flipped(right), (0.0, y), *right]


def flipped(right: Points) -> list[Point]:
    """Return the left half of a line whose right half is given from the middle outwards."""
    return [(-x, y) for x, y in reversed(right)]


def cap(scene: Scene, outer: Points, inner: Points, shadow: float = 3.2) -> str:
    """Return hair between its outer edge and a hairline, with the shadow that it casts."""
    under = scene.pen.deeper(24)
    seen = inner[1:-1]
    return shape(
        under.lens(seen, [(x * 0.985, y + shadow) for x, y in seen]), scene.paint.deep, 0.38
    ) + shape(scene.pen.deeper(15).lens(outer, inner), scene.use("hair"))


def strands(scene: Scene, lines: Sequence[Points], width: float = 1.5, depth: float = 16) -> str:
    """Return lighter and darker strands in turn, that show which way the hair falls."""
    pen, paint = scene.pen.deeper(depth), scene.paint
    data = [pen.ribbon(line, [0.2, *([width] * (len(line) - 2)), 0.2]) for line in lines]
    dark, light = "".join(data[::2]), "".join(data[1::2])
    return shape(dark, paint.hair_deep, 0.5) + shape(light, paint.hair_lit, 0.5)


def sheen(scene: Scene, off: float, strength: float = 0.42) -> str:
    """Return the soft band of light that lies on smooth hair."""
    middle = 0.35 * scene.face.light.side
    points = [dome(scene, off - 11, middle + a) for a in (-0.75, -0.38, 0.0, 0.38, 0.75)]
    data = scene.pen.deeper(18).ribbon(points, (0.4, 5.5, 7.0, 5.5, 0.4))
    return shape(data, scene.paint.hair_lit, strength)


def ball(x: float, y: float, r: float) -> list[Point]:
    """Return eight points of a circle."""
    return [(x + r * cos(i * pi / 4), y + r * sin(i * pi / 4)) for i in range(8)]
