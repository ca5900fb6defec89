"""The head: ears, skin, and the broad soft shading that makes it round."""

from pyojeong.drawn.colours import mix
from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, fade, group, shape, spot
from pyojeong.drawn.path import Point, mirrored


def ears(scene: Scene) -> str:
    """Return both ears; they lie behind the face."""
    rest, paint = scene.layout.rest, scene.paint
    pen = scene.pen.deeper(-6)
    parts: list[str] = []
    for side in (LEFT, RIGHT):
        x, size = side * (rest.cheek - 2), rest.ear
        shell = [
            (x - side * 3, -size * 0.55),
            (x + side * 5.5, -size * 0.72),
            (x + side * 9.0, -size * 0.2),
            (x + side * 6.5, size * 0.55),
            (x + side * 2.5, size * 1.05),
            (x - side * 3, size * 0.8),
        ]
        rim: list[Point] = [
            (x + side * 1, -size * 0.35),
            (x + side * 5.2, -size * 0.42),
            (x + side * 5.6, size * 0.1),
            (x + side * 2.6, size * 0.55),
        ]
        parts += [
            shape(pen.closed(shell), mix(paint.shade, paint.deep, 0.3)),
            shape(pen.ribbon(rim, (0.4, 2.0, 2.2, 0.5)), paint.deep, 0.6),
        ]
    return group("ears", *parts)


def skin(scene: Scene) -> str:
    """Return the face itself with its broad light and shade."""
    lay, pen, rest = scene.layout, scene.pen.deeper(7), scene.layout.rest
    outline = pen.closed(mirrored(lay.outline))
    away = -1 if scene.face.light.side > 0 else 1
    far = [(away * x, y) for x, y in lay.outline]
    face = scene.pen.deeper(30)
    u, age = lay.both, scene.wear
    smile = max(u[12], u[6])
    mouth_y = rest.mouth_y
    parts = [
        shape(outline, scene.use("skin")),
        shape(pen.lens(far, [far[0], far[-1]]), scene.use("side")),
        # Brow ridge and eye sockets.
        *(
            fade(scene, face, (s * (rest.eye_x - 1), -4), (21, 17), "dim", 0.66)
            for s in (LEFT, RIGHT)
        ),
        *(
            fade(scene, face, (s * 11, -4), (8, 15), "dark", 0.42 + 0.15 * u[4])
            for s in (LEFT, RIGHT)
        ),
        # Cheeks: blush first, then the light on the bone, which a smile lifts and rounds.
        *(
            fade(
                scene,
                face,
                (s * 0.62 * rest.cheek, rest.nose_y * 0.8 - 3 * smile),
                (17 + 2 * smile, 12.5),
                "blush",
                0.42 + 0.2 * smile,
            )
            for s in (LEFT, RIGHT)
        ),
        *(
            fade(
                scene,
                face,
                (s * 0.56 * rest.cheek, rest.nose_y * 0.55 - 4 * smile),
                (15, 8.5),
                "glow",
                0.42 + 0.38 * smile,
            )
            for s in (LEFT, RIGHT)
        ),
        # Forehead light; shade below the lower lip; light on the chin.
        fade(scene, face, (8 * scene.face.light.side, rest.brow_y - 22), (34, 17), "glow", 0.3),
        fade(
            scene, face, (0, lay.mouth.lower_edge[5][1] + 4.0), (14, 5.5), "dark", 0.5 + 0.2 * u[17]
        ),
        fade(scene, face, (0, lay.chin - 9), (14, 8.5), "glow", 0.55),
        *(
            fade(scene, face, (s * 0.66 * rest.jaw, mouth_y), (10, 17), "dim", 0.15 + 0.4 * age)
            for s in (LEFT, RIGHT)
        ),
    ]
    return group("skin", *parts)


def freckles(scene: Scene) -> str:
    """Return freckles over cheeks and nose, always in the same places."""
    strength = scene.face.identity.freckles
    if strength < 0.05:
        return ""
    rest, pen = scene.layout.rest, scene.pen.deeper(34)
    y0 = rest.nose_y * 0.6
    parts = [
        spot(pen, side * x * rest.cheek, y0 + y, r, scene.paint.deep, 0.5 * strength)
        for side in (LEFT, RIGHT)
        for x, y, r in (
            (0.10, -2, 0.9),
            (0.26, 1, 1.2),
            (0.35, -4, 0.8),
            (0.40, 4, 1.1),
            (0.50, -1, 1.3),
            (0.58, 5, 0.9),
            (0.64, -3, 1.0),
            (0.72, 2, 0.8),
        )
    ]
    return group("freckles", *parts)
