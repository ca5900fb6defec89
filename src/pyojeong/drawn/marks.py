"""SVG elements, and the scene every part of a drawing is given."""

from dataclasses import dataclass

from pyojeong.drawn.colours import Paint
from pyojeong.drawn.face import DrawnFace
from pyojeong.drawn.layout import Layout
from pyojeong.drawn.path import Pen, Point


@dataclass(frozen=True, slots=True)
class Scene:
    """What a part needs to draw itself.

    Attributes:
        prefix: begins every id, so that several drawings can stand on one page.
        wear: how much skin is lined, 0 (child) to 1 (elder).
    """

    face: DrawnFace
    layout: Layout
    paint: Paint
    pen: Pen
    prefix: str
    wear: float

    def use(self, name: str) -> str:
        """Return the paint of one of the gradients of `gradients.py`."""
        return f"url(#{self.prefix}{name})"


def shape(data: str, fill: str, opacity: float = 1.0) -> str:
    """Return a filled path; nothing where it would not be seen."""
    if opacity < 0.015:
        return ""
    return f'<path d="{data}" fill="{fill}"{_see(opacity)}/>'


def line(data: str, colour: str, width: float, opacity: float = 1.0) -> str:
    """Return an open path of even width with round ends."""
    return (
        f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{width:.1f}" '
        f'stroke-linecap="round"{_see(opacity, "stroke")}/>'
    )


def spot(pen: Pen, x: float, y: float, r: float, fill: str, opacity: float = 1.0) -> str:
    """Return a disc."""
    ((x, y),) = pen.seen([(x, y)])
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}"{_see(opacity)}/>'


def fade(
    scene: Scene, pen: Pen, at: Point, radii: tuple[float, float], name: str, opacity: float
) -> str:
    """Return an ellipse of a gradient that fades to nothing: soft light, shade or blush.

    Its edge is invisible, so it is drawn without smoothing, which is faster.
    """
    if opacity < 0.015:
        return ""
    ((x, y),) = pen.seen([at])
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{radii[0]:.1f}" ry="{radii[1]:.1f}" '
        f'fill="{scene.use(name)}" shape-rendering="crispEdges"{_see(opacity)}/>'
    )


def group(name: str, *parts: str, extra: str = "") -> str:
    """Return a group that pages find by its class."""
    return f'<g class="{name}"{extra}>{"".join(parts)}</g>'


def _see(opacity: float, kind: str = "fill") -> str:
    return f' {kind}-opacity="{opacity:.2f}"' if opacity < 0.995 else ""
