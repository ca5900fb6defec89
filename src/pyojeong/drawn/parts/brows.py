"""The brows: tapered, with a softer edge above."""

from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, group, shape


def brows(scene: Scene) -> str:
    """Return both brows in a group of their own."""
    pen, rest, paint = scene.pen.deeper(33), scene.layout.rest, scene.paint
    weight = rest.brow_weight
    parts: list[str] = []
    for side in (LEFT, RIGHT):
        name = "left" if side == LEFT else "right"
        points = [(side * x, y) for x, y in scene.layout.brows[side]]
        drawn_in = 1 + 0.12 * scene.layout.sides[side][4]
        widths = [weight * f for f in (0.40, 1.0 * drawn_in, 1.0, 0.68, 0.12)]
        soft = [w * 1.3 + 0.7 for w in widths]
        parts.append(
            group(
                f"brow brow-{name}",
                shape(pen.ribbon([(x, y - 0.5) for x, y in points], soft), paint.brow, 0.3),
                shape(pen.ribbon(points, widths), paint.brow, 0.94),
            )
        )
    return group("brows", *parts, extra=f' id="{scene.prefix}brows"')
