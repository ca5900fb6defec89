"""A face as SVG text: the same value gives the same text."""

from html import escape
from math import radians

from pyojeong.core.settings import digest
from pyojeong.drawn.colours import paint_for
from pyojeong.drawn.face import DrawnFace
from pyojeong.drawn.gradients import gradients
from pyojeong.drawn.identity import Age
from pyojeong.drawn.layout import lay_out
from pyojeong.drawn.marks import Scene, group
from pyojeong.drawn.parts.body import body
from pyojeong.drawn.parts.brows import brows
from pyojeong.drawn.parts.eyes import eyes
from pyojeong.drawn.parts.hair import hair
from pyojeong.drawn.parts.head import ears, freckles, skin
from pyojeong.drawn.parts.lines import lines
from pyojeong.drawn.parts.mouth import mouth
from pyojeong.drawn.parts.nose import nose
from pyojeong.drawn.parts.wear import beard, glasses
from pyojeong.drawn.path import Pen

SIDE = 256  # of the drawing's own units
SCALE = 1.12  # so that the head fills a natural part of the picture
EYE_LINE: dict[Age, float] = {"child": 127, "teen": 121, "adult": 118, "elder": 118}
WEAR: dict[Age, float] = {"child": 0.0, "teen": 0.08, "adult": 0.25, "elder": 1.0}


def to_svg(face: DrawnFace, size: int = SIDE, title: str = "A drawn face") -> str:
    """Return a whole SVG document of `size` x `size` pixels, without text, fonts or links.

    Every id begins with a digest of the face, so that drawings can stand side by side on a page.
    Pages style and move the groups `head`, `brows`, `eyes` and `mouth` by their classes.

    Args:
        face: what is drawn.
        size: width and height in pixels; the drawing itself does not change with it.
        title: for those who hear the page; the default does not tell the feeling.
    """
    prefix = f"f{digest(face)[:8]}"
    person = face.identity
    layout = lay_out(face)
    scene = Scene(
        face=face,
        layout=layout,
        paint=paint_for(person),
        pen=Pen(radians(face.pose.turn), 0),
        prefix=prefix,
        wear=WEAR[person.age],
    )
    locks = hair(scene)
    head = group(
        "head",
        locks.back,
        ears(scene),
        skin(scene),
        freckles(scene),
        beard(scene),
        lines(scene),
        mouth(scene),
        nose(scene),
        eyes(scene),
        glasses(scene),
        locks.front,
        brows(scene),
        extra=f' transform="rotate({face.pose.roll:.1f} 0 {layout.rest.chin:.1f})"',
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{size}" '
        f'height="{size}" role="img" aria-labelledby="{prefix}t">'
        f'<title id="{prefix}t">{escape(title)}</title>{gradients(scene)}'
        f'<path fill="{scene.use("wall")}" d="M0 0H{SIDE}V{SIDE}H0Z" shape-rendering="crispEdges"/>'
        f'<g transform="translate(128 {EYE_LINE[person.age]:g}) scale({SCALE})">'
        f"{group('hair-behind', locks.behind)}{body(scene)}{head}"
        "</g></svg>"
    )
