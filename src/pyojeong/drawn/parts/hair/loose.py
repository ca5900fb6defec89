"""Hair that is parted and falls to both sides."""

from pyojeong.drawn.colours import mix
from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, group, shape
from pyojeong.drawn.parts.hair.locks import (
    Locks,
    cap,
    crown,
    dome,
    flipped,
    sheen,
    strands,
    volume,
)
from pyojeong.drawn.path import Point, mirrored


def bob(scene: Scene) -> Locks:
    """To the jaw."""
    rest, v = scene.layout.rest, volume(scene)
    c, low = rest.cheek, rest.chin - 12
    tips = [(c + 0.85 * v, 0.5 * low), (c + 0.7 * v, low - 6), (c + 0.1 * v, low + 1)]
    edge = [(0.97 * c, 8.0), (0.96 * c, 0.55 * low), (0.86 * c, low - 1.0)]
    nape: list[Point] = [
        dome(scene, v - 5, 0.9),
        (c + 0.6 * v, 0.5 * low),
        (c + 0.4 * v, low - 3),
        (0.8 * c, low + 3),
        (0, low + 1),
    ]
    back = scene.pen.deeper(-8).closed(mirrored([dome(scene, v - 8, 0), *nape]))
    return Locks(
        front=_curtains(scene, tips, edge),
        back=group("hair-back", shape(back, scene.paint.hair_deep)),
    )


def long(scene: Scene) -> Locks:
    """Straight, behind the shoulders."""
    return _falling(scene, scene.layout.rest.chin + 54, wave=0.6)


def wavy(scene: Scene) -> Locks:
    """In waves, before the shoulders."""
    rest = scene.layout.rest
    c, chin = rest.cheek, rest.chin
    over: list[str] = []
    for s in (LEFT, RIGHT):
        fall: list[Point] = [
            (s * (c + 4), 8.0),
            (s * (c + 6), rest.jaw_y + 2),
            (s * (c - 1), chin + 8),
            (s * (c + 6), chin + 30),
            (s * (c - 8), chin + 56),
        ]
        inner = [(x - s * 3, y) for x, y in fall]
        outer = [(x + s * 4, y + 3) for x, y in fall]
        pen = scene.pen.deeper(4)
        over += [
            shape(
                pen.ribbon(fall, (3, 15, 21, 20, 2)),
                mix(scene.paint.hair, scene.paint.hair_deep, 0.6),
            ),
            strands(scene, [inner, outer], 1.7, 4),
        ]
    locks = _falling(scene, chin + 30, wave=3.5)
    return Locks(front=group("hair", *over) + locks.front, behind=locks.behind)


def _falling(scene: Scene, down: float, wave: float) -> Locks:
    """Return hair that falls behind the body to `down`."""
    rest, v = scene.layout.rest, volume(scene)
    c, low = rest.cheek, rest.jaw_y
    tips = [(c + 0.8 * v, 10.0), (c + 0.75 * v, 0.6 * low), (c + 0.5 * v, low + 6)]
    edge = [(0.97 * c, 6.0), (c, 0.6 * low), (c + 0.5 * v, low + 6)]
    right: list[Point] = [
        dome(scene, v - 8, 0),
        dome(scene, v - 5, 0.9),
        (c + 0.7 * v, 0.0),
        (c + 0.85 * v + wave, 0.32 * down),
        (c + 0.95 * v - wave, 0.58 * down),
        (c + 1.1 * v + wave, 0.84 * down),
        (c - 0.3 * v, down),
        (0.5 * c, down + 2),
        (0, down),
    ]
    pen = scene.pen.deeper(-6)
    shade = mirrored([(0.0, 0.0), (0.8 * c, 10), (0.86 * c, low), (0.9 * c, down), (0, down)])
    return Locks(
        front=_curtains(scene, tips, edge),
        behind=group(
            "hair-behind",
            shape(pen.closed(mirrored(right)), scene.use("hair")),
            shape(pen.closed(shade), scene.paint.hair_deep, 0.85),
        ),
    )


def _curtains(scene: Scene, tips: list[Point], edge: list[Point]) -> str:
    """Return the two halves before the face; `tips` is their outer edge, `edge` the inner one."""
    rest, v = scene.layout.rest, volume(scene)
    c, y = rest.cheek, rest.brow_y - 36
    part = 0.4 * c * scene.face.identity.parting
    right = [(0.78 * c, y + 17), (0.92 * c, y + 38), *edge]
    inner = [
        *flipped(right),
        (part - 0.36 * c, y + 2),
        (part, y - 9),
        (part + 0.36 * c, y + 2),
        *right,
    ]
    locks = [
        [
            (part + s * 2, y - 11 - 3 * k),
            _between((part, y - 11 - 3 * k), dome(scene, v - 3 - 4 * (1.6 - k), s * 1.0)),
            dome(scene, v - 3 - 4 * (1.6 - k), s * 1.0),
            (s * (0.97 + 0.05 * k) * c, 4.0),
        ]
        for s in (LEFT, RIGHT)
        for k in (0.2, 0.9, 1.6)
    ]
    return group(
        "hair", cap(scene, crown(scene, v, *tips), inner), sheen(scene, v), strands(scene, locks)
    )


def _between(one: Point, other: Point) -> Point:
    """Return the point halfway, lifted a little as hair is at its root."""
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2 - 2.5
