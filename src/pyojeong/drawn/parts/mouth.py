"""The mouth: two lips, and what shows between them."""

from pyojeong.drawn.layout import Mouth
from pyojeong.drawn.marks import Scene, fade, group, line, shape
from pyojeong.drawn.path import Point


def mouth(scene: Scene) -> str:
    """Return the mouth in a group of its own."""
    lips, pen, paint = scene.layout.mouth, scene.pen.deeper(40), scene.paint
    inside = _inside(scene, lips) if lips.gap > 0.8 else []
    seam = [
        (a[0], (a[1] + b[1]) / 2) for a, b in zip(lips.upper_inner, lips.lower_inner, strict=True)
    ]
    closed = max(0.0, 1 - lips.gap / 2.5)
    tuck = [fade(scene, pen, (x, y), (3.4, 3.0), "dark", 0.85) for x, y in (lips.left, lips.right)]
    return group(
        "mouth",
        *tuck,
        *inside,
        shape(pen.lens(lips.upper_edge, lips.upper_inner), scene.use("lip")),
        shape(pen.lens(lips.lower_inner, lips.lower_edge), scene.use("lip2")),
        shape(pen.ribbon(seam, _SEAM), paint.lip_line, 0.95) if closed > 0 else "",
        line(pen.curve(lips.lower_edge[2:-2]), paint.lip_line, 0.8, 0.4),
        extra=f' id="{scene.prefix}mouth"',
    )


_SEAM = (0.6, 1.6, 1.5, 1.3, 1.5, 1.7, 1.5, 1.3, 1.5, 1.6, 0.6)


def _inside(scene: Scene, lips: Mouth) -> list[str]:
    """Return the dark of the mouth with tongue and teeth."""
    pen, u = scene.pen.deeper(36), scene.layout.both
    top, floor = lips.upper_inner, lips.lower_inner
    parts = [shape(pen.lens(top, floor), "#4a1a1e")]
    if lips.gap > 7:
        tongue = [
            (x, y - min(0.42 * (y - t), 7.5)) for (x, y), (_, t) in zip(floor, top, strict=True)
        ]
        parts.append(shape(pen.lens(tongue[2:-2], floor[2:-2]), "#b9545c"))
    reach = 1.0 + 1.6 * max(u[26], u[27]) + 5.0 * u[12] + 4.0 * u[10] + 2.0 * u[9] + 3.0 * u[20]
    parts.append(shape(pen.lens(top, _hanging(top, floor, reach)), "#fbf8f1"))
    low = 3.4 * max(u[20], 0.7 * u[10])
    if low > 0.4 and lips.gap > 3:
        parts.append(shape(pen.lens(_hanging(floor, top, low), floor), "#f0ebe2"))
    # The upper lip's shadow on the teeth.
    parts.append(shape(pen.lens(top, _hanging(top, floor, 1.4)), "#4a1a1e", 0.3))
    return parts


def _hanging(edge: list[Point], other: list[Point], reach: float) -> list[Point]:
    """Return a row of teeth's free edge: `reach` from one lip, never past the other."""
    points: list[Point] = []
    for i, ((x, y), (_, limit)) in enumerate(zip(edge, other, strict=True)):
        t = abs(2 * i / (len(edge) - 1) - 1)
        room = limit - y
        size = min(abs(room), reach * (1 - 0.45 * t * t))
        points.append((x, y + (size if room > 0 else -size)))
    return points
