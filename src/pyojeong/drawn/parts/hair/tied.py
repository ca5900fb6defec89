"""Hair drawn back from the face: buns, tails and braids."""

from pyojeong.drawn.colours import mix
from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, group, shape
from pyojeong.drawn.parts.hair.locks import (
    Locks,
    ball,
    cap,
    crown,
    dome,
    flipped,
    hairline,
    sheen,
    strands,
    sweep,
)
from pyojeong.drawn.path import Point

TIGHT = 3.5  # how far tied hair stands off the skull


def bun(scene: Scene) -> Locks:
    """One bun on top."""
    knot = _knot(scene, 0, scene.layout.rest.skull - 5, 16)
    return Locks(back=group("hair-back", knot), front=group("hair", _combed_back(scene)))


def buns(scene: Scene) -> Locks:
    """Two buns, as small children wear them."""
    knots = (_knot(scene, *dome(scene, 9, s * 0.72), 15) for s in (LEFT, RIGHT))
    return Locks(back=group("hair-back", *knots), front=group("hair", _parted(scene)))


def ponytail(scene: Scene) -> Locks:
    """One tail, high at the side of the head."""
    rest, s = scene.layout.rest, sweep(scene)
    x, y = dome(scene, 2, 0.75)
    tail = _tail(scene, s, (x, y), rest.chin + 8, 21)
    return Locks(back=group("hair-back", tail), front=group("hair", _combed_back(scene)))


def pigtails(scene: Scene) -> Locks:
    """A tail at each side."""
    rest, parts = scene.layout.rest, list[str]()
    for s in (LEFT, RIGHT):
        tie = scene.pen.deeper(-6).closed(ball(s * (rest.cheek + 5), -17, 5))
        parts += [
            _tail(scene, s, (rest.cheek - 2, -22), rest.chin - 4, 19),
            shape(tie, scene.paint.scarf),
        ]
    return Locks(back=group("hair-back", *parts), front=group("hair", _parted(scene)))


def braids(scene: Scene) -> Locks:
    """Two braids before the shoulders."""
    rest, paint, pen = scene.layout.rest, scene.paint, scene.pen.deeper(-2)
    second = mix(paint.hair, paint.hair_deep, 0.6)
    parts: list[str] = []
    for s in (LEFT, RIGHT):
        x = s * (rest.cheek - 2)
        for k in range(10):
            y = 4.0 + 11.5 * k
            bead: list[Point] = [
                (x - s * 6, y - 3),
                (x + s * 4, y - 8),
                (x + s * 7.5, y - 2),
                (x + s * 2, y + 7),
                (x - s * 6, y + 4),
            ]
            gleam: list[Point] = [(x - s * 4, y + 1), (x + s, y - 3), (x + s * 5, y - 5)]
            parts += [
                shape(pen.closed(bead), paint.hair if k % 2 else second),
                shape(pen.ribbon(gleam, (0.2, 1.6, 0.2)), paint.hair_lit, 0.6),
            ]
        parts.append(shape(pen.closed(ball(x + s, 116, 5.5)), paint.scarf))
    return Locks(front=group("hair", *parts, _parted(scene)))


def _combed_back(scene: Scene) -> str:
    """Return hair drawn back tightly over the skull."""
    rest = scene.layout.rest
    c = rest.cheek
    inner = hairline(scene, (c - 4, -9.0), (c - 3, 3.0), height=-1)
    locks = [
        [
            (x * c, rest.brow_y - 34 + 27 * abs(x) ** 2.2),
            (x * 0.66 * c, rest.skull + 17),
            (x * 0.3 * c, rest.skull),
        ]
        for x in (-0.82, -0.6, -0.34, -0.1, 0.14, 0.38, 0.62, 0.82)
    ]
    return (
        cap(scene, crown(scene, TIGHT, (c + 0.5, 2.0)), inner)
        + sheen(scene, TIGHT)
        + strands(scene, locks, 1.3)
    )


def _parted(scene: Scene) -> str:
    """Return hair parted on top and drawn to both sides."""
    rest = scene.layout.rest
    c, y = rest.cheek, rest.brow_y - 35
    part = 0.2 * c * scene.face.identity.parting
    right = [(0.84 * c, y + 22), (c - 4.5, -12.0), (c - 3, 2.0)]
    inner = [
        *flipped(right),
        (part - 0.40 * c, y + 3),
        (part, y - 8),
        (part + 0.40 * c, y + 3),
        *right,
    ]
    locks = [
        [
            (part + s, y - 10 - 6 * k),
            (part + s * 0.44 * c, y - 2 - 8 * k),
            (s * 0.9 * c, -28 - 5 * k),
        ]
        for s in (LEFT, RIGHT)
        for k in (0.2, 0.9, 1.6)
    ]
    return (
        cap(scene, crown(scene, TIGHT + 1, (c + 1, 1.0)), inner)
        + sheen(scene, TIGHT + 1)
        + strands(scene, locks, 1.4)
    )


def _knot(scene: Scene, x: float, y: float, r: float) -> str:
    """Return a round bun with a few strands around it."""
    around: list[list[Point]] = [
        [(x - 0.7 * r, y + 0.1 * r), (x - 0.1 * r, y - 0.55 * r), (x + 0.7 * r, y - 0.1 * r)],
        [(x - 0.6 * r, y + 0.4 * r), (x, y - 0.1 * r), (x + 0.65 * r, y + 0.3 * r)],
    ]
    knot = scene.pen.deeper(0).closed(ball(x, y, r))
    return shape(knot, scene.use("hair")) + strands(scene, around, 1.7, 0)


def _tail(scene: Scene, side: int, top: Point, end: float, width: float) -> str:
    """Return a hanging tail of hair."""
    x, y = top
    fall: list[Point] = [
        (side * x, y),
        (side * (x + 12), y + 9),
        (side * (x + 16), y + 0.45 * (end - y)),
        (side * (x + 9), end - 10),
        (side * (x + 4), end),
    ]
    inner = [(px - side * 3, py + 3) for px, py in fall[:-1]]
    outer = [(px + side * 3, py + 3) for px, py in fall[:-1]]
    data = scene.pen.deeper(-6).ribbon(fall, (6, width, 1.1 * width, 0.75 * width, 1))
    return shape(data, scene.use("hair")) + strands(scene, [inner, outer], 1.6, -6)
