"""Hair: one function a style, in layers behind the body, behind the face and before it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, group, shape
from pyojeong.drawn.path import Point, mirrored


@dataclass(frozen=True, slots=True)
class Locks:
    """The layers of a head of hair, from the back to the front.

    Attributes:
        behind: behind neck and clothes; stays upright with the body.
        back: behind ears and face.
        front: over forehead and temples.
        over: over the clothes; stays upright with the body.
    """

    front: str = ""
    back: str = ""
    behind: str = ""
    over: str = ""


def hair(scene: Scene) -> Locks:
    """Return the hair of the scene's person."""
    return STYLES[scene.face.identity.hair](scene)


def _volume(scene: Scene) -> float:
    return 7.0 + 2.5 * scene.face.identity.hair_volume


def _crown(scene: Scene, volume: float, down: float, tight: float = 0.0) -> list[Point]:
    """Return the hair's outer edge from the left temple over the top to the right one."""
    rest = scene.layout.rest
    c, top = rest.cheek, rest.skull
    right = [
        (0.0, top - volume),
        (0.56 * c + 0.35 * volume, top + 8 - 0.8 * volume),
        (0.93 * c + 0.75 * volume, top + 36 - 0.35 * volume),
        (c + 0.62 * volume - tight, -12.0),
        (c + 0.30 * volume - tight, down),
    ]
    return [*((-x, y) for x, y in reversed(right)), *right[1:]]


def _cap(scene: Scene, inner: list[Point], volume: float, down: float, tight: float = 0.0) -> str:
    """Return hair between its outer edge and a hairline, both from left to right."""
    pen = scene.pen.deeper(16)
    crown = _crown(scene, volume, down, tight)
    shadow = scene.pen.deeper(26).lens(inner, [(x * 0.99, y + 3.4) for x, y in inner])
    return shape(shadow, scene.paint.deep, 0.4) + shape(pen.lens(crown, inner), scene.use("hair"))


def _strands(scene: Scene, strands: list[list[Point]], width: float = 1.6) -> str:
    """Return lighter and darker strands that show which way the hair falls."""
    pen, paint = scene.pen.deeper(18), scene.paint
    return "".join(
        shape(
            pen.ribbon(points, [0.2, *([width] * (len(points) - 2)), 0.2]),
            paint.hair_lit if i % 2 else paint.hair_deep,
            0.55,
        )
        for i, points in enumerate(strands)
    )


def _sheen(scene: Scene, volume: float) -> str:
    """Return the soft band of light that lies on smooth hair."""
    rest, side = scene.layout.rest, scene.face.light.side
    y = rest.skull + 9 - 0.4 * volume
    points = [
        (-0.62 * rest.cheek + 9 * side, y + 12),
        (-0.3 * rest.cheek + 9 * side, y + 1.5),
        (9 * side, y - 1.5),
        (0.3 * rest.cheek + 9 * side, y + 1.5),
        (0.62 * rest.cheek + 9 * side, y + 12),
    ]
    data = scene.pen.deeper(20).ribbon(points, (0.5, 6, 7.5, 6, 0.5))
    return shape(data, scene.paint.hair_lit, 0.5)


def _hairline(scene: Scene, down: float, height: float = 0.0, inset: float = 3.0) -> list[Point]:
    """Return a natural hairline from the left temple to the right."""
    rest = scene.layout.rest
    c, y = rest.cheek, rest.brow_y - 33 + height
    right = [
        (0.0, y),
        (0.42 * c, y + 1.0),
        (0.74 * c, y + 9),
        (0.86 * c, y + 24),
        (c - inset, -8.0),
        (c - inset + 0.5, down),
    ]
    return [*((-x, y) for x, y in reversed(right)), *right[1:]]


def _bald(scene: Scene) -> Locks:
    rest = scene.layout.rest
    gloss = scene.pen.deeper(22).ribbon(
        [(-20 + 16 * scene.face.light.side, rest.skull + 17), (16 * scene.face.light.side, rest.skull + 11),
         (20 + 16 * scene.face.light.side, rest.skull + 17)],
        (0.4, 6.5, 0.4),
    )  # fmt: skip
    return Locks(front=group("hair", shape(gloss, scene.paint.lit, 0.5)))


def _receding(scene: Scene) -> Locks:
    rest, pen = scene.layout.rest, scene.pen.deeper(10)
    c = rest.cheek
    parts = [_bald(scene).front]
    for side in (LEFT, RIGHT):
        tuft = [
            (side * (c - 2), 10),
            (side * (c - 6), -10),
            (side * 0.86 * c, -30),
            (side * 0.74 * c, -47),
            (side * 0.80 * c, -56),
            (side * (c + 1), -38),
            (side * (c + 6), -16),
            (side * (c + 4), 2),
        ]
        parts.append(shape(pen.closed(tuft), scene.use("hair")))
    return Locks(front=group("hair", *parts))


def _buzz(scene: Scene) -> Locks:
    inner = _hairline(scene, 6, height=2)
    pen = scene.pen.deeper(16)
    crown = _crown(scene, 2.2, 4)
    return Locks(
        front=group(
            "hair",
            shape(pen.lens(crown, inner), scene.use("hair"), 0.9),
            shape(pen.ribbon(inner, _even(inner, 2.4)), scene.paint.hair, 0.35),
        )
    )


def _short(scene: Scene) -> Locks:
    """Swept to one side from a parting."""
    rest, v = scene.layout.rest, _volume(scene)
    c, y = rest.cheek, rest.brow_y - 30
    s = 1 if scene.face.identity.parting >= 0 else -1
    inner = [
        (-s * (c - 2.5), 10.0),
        (-s * (c - 4), -10.0),
        (-s * 0.84 * c, y + 17),
        (-s * 0.70 * c, y + 4),
        (-s * 0.30 * c, y - 3),
        (s * 0.10 * c, y - 3),
        (s * 0.42 * c, y - 8),
        (s * 0.76 * c, y + 8),
        (s * 0.88 * c, y + 22),
        (s * (c - 4), -9.0),
        (s * (c - 2.5), 10.0),
    ]
    strands = [
        [(s * 0.42 * c, y - 8), (s * 0.05 * c, y - 15 - 0.5 * v), (-s * 0.5 * c, y - 9), (-s * 0.82 * c, y + 12)],
        [(s * 0.42 * c, y - 10), (s * 0.1 * c, y - 23 - 0.5 * v), (-s * 0.45 * c, y - 20), (-s * 0.9 * c, y + 2)],
        [(s * 0.46 * c, y - 9), (s * 0.70 * c, y - 5), (s * 0.92 * c, y + 14)],
        [(s * 0.3 * c, y - 6), (-s * 0.1 * c, y - 8), (-s * 0.5 * c, y - 3), (-s * 0.78 * c, y + 12)],
    ]  # fmt: skip
    return Locks(
        front=group(
            "hair",
            _cap(scene, inner if s > 0 else inner[::-1], v, 8, tight=2),
            _sheen(scene, v),
            _strands(scene, strands, 1.5),
        )
    )


def _fringe(scene: Scene) -> Locks:
    """Straight hair that falls over the forehead to just above the brows."""
    rest, v = scene.layout.rest, _volume(scene)
    c, y = rest.cheek, rest.brow_y - 12
    inner = [
        (-(c - 2), 8.0),
        (-(c - 4.5), -12.0),
        (-0.80 * c, y - 0.5),
        (-0.58 * c, y - 2.5),
        (-0.40 * c, y + 0.8),
        (-0.20 * c, y - 3.0),
        (0.0, y + 0.5),
        (0.22 * c, y - 3.0),
        (0.42 * c, y + 0.5),
        (0.60 * c, y - 2.5),
        (0.80 * c, y - 0.5),
        (c - 4.5, -12.0),
        (c - 2, 8.0),
    ]
    strands = [
        [(x * 0.25 * c, rest.skull + 4), (x * 0.75 * c, rest.skull + 24), (x * c, y - 2)]
        for x in (-0.72, -0.5, -0.3, -0.1, 0.12, 0.32, 0.52, 0.72)
    ]
    return Locks(
        front=group(
            "hair",
            _cap(scene, inner, v, 10, tight=1),
            _strands(scene, strands, 1.7),
            _sheen(scene, v),
        )
    )


def _side(scene: Scene) -> Locks:
    """Short at the sides with a full, lifted top."""
    rest, v = scene.layout.rest, _volume(scene) + 5
    c, y = rest.cheek, rest.brow_y - 31
    s = 1 if scene.face.identity.parting >= 0 else -1
    sides = _buzz(scene).front
    top = [
        (s * 0.80 * c, y + 6),
        (s * 0.45 * c, y - 5),
        (0, y - 2),
        (-s * 0.45 * c, y + 1),
        (-s * 0.84 * c, y + 9),
        (-s * 0.95 * c, y - 12),
        (-s * 0.66 * c, rest.skull - v),
        (-s * 0.1 * c, rest.skull - v - 3),
        (s * 0.52 * c, rest.skull - 0.5 * v),
        (s * 0.86 * c, rest.skull + 14),
        (s * 0.88 * c, y - 2),
    ]
    strands = [
        [(s * (0.72 - 0.28 * k) * c, y - 3 - k), (s * (0.5 - 0.28 * k) * c, y - 16 - k), (s * (0.12 - 0.26 * k) * c, y - 24 - 0.4 * v)]
        for k in range(4)
    ]  # fmt: skip
    pen = scene.pen.deeper(18)
    shadow = [(x, y + 3.5) for x, y in top[:5]]
    return Locks(
        front=group(
            "hair",
            sides,
            shape(pen.lens(top[4::-1] if s > 0 else top[:5], shadow[::-1] if s > 0 else shadow), scene.paint.deep, 0.4),
            shape(pen.closed(top), scene.use("hair")),
            _strands(scene, strands, 1.8),
        )
    )  # fmt: skip


def _curtains(scene: Scene, down: float, waves: float) -> tuple[str, str]:
    """Return front and back of parted hair that falls on both sides to `down`."""
    rest, v = scene.layout.rest, _volume(scene)
    c = rest.cheek
    part = 0.36 * c * scene.face.identity.parting
    y = rest.brow_y - 36
    low = min(down, rest.jaw_y)
    inner = [
        (-(c - 2), low),
        (-(c - 3), 8.0),
        (-0.93 * c, -14.0),
        (-0.74 * c, y + 15),
        (part - 0.3 * c, y + 1),
        (part, y - 8),
        (part + 0.3 * c, y + 1),
        (0.74 * c, y + 15),
        (0.93 * c, -14.0),
        (c - 3, 8.0),
        (c - 2, low),
    ]
    crown = _crown(scene, v, low)
    crown[0], crown[-1] = (-(c + v * 0.7), low), (c + v * 0.7, low)
    front_pen = scene.pen.deeper(14)
    strands = [
        [(part + s * 2, y - 10), (part + s * (0.3 + k) * c * 0.7, y - 8 - 5 * k), (s * (0.84 + 0.1 * k) * c, -20), (s * (c + 1 + 2 * k), low - 6)]
        for s in (LEFT, RIGHT)
        for k in (0.1, 0.55, 1.0)
    ]  # fmt: skip
    shadow = scene.pen.deeper(26).lens(inner[2:-2], [(x * 0.975, y + 2.6) for x, y in inner[2:-2]])
    front = group(
        "hair",
        shape(shadow, scene.paint.deep, 0.42),
        shape(front_pen.lens(crown, inner), scene.use("hair")),
        _sheen(scene, v),
        _strands(scene, strands, 1.7),
    )
    wave = waves * 3.5
    right = [
        (0.0, rest.skull - v + 2),
        (0.7 * c, rest.skull + 6),
        (c + 0.62 * v, -12.0),
        (c + 0.8 * v + wave, 0.3 * down),
        (c + 0.5 * v - wave, 0.62 * down),
        (c + 0.9 * v + wave, 0.86 * down),
        (c - 0.3 * v, down),
        (0.5 * c, down + 2),
        (0.0, down),
    ]
    back = group(
        "hair-back",
        shape(scene.pen.deeper(-8).closed(mirrored(right)), scene.use("hair")),
        shape(scene.pen.deeper(-8).closed([(0.86 * x, y + 4) for x, y in mirrored(right)]), scene.paint.hair_deep, 0.7),
    )  # fmt: skip
    return front, back


def _bob(scene: Scene) -> Locks:
    front, back = _curtains(scene, scene.layout.rest.chin - 9, 0)
    return Locks(front=front, back=back)


def _long(scene: Scene) -> Locks:
    front, back = _curtains(scene, scene.layout.rest.chin + 52, 0.3)
    return Locks(front=front, behind=back)


def _wavy(scene: Scene) -> Locks:
    front, back = _curtains(scene, scene.layout.rest.chin + 38, 1.5)
    return Locks(front=front, behind=back)


def _cloud(scene: Scene, reach: float, bumps: int, down: float, size: float) -> list[Point]:
    """Return a scalloped outline around the head: curls seen from afar."""
    rest = scene.layout.rest
    points: list[Point] = []
    begin, end = -pi / 2 - down, pi / 2 + down
    for i in range(2 * bumps + 1):
        angle = begin + (end - begin) * i / (2 * bumps)
        r = 1.0 + (size if i % 2 else 0.0)
        points.append(
            (
                sin(angle) * (rest.cheek + reach) * r,
                -18 - cos(angle) * (-rest.skull - 18 + reach) * r,
            )
        )
    return points


def _coils(scene: Scene, reach: float) -> str:
    """Return small arcs of light within curls."""
    rest = scene.layout.rest
    parts: list[list[Point]] = []
    for i in range(9):
        angle = -1.25 + 2.5 * i / 8
        for ring in (0.35, 0.8):
            r_x, r_y = rest.cheek + reach * ring, -rest.skull - 18 + reach * ring - 3
            x, y = sin(angle) * r_x, -18 - cos(angle) * r_y
            parts.append([(x - 4, y + 2.5), (x - 1, y - 2.2), (x + 3.6, y + 0.5)])
    return _strands(scene, parts, 1.9)


def _curly(scene: Scene) -> Locks:
    reach = _volume(scene) + 3
    rest = scene.layout.rest
    c, y = rest.cheek, rest.brow_y - 27
    outer = _cloud(scene, reach, 11, 0.42, 0.085)
    inner = [
        (outer[0][0] * 0.96, outer[0][1]),
        (-(c - 3), -2.0),
        (-0.88 * c, -20.0),
        (-0.72 * c, y + 4),
        (-0.52 * c, y + 5),
        (-0.34 * c, y - 3),
        (-0.12 * c, y + 3),
        (0.10 * c, y - 3),
        (0.34 * c, y + 4),
        (0.54 * c, y - 1),
        (0.74 * c, y + 6),
        (0.88 * c, -20.0),
        (c - 3, -2.0),
        (outer[-1][0] * 0.96, outer[-1][1]),
    ]
    return _curls(scene, outer, inner, reach)


def _afro(scene: Scene) -> Locks:
    reach = 20 + 6 * scene.face.identity.hair_volume
    outer = _cloud(scene, reach, 17, 0.35, 0.04)
    line = _hairline(scene, 6, height=1)
    inner = [(outer[0][0] * 0.9, outer[0][1] + 2), *line, (outer[-1][0] * 0.9, outer[-1][1] + 2)]
    return _curls(scene, outer, inner, reach)


def _curls(scene: Scene, outer: list[Point], inner: list[Point], reach: float) -> Locks:
    shadow = scene.pen.deeper(26).lens(inner[2:-2], [(x * 0.98, y + 3) for x, y in inner[2:-2]])
    return Locks(
        back=group("hair-back", shape(scene.pen.deeper(-4).closed(outer), scene.paint.hair_deep)),
        front=group(
            "hair",
            shape(shadow, scene.paint.deep, 0.42),
            shape(scene.pen.deeper(10).lens(outer, inner), scene.use("hair")),
            _coils(scene, reach),
        ),
    )


def _pulled(scene: Scene) -> str:
    """Return hair drawn back tightly over the skull."""
    rest, v = scene.layout.rest, 3.5
    inner = _hairline(scene, 4, height=-1)
    c, top = rest.cheek, rest.skull
    strands = [
        [(x * c, rest.brow_y - 33 + 26 * abs(x) ** 2.2), (x * 0.62 * c, top + 18), (x * 0.28 * c, top - 1)]
        for x in (-0.84, -0.6, -0.34, -0.1, 0.14, 0.38, 0.62, 0.84)
    ]  # fmt: skip
    return _cap(scene, inner, v, 2, tight=1.5) + _strands(scene, strands, 1.4) + _sheen(scene, v)


def _knot(scene: Scene, x: float, y: float, r: float) -> str:
    """Return a round bun with a few strands around it."""
    pen = scene.pen.deeper(0)
    ring: list[Point] = [
        (x + r * cos(i * pi / 5), y + 0.9 * r * sin(i * pi / 5)) for i in range(10)
    ]
    arcs: list[list[Point]] = [
        [(x - 0.7 * r, y + 0.1 * r), (x - 0.1 * r, y - 0.55 * r), (x + 0.7 * r, y - 0.1 * r)],
        [(x - 0.6 * r, y + 0.5 * r), (x, y), (x + 0.65 * r, y + 0.4 * r)],
    ]
    return shape(pen.closed(ring), scene.use("hair")) + _strands(scene, arcs, 1.6)


def _bun(scene: Scene) -> Locks:
    rest = scene.layout.rest
    return Locks(
        back=group("hair-back", _knot(scene, 0, rest.skull - 11, 19)),
        front=group("hair", _pulled(scene)),
    )


def _buns(scene: Scene) -> Locks:
    rest = scene.layout.rest
    knots = (_knot(scene, s * 0.72 * rest.cheek, rest.skull + 3, 16) for s in (LEFT, RIGHT))
    return Locks(back=group("hair-back", *knots), front=group("hair", _pulled(scene)))


def _tail(scene: Scene, side: int, top: Point, end: float, width: float) -> str:
    """Return a hanging tail of hair."""
    (x, y), pen = top, scene.pen.deeper(-6)
    line = [
        (side * x, y),
        (side * (x + 11), y + 10),
        (side * (x + 14), (y + end) / 2),
        (side * (x + 9), end - 8),
        (side * (x + 5), end),
    ]
    inner = [(px - side * 2.5, py + 3) for px, py in line]
    return shape(
        pen.ribbon(line, (5, width, width * 1.1, width * 0.8, 1)), scene.use("hair")
    ) + _strands(scene, [inner, [(px + side * 5, py) for px, py in inner]], 1.5)


def _ponytail(scene: Scene) -> Locks:
    rest = scene.layout.rest
    side = 1 if scene.face.identity.parting >= 0 else -1
    tail = _tail(scene, side, (0.62 * rest.cheek, rest.skull + 12), rest.chin + 8, 20)
    return Locks(back=group("hair-back", tail), front=group("hair", _pulled(scene)))


def _pigtails(scene: Scene) -> Locks:
    rest = scene.layout.rest
    tails = (_tail(scene, s, (rest.cheek - 2, -20), rest.chin - 2, 19) for s in (LEFT, RIGHT))
    ties = (
        shape(scene.pen.deeper(-6).closed(_dot(s * (rest.cheek + 5), -17, 5)), scene.paint.cloth)
        for s in (LEFT, RIGHT)
    )
    return Locks(back=group("hair-back", *tails, *ties), front=group("hair", _centre_part(scene)))


def _centre_part(scene: Scene) -> str:
    """Return hair parted in the middle and drawn to both sides."""
    rest, v = scene.layout.rest, 4.5
    c, y = rest.cheek, rest.brow_y - 35
    part = 0.2 * c * scene.face.identity.parting
    inner = [
        (-(c - 2.5), 2.0),
        (-(c - 3.5), -12.0),
        (-0.82 * c, y + 21),
        (part - 0.36 * c, y + 4),
        (part, y - 7),
        (part + 0.36 * c, y + 4),
        (0.82 * c, y + 21),
        (c - 3.5, -12.0),
        (c - 2.5, 2.0),
    ]
    strands = [
        [(part, y - 8 - 7 * k), (part + s * 0.45 * c, y - 2 - 8 * k), (s * (c - 1), -18 - 6 * k)]
        for s in (LEFT, RIGHT)
        for k in (0.3, 1.1, 1.9)
    ]
    return _cap(scene, inner, v, 0, tight=1) + _strands(scene, strands, 1.4) + _sheen(scene, v)


def _braids(scene: Scene) -> Locks:
    rest, paint, pen = scene.layout.rest, scene.paint, scene.pen.deeper(-4)
    parts: list[str] = []
    for s in (LEFT, RIGHT):
        x = s * (rest.cheek - 2)
        parts.append(
            shape(
                pen.ribbon([(x, 2), (x + s * 3, 30), (x - s * 2, rest.chin + 4)], (6, 12, 11)),
                scene.use("hair"),
            )
        )
        step = 12
        for k in range(9):
            y = 12 + step * k
            bead = [
                (x - s * 6, y - 3),
                (x + s * 5, y - 7),
                (x + s * 8, y - 1),
                (x + s * 1, y + 7),
                (x - s * 6, y + 4),
            ]
            parts.append(shape(pen.closed(bead), paint.hair if k % 2 else paint.hair_deep))
            parts.append(
                shape(
                    pen.ribbon([(x - s * 4, y + 2), (x + s * 1, y - 2), (x + s * 6, y - 3)], (0.2, 1.5, 0.2)),
                    paint.hair_lit,
                    0.6,
                )
            )  # fmt: skip
        parts.append(shape(pen.closed(_dot(x + s, 12 + step * 9 - 4, 5.5)), paint.scarf))
    return Locks(front=group("hair", _centre_part(scene)), over=group("hair-over", *parts))


def _hijab(scene: Scene) -> Locks:
    """A scarf around the face; no hair shows."""
    rest, paint = scene.layout.rest, scene.paint
    c, chin = rest.cheek, rest.chin
    drop = scene.layout.jaw_drop
    outer = [
        (0.0, rest.skull - 9),
        (0.60 * c, rest.skull - 1),
        (c + 4, rest.skull + 30),
        (c + 10, 4.0),
        (c + 7, rest.jaw_y + 8),
        (c + 2, chin + 14),
        (0.5 * c, chin + 30),
        (0.0, chin + 34),
    ]
    opening = [
        (0.0, rest.brow_y - 27),
        (0.50 * c, rest.brow_y - 20),
        (0.83 * c, rest.brow_y - 2),
        (0.93 * c, 14.0),
        (0.95 * rest.jaw, rest.jaw_y + 4),
        (0.55 * rest.jaw, chin - 6 + drop),
        (0.0, chin + 1 + drop),
    ]
    ring = scene.pen.deeper(12).closed(mirrored(outer)) + scene.pen.deeper(20).closed(
        mirrored(opening)
    )
    under = [
        (0.0, rest.skull),
        (c + 9, 10.0),
        (c + 16, chin + 20),
        (rest.shoulder * 0.9, chin + 44),
        (0.6 * rest.shoulder, chin + 70),
        (0.0, chin + 80),
    ]
    folds = [
        [(s * 0.60 * c, rest.skull + 7), (s * (c - 1), -18), (s * (c - 1), rest.jaw_y), (s * 0.45 * c, chin + 12)]
        for s in (LEFT, RIGHT)
    ] + [
        [(0.30 * c, rest.skull - 3), (c + 3, -26), (c + 4, rest.jaw_y), (0.3 * c, chin + 24)],
        [(-0.9 * c, chin + 8), (-0.1 * c, chin + 22 + 0.6 * drop), (0.9 * c, chin + 6)],
    ]  # fmt: skip
    pen = scene.pen.deeper(14)
    creases = "".join(
        shape(pen.ribbon(points, (0.3, 2.4, 2.6, 0.3)[: len(points)] if len(points) == 4 else (0.3, 2.6, 0.3)), paint.scarf_deep, 0.6)
        for points in folds
    )  # fmt: skip
    edge = mirrored([(x * 0.985, y * 0.985 + 0.8) for x, y in opening])
    return Locks(
        over="",
        front=group(
            "hair scarf",
            shape(scene.pen.deeper(22).closed(edge), paint.deep, 0.0),
            f'<path d="{ring}" fill="{scene.use("scarf")}" fill-rule="evenodd"/>',
            creases,
        ),
        behind="",
        back=group("hair-back", shape(scene.pen.deeper(0).closed(mirrored(under)), paint.scarf_deep)),
    )  # fmt: skip


def _dot(x: float, y: float, r: float) -> list[Point]:
    return [(x + r * cos(i * pi / 3), y + r * sin(i * pi / 3)) for i in range(6)]


def _even(points: list[Point], width: float) -> list[float]:
    return [width] * len(points)


STYLES: dict[str, Callable[[Scene], Locks]] = {
    "afro": _afro,
    "bald": _bald,
    "bob": _bob,
    "braids": _braids,
    "bun": _bun,
    "buns": _buns,
    "buzz": _buzz,
    "curly": _curly,
    "fringe": _fringe,
    "hijab": _hijab,
    "long": _long,
    "pigtails": _pigtails,
    "ponytail": _ponytail,
    "receding": _receding,
    "short": _short,
    "side": _side,
    "wavy": _wavy,
}
