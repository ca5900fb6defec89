"""The hijab: a scarf around the face; no hair shows."""

from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, group, shape
from pyojeong.drawn.parts.hair.locks import Locks, dome
from pyojeong.drawn.path import Point, Points, mirrored


def hijab(scene: Scene) -> Locks:
    """Return the scarf: its ring around the face, its folds, and what lies on the shoulders."""
    rest, drop = scene.layout.rest, scene.layout.jaw_drop
    c, chin = rest.cheek, rest.chin + drop
    opening: list[Point] = [
        (0.0, rest.brow_y - 28),
        (0.46 * c, rest.brow_y - 22),
        (0.80 * c, rest.brow_y - 3),
        (0.93 * c, 12.0),
        (0.97 * rest.jaw, rest.jaw_y + 2),
        (0.56 * rest.jaw, 0.7 * chin + 0.3 * rest.jaw_y + 2),
        (0.0, chin - 3),
    ]
    outer: list[Point] = [
        dome(scene, 9, 0),
        dome(scene, 9, 0.55),
        dome(scene, 10, 1.1),
        (c + 9, 2.0),
        (c + 5, rest.jaw_y),
        (0.80 * c, chin + 6),
        (0.42 * c, chin + 19),
        (0.0, chin + 22),
    ]
    ring = scene.pen.deeper(14).closed(mirrored(outer)) + scene.pen.deeper(22).closed(
        mirrored(opening)
    )
    cape: list[Point] = [
        (0.0, 0.0),
        (c + 2, 30.0),
        (0.96 * c, rest.chin + 16),
        (0.82 * rest.shoulder, rest.chin + 34),
        (0.80 * rest.shoulder, rest.chin + 62),
        (0.3 * rest.shoulder, rest.chin + 84),
        (0.0, rest.chin + 88),
    ]
    drapes: list[Points] = [
        [(-0.8 * c, rest.chin + 14), (-0.1 * c, rest.chin + 34), (0.7 * rest.shoulder, chin + 44)],
        [(-0.7 * c, rest.chin + 26), (0, rest.chin + 52), (0.6 * rest.shoulder, chin + 64)],
    ]
    folds: list[Points] = [
        *(
            [
                (s * 0.52 * c, rest.skull + 9),
                (s * 0.98 * c, -24),
                (s * 1.01 * c, 0.5 * rest.jaw_y),
                (s * 0.80 * c, chin - 8),
            ]
            for s in (LEFT, RIGHT)
        ),
        [(-0.85 * c, rest.jaw_y + 12), (-0.3 * c, chin + 9), (0.45 * c, chin + 11)],
    ]
    edge = scene.pen.deeper(22).closed(mirrored([(x * 0.965, y * 0.97) for x, y in opening]))
    rim = scene.pen.deeper(22).closed(mirrored(opening))
    return Locks(
        back=group(
            "hair-back",
            shape(scene.pen.deeper(0).closed(mirrored(cape)), scene.use("scarf")),
            _creases(scene, drapes, 0),
        ),
        front=group(
            "hair",
            _band(edge + rim, scene.paint.deep, 0.45),
            _band(ring, scene.use("scarf"), 1),
            _creases(scene, folds, 16),
        ),
    )


def _band(data: str, fill: str, opacity: float) -> str:
    """Return the area between two outlines."""
    return shape(data, fill, opacity).replace("/>", ' fill-rule="evenodd"/>')


def _creases(scene: Scene, folds: list[Points], depth: float) -> str:
    pen = scene.pen.deeper(depth)
    return "".join(
        shape(
            pen.ribbon(points, [0.3, *([2.6] * (len(points) - 2)), 0.3]),
            scene.paint.scarf_deep,
            0.6,
        )
        for points in folds
    )
