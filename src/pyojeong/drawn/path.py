"""SVG path data from points: smooth curves, ribbons and lenses, seen from a head that may turn."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Points = Sequence[Point]

BEZIER = "C%.1f %.1f %.1f %.1f %.1f %.1f"
HALF_WIDTH = 72.0  # of the ellipsoid that stands for the head; beyond it nothing comes forward


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes what it is given as it looks after a turn about the head's upright axis.

    Attributes:
        turn: radians.
        depth: how far in front of the axis the drawn part lies, in units of the drawing; at the
            sides of the head it falls to nothing, as on an ellipsoid.
    """

    turn: float
    depth: float

    def deeper(self, depth: float) -> "Pen":
        """Return the pen for a part at another depth."""
        return Pen(self.turn, depth)

    def seen(self, points: Iterable[Point]) -> list[Point]:
        """Return where points of the frontal face are seen."""
        if not self.turn:
            return list(points)
        across, forward = math.cos(self.turn), math.sin(self.turn) * self.depth
        bulge = forward / HALF_WIDTH**2
        return [
            (x * across + (forward - bulge * x * x if -HALF_WIDTH < x < HALF_WIDTH else 0.0), y)
            for x, y in points
        ]

    def curve(self, points: Points) -> str:
        """Return an open smooth curve through the points."""
        seen = self.seen(points)
        return f"M{_xy(seen[0])}{_through(seen)}"

    def closed(self, points: Points) -> str:
        """Return a closed smooth curve through the points."""
        seen = self.seen(points)
        return f"M{_xy(seen[0])}{_spline([seen[-1], *seen, seen[0], seen[1]])}Z"

    def lens(self, one: Points, other: Points) -> str:
        """Return the area between two curves, both from left to right, with pointed ends."""
        upper, lower = self.seen(one), self.seen(reversed(other))
        return f"M{_xy(upper[0])}{_through(upper)}L{_xy(lower[0])}{_through(lower)}Z"

    def ribbon(self, points: Points, widths: Sequence[float]) -> str:
        """Return a stroke along the points whose width changes from point to point."""
        over: list[Point] = []
        under: list[Point] = []
        last = len(points) - 1
        for i, ((x, y), width) in enumerate(zip(points, widths, strict=True)):
            before, after = points[max(0, i - 1)], points[min(last, i + 1)]
            dx, dy = after[0] - before[0], after[1] - before[1]
            scale = width / 2 / (math.hypot(dx, dy) or 1.0)
            over.append((x + dy * scale, y - dx * scale))
            under.append((x - dy * scale, y + dx * scale))
        return self.lens(over, under)


def mirrored(right: Points) -> list[Point]:
    """Return a closed outline from its right half, given from top to bottom."""
    return [*right, *((-x, y) for x, y in reversed(right) if abs(x) > 1e-6)]


def _through(seen: Points) -> str:
    """Curve from the first point, where the pen already is, to the last."""
    return _spline([seen[0], *seen, seen[-1]])


def _spline(points: Points) -> str:
    """Write a Catmull-Rom spline as cubic Beziers; the two outer points only steer the ends."""
    numbers: list[float] = []
    for (x0, y0), (x1, y1), (x2, y2), (x3, y3) in zip(
        points, points[1:], points[2:], points[3:], strict=False
    ):
        numbers += (
            x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6, x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6, x2, y2
        )  # fmt: skip
    # One formatting for all: this line is half of the time that a drawing's text takes.
    return BEZIER * (len(numbers) // 6) % tuple(numbers)


def _xy(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
