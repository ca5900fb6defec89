"""The nose: soft sides, a lit tip, wings and nostrils."""

from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, fade, group, shape


def nose(scene: Scene) -> str:
    """Return the nose; wrinkling (9) and lifting the lip (10) raise and widen its wings."""
    lay, paint = scene.layout, scene.paint
    y, wide, lift = lay.rest.nose_y, lay.nose_width, lay.nose_lift
    bridge, tip = scene.pen.deeper(40), scene.pen.deeper(50)
    far = -1 if scene.face.light.side > 0 else 1
    shadow = 0.5 + 0.3 * scene.face.light.strength
    parts = [
        fade(scene, tip, (0, y + 5.5 - 0.4 * lift), (wide * 1.15, 5.5), "dark", 0.55),
        fade(scene, bridge, (far * 7, y * 0.42), (5.5, y * 0.72), "dark", 0.62 * shadow),
        fade(scene, bridge, (-far * 7.5, y * 0.42), (5, y * 0.62), "dim", 0.5),
        fade(scene, bridge, (0, y * 0.40), (4.4, y * 0.72), "glow", 0.75),
        fade(scene, tip, (0, y - 4.5 - 0.5 * lift), (wide * 0.62, 6.2), "glow", 0.8),
    ]
    for side in (LEFT, RIGHT):
        wing = [
            (side * wide * 0.72, y - 8.5 - lift),
            (side * wide * 1.02, y - 4.0 - lift),
            (side * wide * 0.96, y + 1.0 - lift),
            (side * wide * 0.62, y + 2.6 - 0.5 * lift),
        ]
        hole = [
            (side * wide * 0.74, y + 1.4 - 0.8 * lift),
            (side * wide * 0.50, y + 0.2 - 0.7 * lift),
            (side * wide * 0.24, y + 2.2 - 0.3 * lift),
            (side * wide * 0.50, y + 2.9 - 0.5 * lift),
        ]
        parts += [
            fade(scene, tip, (side * wide * 0.82, y - 2.5 - lift), (4.5, 5), "dim", 0.7),
            shape(tip.ribbon(wing, (0.3, 1.5, 1.7, 0.3)), paint.line, 0.62),
            shape(tip.closed(hole), paint.line, 0.88),
        ]
    parts.append(
        shape(
            tip.ribbon(
                [(-wide * 0.42, y + 3.2), (0, y + 4.6 - 0.2 * lift), (wide * 0.42, y + 3.2)],
                (0.2, 1.2, 0.2),
            ),
            paint.line,
            0.5,
        )
    )
    return group("nose", *parts)
