"""Glasses and beards."""

from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, group, line, shape
from pyojeong.drawn.path import Point, mirrored


def glasses(scene: Scene) -> str:
    """Return glasses, or nothing; their temples go under the hair."""
    kind = scene.face.identity.glasses
    if kind == "none":
        return ""
    rest, pen = scene.layout.rest, scene.pen.deeper(44)
    colour, width = {
        "round": ("#4b3a34", 2.0),
        "square": ("#26262b", 2.6),
        "thin": ("#8a7a5c", 1.2),
    }[kind]
    across = min(rest.eye_x - 4.5, rest.eye_width + 5.5)
    down = across * {"round": 0.95, "square": 0.74, "thin": 0.82}[kind]
    power = {"round": 0.5, "square": 0.24, "thin": 0.38}[kind]
    parts: list[str] = []
    for side in (LEFT, RIGHT):
        rim = [(side * rest.eye_x + x * across, 2.5 + y * down) for x, y in _superellipse(power)]
        data = pen.closed(rim)
        parts += [
            shape(data, "#ffffff", 0.06),
            line(data, colour, width),
            line(
                pen.curve([(side * (rest.eye_x + across), -1.0), (side * (rest.cheek + 2), -3.5)]),
                colour,
                width,
            ),
        ]
    inner = rest.eye_x - across
    parts.append(line(pen.curve([(-inner, 0.5), (0, -2.0), (inner, 0.5)]), colour, width))
    return group("glasses", *parts)


def _superellipse(power: float) -> list[Point]:
    """Return twelve points of a rounded frame: power 0.5 is a circle, less is squarer."""
    half = 0.5**power
    near, far = 0.25**power, 0.75**power
    quarter = [(1.0, 0.0), (far, near), (half, half), (near, far)]
    corners: list[Point] = []
    for turn in range(4):
        for x, y in quarter:
            corners.append(((x, y), (-y, x), (-x, -y), (y, -x))[turn])
    return corners


def beard(scene: Scene) -> str:
    """Return the beard, which moves with jaw and lips, or nothing."""
    kind = scene.face.identity.beard
    if kind == "none":
        return ""
    lay, rest = scene.layout, scene.layout.rest
    pen, fill = scene.pen.deeper(22), scene.use("hair")
    (lx, ly), (rx, ry) = lay.mouth.left, lay.mouth.right
    top = lay.mouth.upper_edge[5][1]
    low = lay.mouth.lower_edge[5][1]
    jaw_y = rest.jaw_y + 0.45 * lay.jaw_drop
    sides = [
        (rest.cheek - 2.5, 11),
        (rest.cheek - 0.5, 22),
        (rest.jaw + 1.5, jaw_y + 2),
        (0.5 * (rest.jaw + rest.chin_width) + 1, jaw_y + 0.62 * (lay.chin - jaw_y) + 2),
        (0.6 * rest.chin_width, lay.chin + 1.5),
        (0, lay.chin + 3),
    ]
    inner = [
        (0, top - 2.5),
        (rx - 2, (ry + top) / 2 - 4),
        (0.86 * rest.jaw, (ry + rest.nose_y) / 2 + 4),
        (rest.cheek - 5, 17),
    ]
    moustache = [
        (lx - 3.0, ly + 2.5),
        (0.62 * lx, (ly + top) / 2 - 3.2),
        (0, top - 4.2),
        (0.62 * rx, (ry + top) / 2 - 3.2),
        (rx + 3.0, ry + 2.5),
    ]
    goatee = [
        (0, low + 2.0),
        (6, low + 3.0),
        (12.5, (low + lay.chin) / 2),
        (11, lay.chin),
        (5, lay.chin + 5),
        (0, lay.chin + 6),
    ]
    whole = pen.closed(_ring(sides, inner))
    if kind == "stubble":
        return group("beard", shape(whole, scene.paint.hair, 0.2))
    parts: list[str] = []
    if kind == "full":
        parts.append(shape(whole, fill, 0.93))
    if kind == "goatee":
        parts.append(shape(pen.closed(mirrored(goatee)), fill, 0.93))
    parts.append(
        shape(scene.pen.deeper(40).ribbon(moustache, (0.6, 4.6, 4.2, 4.6, 0.6)), fill, 0.97)
    )
    return group("beard", *parts)


def _ring(sides: list[Point], inner: list[Point]) -> list[Point]:
    """Return the outline of a full beard: along the jaw, then back above the mouth."""
    left = [(-x, y) for x, y in sides]
    below = [*left, *reversed(sides[:-1])]
    above = [*reversed(inner[1:]), inner[0], *((-x, y) for x, y in inner[1:])]
    return [*below, *above]
