"""Neck, shoulders and what is worn on them. The body stays upright when the head rolls."""

from pyojeong.drawn.colours import mix
from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, group, line, shape
from pyojeong.drawn.path import mirrored

FLOOR = 160.0  # below the picture's lower edge, seen from between the eyes


def body(scene: Scene) -> str:
    """Return neck and clothes."""
    rest, paint, pen = scene.layout.rest, scene.paint, scene.pen.deeper(0)
    base = rest.chin + 21
    neck = [
        (0, rest.jaw_y - 10),
        (rest.neck, rest.jaw_y - 10),
        (rest.neck - 1.5, rest.chin),
        (rest.neck + 3, base - 4),
        (rest.neck + 12, base + 7),
        (rest.neck + 12, FLOOR),
        (0, FLOOR),
    ]
    collar = rest.neck + 5
    dip = {"crew": 12, "vee": 25, "collar": 17, "hood": 12}[scene.face.identity.neckline]
    cloth = [
        (0, base + dip),
        (0.62 * collar, base + dip * 0.72 - 1),
        (collar + 1, base - 3),
        (collar + 12, base + 3),
        (0.72 * rest.shoulder, base + 10),
        (0.97 * rest.shoulder, base + 24),
        (rest.shoulder + 12, FLOOR + 20),
        (0, FLOOR + 20),
    ]
    return group(
        "body",
        shape(pen.closed(mirrored(neck)), scene.use("neck")),
        shape(pen.closed(mirrored(cloth)), scene.use("cloth")),
        *_neckline(scene, base, collar, dip),
        *(
            shape(
                pen.ribbon(
                    [
                        (s * 0.70 * rest.shoulder, base + 34),
                        (s * 0.74 * rest.shoulder, base + 50),
                        (s * 0.72 * rest.shoulder, FLOOR + 5),
                    ],
                    (0.3, 3.0, 2.0),
                ),
                paint.cloth_deep,
                0.6,
            )
            for s in (LEFT, RIGHT)
        ),
    )


def _neckline(scene: Scene, base: float, collar: float, dip: float) -> list[str]:
    """Return the edge of the clothes around the neck."""
    paint, pen = scene.paint, scene.pen.deeper(0)
    edge = [
        (-collar - 1, base - 3),
        (-0.62 * collar, base + dip * 0.72 - 1),
        (0, base + dip),
        (0.62 * collar, base + dip * 0.72 - 1),
        (collar + 1, base - 3),
    ]
    kind = scene.face.identity.neckline
    if kind == "collar":
        light = mix(paint.cloth, "#ffffff", 0.35)
        return [
            shape(
                pen.closed(
                    [
                        (s * (collar - 1), base - 7),
                        (s * (collar + 10), base + 3),
                        (s * 0.66 * collar, base + dip + 13),
                        (s * 1.5, base + dip),
                        (s * 0.6 * collar, base + 6),
                    ]
                ),
                light,
            )
            for s in (LEFT, RIGHT)
        ]
    if kind == "hood":
        cords = [[(s * 9, base + y) for y in (20, 34, 46)] for s in (LEFT, RIGHT)]
        return [
            shape(
                pen.ribbon(
                    [(x * 1.12, y + 4) for x, y in edge],
                    (9, 12, 10, 12, 9),
                ),
                mix(paint.cloth, "#ffffff", 0.14),
            ),
            *(line(pen.curve(cord), "#f3efe8", 1.8, 0.85) for cord in cords),
        ]
    return [line(pen.curve(edge), paint.cloth_deep, 2.6, 0.9)]
