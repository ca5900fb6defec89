"""Curls: scalloped outlines and small arcs of light."""

from math import pi

from pyojeong.drawn.marks import Scene, group, shape
from pyojeong.drawn.parts.hair.locks import Locks, dome, hairline, strands, volume
from pyojeong.drawn.path import Point


def curly(scene: Scene) -> Locks:
    """Loose curls around face and forehead."""
    rest, off = scene.layout.rest, volume(scene) + 4
    c, y = rest.cheek, rest.brow_y - 26
    outer = _scallops(scene, off, bumps=10, reach=1.72, size=5.5)
    inner = [
        outer[0],
        (-(c - 3), 0.0),
        (-0.90 * c, -18.0),
        (-0.74 * c, y + 5),
        (-0.54 * c, y + 4),
        (-0.34 * c, y - 4),
        (-0.12 * c, y + 2),
        (0.10 * c, y - 4),
        (0.34 * c, y + 3),
        (0.54 * c, y - 2),
        (0.74 * c, y + 6),
        (0.90 * c, -18.0),
        (c - 3, 0.0),
        outer[-1],
    ]
    return _curls(scene, outer, inner, off)


def afro(scene: Scene) -> Locks:
    """A round cloud of tight curls."""
    off = 19 + 5 * scene.face.identity.hair_volume
    c = scene.layout.rest.cheek
    outer = _scallops(scene, off, bumps=16, reach=1.95, size=3.2)
    inner = hairline(scene, (c - 4, -8.0), outer[-1], height=1)
    return _curls(scene, outer, inner, off)


def _scallops(scene: Scene, off: float, bumps: int, reach: float, size: float) -> list[Point]:
    """Return the outline of curls from the left ear over the top to the right one."""
    points: list[Point] = []
    for i in range(2 * bumps + 1):
        along = i / bumps - 1
        taper = 1 - 0.5 * abs(along) ** 3
        points.append(dome(scene, taper * (off + (size if i % 2 else 0)), reach * along))
    ear, low = scene.layout.rest.cheek - 2, points[-1][1] + 3
    return [(-ear, low), *points, (ear, low)]


def _curls(scene: Scene, outer: list[Point], inner: list[Point], off: float) -> Locks:
    seen = inner[1:-1]
    shadow = scene.pen.deeper(24).lens(seen, [(x * 0.98, y + 3) for x, y in seen])
    coils: list[list[Point]] = []
    for ring, many in ((0.72, 11), (0.2, 9), (-0.5, 7)):
        for i in range(many):
            angle = (i / (many - 1) - 0.5) * (0.9 + 0.1 * ring) * pi
            x, y = dome(scene, off * ring, angle)
            if y < scene.layout.rest.brow_y - 33 or ring > 0.5:
                coils.append([(x - 4, y + 2.5), (x - 1, y - 2.4), (x + 3.6, y + 0.4)])
    return Locks(
        back=group("hair-back", shape(scene.pen.deeper(-4).closed(outer), scene.paint.hair_deep)),
        front=group(
            "hair",
            shape(shadow, scene.paint.deep, 0.4),
            shape(scene.pen.deeper(8).lens(outer, inner), scene.use("hair")),
            strands(scene, coils, 1.9, 8),
        ),
    )
