"""The head: ears, skin, and the broad soft shading that makes it round."""

from pyojeong.drawn.colours import mix
from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, fade, group, shape, spot, wrinkle
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


def lines(scene: Scene) -> str:
    """Return the lines that muscles and years draw into the skin."""
    lay, rest, age = scene.layout, scene.layout.rest, scene.wear
    firm = min(1.0, 0.6 + 0.8 * age)  # smooth skin folds less
    u, parts = lay.both, list[str]()
    pen_scene = Scene(scene.face, lay, scene.paint, scene.pen.deeper(34), scene.prefix, scene.wear)

    def fold(points: list[Point], width: float, opacity: float) -> None:
        parts.append(wrinkle(pen_scene, points, width, opacity))

    # Forehead (1, 2): long waves; with 1 alone only their middle.
    rows = ((-11, 0.5), (-17.5, 0.44), (-24, 0.3))
    raised = max(u[1], u[2])
    for i, (rise, weight) in enumerate(rows):
        y = rest.brow_y + rise - 2.0 * raised
        deep = weight * max(0.0, raised - 0.12) * (0.75 + 0.5 * age) + 0.16 * age * (i < 2)
        reach = 12 + 14 * max(u[2], 0.5 * age) - 2 * i
        bend = 2.0 * u[4] * u[1]
        fold(
            [(-reach, y + 1.5), (-reach / 2, y - 1), (0, y + 0.8 - bend), (reach / 2, y - 1),
             (reach, y + 1.5)],
            1.5,
            deep,
        )  # fmt: skip
    # Between the brows (4): two upright lines; across the root of the nose (9).
    for side in (LEFT, RIGHT):
        top = lay.brows[side][0]
        fold(
            [(side * 4.6, top[1] - 7), (side * 4.0, top[1] - 1), (side * 4.9, top[1] + 5)],
            2.0,
            0.75 * u[4] + 0.12 * age,
        )
        for k, (y, reach) in enumerate(((-1.0, 5.5), (3.6, 7.0), (8.2, 8.0))):
            fold(
                [(side * 1.5, y - 1.2), (side * reach * 0.6, y - 0.2), (side * reach, y + 3.2)],
                1.5,
                (0.75 - 0.12 * k) * u[9],
            )
        # Crow's feet (6) and the pouch under the eye (6, 7).
        eye = lay.eyes[side]
        ox, oy = eye.upper[-1]
        uu = lay.sides[side]
        for k, (dx, dy) in enumerate(((8.5, -4.6), (9.5, 0.4), (8.0, 5.2))):
            fold(
                [
                    (side * (ox + 2.6), oy + 0.3 * dy),
                    (side * (ox + 2.6 + dx * 0.5), oy + 0.62 * dy - 0.5),
                    (side * (ox + 2.6 + dx), oy + dy),
                ],
                1.2,
                (0.52 * uu[6] + 0.14 * uu[43] * uu[7]) * (0.6 + 0.6 * age) + 0.22 * age * (k != 1),
            )
        below = rest.eye_low + 4.6 - 1.4 * uu[6]
        fold(
            [
                (side * (rest.eye_x - 0.85 * rest.eye_width), below - 2.0),
                (side * (rest.eye_x - 0.2 * rest.eye_width), below + 1.6),
                (side * (rest.eye_x + 0.6 * rest.eye_width), below + 0.4),
            ],
            1.5,
            0.10 + 0.34 * max(uu[6], 0.8 * uu[7]) * firm + 0.2 * age,
        )
        # Nasolabial fold (12, 9, 10, 6): from the wing of the nose around the mouth.
        mouth_x, mouth_y = lay.mouth.right if side == RIGHT else lay.mouth.left
        mouth_x = abs(mouth_x)
        start_y = rest.nose_y - 4 - lay.nose_lift
        deep = max(uu[12], 0.9 * uu[9], uu[10], 0.45 * uu[20], 0.3 * uu[15])
        bow = 5.5 * max(uu[12], uu[10]) + 2.0 * uu[9]
        fold(
            [
                (side * (lay.nose_width + 1.5), start_y),
                (side * (0.55 * lay.nose_width + 0.45 * mouth_x + 2 + bow), start_y + 5.5),
                (side * (mouth_x + 4.0 + 0.6 * bow), mouth_y - 5.5),
                (side * (mouth_x + 4.6 + 0.2 * bow), mouth_y + 1.5),
            ],
            1.9,
            0.04 + 0.56 * deep * firm + 0.22 * age,
        )
        # Corners pulled down (15): a short fold below each.
        fold(
            [
                (side * (mouth_x + 1.0), mouth_y - 0.5),
                (side * (mouth_x + 3.2), mouth_y + 3.0),
                (side * (mouth_x + 2.4), mouth_y + 8.5),
            ],
            1.9,
            0.5 * uu[15] * firm + 0.2 * age,
        )
        # Stretched or tightened lips (20, 23): a dimple beside the corner.
        fold(
            [
                (side * (mouth_x + 3.2), mouth_y - 4.0),
                (side * (mouth_x + 4.4), mouth_y),
                (side * (mouth_x + 3.2), mouth_y + 4.0),
            ],
            1.6,
            0.5 * max(uu[20], 0.8 * uu[23], 0.6 * uu[12]),
        )
    # Chin raised (17): an arch and the dimples of a wrinkled chin.
    y = lay.mouth.lower_edge[5][1]
    fold([(-9, y + 5.5), (0, y + 2.6), (9, y + 5.5)], 1.8, 0.6 * u[17])
    for x, dy in ((-5.5, 10), (0, 8.6), (5.5, 10), (-3, 13.4), (3, 13.4)):
        parts.append(fade(scene, pen_scene.pen, (x, y + dy), (2.6, 2.0), "dark", 0.42 * u[17]))
    return group("lines", *parts)
