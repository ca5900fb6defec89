"""Lines in the skin: what muscles fold, and what years leave."""

from collections import defaultdict
from collections.abc import Iterator

from pyojeong.drawn.layout import LEFT, RIGHT
from pyojeong.drawn.marks import Scene, fade, group, shape
from pyojeong.drawn.path import Point

# A line's points, its greatest width, and how dark it is, 0 to 1.
Fold = tuple[list[Point], float, float]

FAINTEST = 0.05  # what is fainter would not be seen
DARKEST = 0.85


def lines(scene: Scene) -> str:
    """Return all lines; those of one darkness share one path, which is faster to draw."""
    pen = scene.pen.deeper(34)
    together: defaultdict[float, list[str]] = defaultdict(list)
    for points, width, darkness in _folds(scene):
        if darkness >= FAINTEST:
            last = len(points) - 1
            widths = [width * (1 - (2 * i / last - 1) ** 2) + 0.1 for i in range(last + 1)]
            step = round(min(darkness, DARKEST) * 16) / 16
            together[step].append(pen.ribbon(points, widths))
    drawn = [shape("".join(data), scene.paint.line, dark) for dark, data in together.items()]
    return group("lines", *drawn, *_dimples(scene))


def _folds(scene: Scene) -> Iterator[Fold]:
    yield from _forehead(scene)
    for side in (LEFT, RIGHT):
        for part in (_nose_root, _eye, _mouth):
            for points, width, darkness in part(scene, side):
                yield [(side * x, y) for x, y in points], width, darkness
    u, y = scene.layout.both, scene.layout.mouth.lower_edge[5][1]
    yield [(-9, y + 5.5), (0, y + 2.6), (9, y + 5.5)], 1.8, 0.6 * u[17]


def _forehead(scene: Scene) -> Iterator[Fold]:
    """Raised brows (1, 2) fold the forehead in waves; with 1 alone only its middle."""
    u, age = scene.layout.both, scene.wear
    raised = max(u[1], u[2])
    for row, (rise, weight) in enumerate(((-11, 0.5), (-17.5, 0.44), (-24, 0.3))):
        y = scene.layout.rest.brow_y + rise - 2.0 * raised
        reach = 12 + 14 * max(u[2], 0.5 * age) - 2 * row
        half = [(reach / 2, y - 1), (reach, y + 1.5)]
        middle = (0.0, y + 0.8 - 2.0 * u[4] * u[1])
        points = [*((-x, y) for x, y in reversed(half)), middle, *half]
        darkness = weight * max(0.0, raised - 0.12) * (0.75 + 0.5 * age)
        yield points, 1.5, darkness + 0.16 * age * (row < 2)


def _nose_root(scene: Scene, side: int) -> Iterator[Fold]:
    """Lowered brows (4) stand two lines upright; a wrinkled nose (9) is crossed by three."""
    u, age = scene.layout.both, scene.wear
    y = scene.layout.brows[side][0][1]
    yield [(4.6, y - 7), (4.0, y - 1), (4.9, y + 5)], 2.0, 0.75 * u[4] + 0.12 * age
    for row, (y, reach) in enumerate(((-1.0, 5.5), (3.6, 7.0), (8.2, 8.0))):
        points = [(1.5, y - 1.2), (0.6 * reach, y - 0.2), (reach, y + 3.2)]
        yield points, 1.5, (0.75 - 0.12 * row) * u[9]


def _eye(scene: Scene, side: int) -> Iterator[Fold]:
    """Raised cheeks (6) draw crow's feet; they and tightened lids (7) fold the lower lid."""
    rest, age, u = scene.layout.rest, scene.wear, scene.layout.sides[side]
    x, y = scene.layout.eyes[side].upper[-1]
    x += 2.6
    feet = (0.52 * u[6] + 0.14 * u[43] * u[7]) * (0.6 + 0.6 * age)
    for row, (dx, dy) in enumerate(((8.5, -4.6), (9.5, 0.4), (8.0, 5.2))):
        points = [(x, y + 0.3 * dy), (x + 0.5 * dx, y + 0.62 * dy - 0.5), (x + dx, y + dy)]
        yield points, 1.2, feet + 0.22 * age * (row != 1)
    middle, half, low = rest.eye_x, rest.eye_width, rest.eye_low + 4.6 - 1.4 * u[6]
    pouch = [
        (middle - 0.85 * half, low - 2.0),
        (middle - 0.2 * half, low + 1.6),
        (middle + 0.6 * half, low + 0.4),
    ]
    yield pouch, 1.5, 0.10 + 0.34 * max(u[6], 0.8 * u[7]) * _firm(scene) + 0.2 * age


def _mouth(scene: Scene, side: int) -> Iterator[Fold]:
    """From the wing of the nose around the mouth (6, 9, 10, 12); below its corner (15); beside."""
    lay, age, u = scene.layout, scene.wear, scene.layout.sides[side]
    x, y = lay.mouth.right if side == RIGHT else lay.mouth.left
    x, wing = abs(x), lay.nose_width
    bow = 5.5 * max(u[12], u[10]) + 2.0 * u[9]
    nasolabial = [
        (wing + 1.5, lay.rest.nose_y - 4 - lay.nose_lift),
        (0.55 * wing + 0.45 * x + 2 + bow, lay.rest.nose_y + 1.5 - lay.nose_lift),
        (x + 4.0 + 0.6 * bow, y - 5.5),
        (x + 4.6 + 0.2 * bow, y + 1.5),
    ]
    deep = max(u[12], 0.9 * u[9], u[10], 0.45 * u[20], 0.3 * u[15])
    yield nasolabial, 1.9, 0.04 + 0.56 * deep * _firm(scene) + 0.22 * age
    below = [(x + 1.0, y - 0.5), (x + 3.2, y + 3.0), (x + 2.4, y + 8.5)]
    yield below, 1.9, 0.5 * u[15] * _firm(scene) + 0.2 * age
    beside = [(x + 3.2, y - 4.0), (x + 4.4, y), (x + 3.2, y + 4.0)]
    yield beside, 1.6, 0.5 * max(u[20], 0.8 * u[23], 0.6 * u[12])


def _dimples(scene: Scene) -> Iterator[str]:
    """A raised chin (17) is dimpled."""
    y, pen = scene.layout.mouth.lower_edge[5][1], scene.pen.deeper(34)
    for x, dy in ((-5.5, 10), (0, 8.6), (5.5, 10), (-3, 13.4), (3, 13.4)):
        yield fade(scene, pen, (x, y + dy), (2.6, 2.0), "dark", 0.42 * scene.layout.both[17])


def _firm(scene: Scene) -> float:
    """Return how deeply skin folds: smooth skin less."""
    return min(1.0, 0.6 + 0.8 * scene.wear)
