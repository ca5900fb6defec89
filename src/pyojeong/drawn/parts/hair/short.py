"""Short hair, and none."""

from math import cos, pi

from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, group, shape
from pyojeong.drawn.parts.hair.locks import (
    Locks,
    cap,
    crown,
    dome,
    hairline,
    sheen,
    strands,
    sweep,
    volume,
)
from pyojeong.drawn.path import Point


def bald(scene: Scene) -> Locks:
    """No hair: light on the crown."""
    return Locks(front=group("hair", _gloss(scene)))


def receding(scene: Scene) -> Locks:
    """Hair at the sides alone."""
    c, pen = scene.layout.rest.cheek, scene.pen.deeper(8)
    parts = [_gloss(scene)]
    for side in (LEFT, RIGHT):
        tuft: list[Point] = [
            (side * (c - 2), 9),
            (side * (c - 6), -8),
            (side * 0.88 * c, -26),
            (side * 0.80 * c, -42),
            (side * 0.86 * c, -48),
            (side * (c + 1), -37),
            (side * (c + 5), -19),
            (side * (c + 3.5), 0),
        ]
        lock = [
            (side * 0.86 * c, -42.0),
            (side * (c - 1), -26.0),
            (side * (c - 1), -8.0),
        ]
        parts += [shape(pen.closed(tuft), scene.use("hair")), strands(scene, [lock], 1.4, 8)]
    return Locks(front=group("hair", *parts))


def buzz(scene: Scene) -> Locks:
    """Cut close to the skull."""
    return Locks(front=group("hair", _close(scene)))


def short(scene: Scene) -> Locks:
    """Swept to one side from a parting."""
    rest, v, s = scene.layout.rest, volume(scene), sweep(scene)
    c, y = rest.cheek, rest.brow_y - 30
    inner: list[Point] = [
        (-s * (c - 2), 9.0),
        (-s * (c - 4.5), -9.0),
        (-s * 0.86 * c, y + 19),
        (-s * 0.70 * c, y + 6),
        (-s * 0.30 * c, y - 2),
        (s * 0.10 * c, y - 4),
        (s * 0.44 * c, y - 10),
        (s * 0.74 * c, y + 7),
        (s * 0.88 * c, y + 22),
        (s * (c - 4.5), -9.0),
        (s * (c - 2), 9.0),
    ]
    part = (s * 0.44 * c, y - 10)
    locks = [
        [part, (s * 0.10 * c, y - 15), (-s * 0.4 * c, y - 9), (-s * 0.80 * c, y + 10)],
        [part, (s * 0.14 * c, y - 23), (-s * 0.4 * c, y - 20), (-s * 0.86 * c, y + 2)],
        [part, (s * 0.2 * c, y - 9), (-s * 0.3 * c, y - 5), (-s * 0.72 * c, y + 8)],
        [part, (s * 0.68 * c, y - 6), (s * 0.88 * c, y + 12)],
    ]
    outer = crown(scene, v, (c + 0.5 * v - 2, -2.0), (c - 0.5, 9.0))
    return Locks(
        front=group(
            "hair",
            cap(scene, outer, inner if s > 0 else inner[::-1]),
            sheen(scene, v),
            strands(scene, locks),
        )
    )


def fringe(scene: Scene) -> Locks:
    """Straight hair that falls over the forehead to just above the brows."""
    rest, v = scene.layout.rest, volume(scene)
    c, y = rest.cheek, rest.brow_y - 13
    inner = [
        (-(c - 2), 9.0),
        (-(c - 4.5), -12.0),
        (-0.82 * c, y + 2),
        (-0.60 * c, y - 2.2),
        (-0.42 * c, y + 0.4),
        (-0.20 * c, y - 3.0),
        (0.0, y + 0.2),
        (0.22 * c, y - 3.0),
        (0.42 * c, y + 0.2),
        (0.60 * c, y - 2.5),
        (0.82 * c, y + 2),
        (c - 4.5, -12.0),
        (c - 2, 9.0),
    ]
    locks = [
        [(x * 0.3 * c, rest.skull + 2), (x * 0.8 * c, rest.skull + 20), (x * c, y - 3)]
        for x in (-0.70, -0.5, -0.3, -0.1, 0.12, 0.32, 0.52, 0.70)
    ]
    outer = crown(scene, v, (c + 0.5 * v - 1, 0.0), (c - 0.5, 9.0))
    return Locks(
        front=group("hair", cap(scene, outer, inner), strands(scene, locks), sheen(scene, v, 0.5))
    )


def side(scene: Scene) -> Locks:
    """Short at the sides with a full top, brushed up and to one side."""
    rest, v, s = scene.layout.rest, volume(scene), sweep(scene)
    c, y = rest.cheek, rest.brow_y - 33
    rise = [dome(scene, 2.5 + (v + 3) * cos(a) ** 2, a + 0.12 * s) for a in _FAN]
    outer = [(-c, 6.0), dome(scene, 2.5, -pi / 2), *rise, dome(scene, 2.5, pi / 2), (c, 6.0)]
    inner = hairline(scene, (c - 4, -9.0), (c - 2, 6.0))
    locks = [
        [
            (s * x * c, y + 16 * abs(x) ** 2.5 + 1),
            (s * (x - 0.13) * c, y - 9 + 14 * x * x),
            (s * (0.86 * x - 0.24) * c, y - 16 - 0.5 * v + 16 * x * x),
        ]
        for x in (-0.42, -0.22, -0.02, 0.18, 0.38, 0.56, 0.72)
    ]
    return Locks(
        front=group("hair", cap(scene, outer, inner), sheen(scene, v), strands(scene, locks, 1.9))
    )


_FAN = tuple(step * pi / 8 for step in (-3, -2, -1, 0, 1, 2, 3))


def _close(scene: Scene) -> str:
    """Return hair of a few millimetres, with a soft edge."""
    c = scene.layout.rest.cheek
    inner = hairline(scene, (c - 4, -9.0), (c - 2, 6.0), height=2)
    outer = crown(scene, 2.2, (c, 5.0))
    return shape(
        scene.pen.deeper(15).ribbon(inner, [2.6] * len(inner)), scene.paint.hair, 0.35
    ) + shape(scene.pen.deeper(15).lens(outer, inner), scene.use("hair"), 0.93)


def _gloss(scene: Scene) -> str:
    points = [dome(scene, -13, 0.4 * scene.face.light.side + a) for a in (-0.42, 0, 0.42)]
    return shape(scene.pen.deeper(20).ribbon(points, (0.4, 7, 0.4)), scene.paint.lit, 0.4)
