"""Bands: the eyes alone or the mouth alone, as large as a whole face, before a calm wall.

A band depends on the person and never on the feeling: it has room for the highest brow and the
lowest chin, so that neither its place nor its height tells anything.
"""

import re
from dataclasses import dataclass
from html import escape

from pyojeong.app.domain.stimulus import View
from pyojeong.core.settings import digest
from pyojeong.drawn import DrawnFace, to_svg
from pyojeong.drawn.layout import Proportions, proportions_of
from pyojeong.drawn.svg import EYE_LINE, SCALE
from pyojeong.drawn.svg import SIDE as DRAWN

# In units of the drawing, from what the units of `drawn.layout` do at most.
ABOVE_BROWS = 21.0  # raised by 1 and 2 and arched
BELOW_EYES = 13.5  # the pouch under the lower lid
ABOVE_NOSTRILS = 5.0
BELOW_CHIN = 12.0  # above every collar; 27 may drop the chin a little further
BESIDE_CHEEKS = 5.0  # which a smile fills
BESIDE_MOUTH = 20.0  # drawn out by 12 or 20, with its folds, on a head that is turned

MARGIN = 8.0  # of the picture, on both sides of a band
ROUND = 14.0  # radius of a band's corners

# Groups of the drawing that are no part of a band, or only their edge: rims of glasses.
LEFT_OUT: dict[View, tuple[str, ...]] = {"eyes": ("body", "beard", "mouth"), "mouth": ("glasses",)}


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the face in the drawing's own units: x from the midline, y from the eyes."""

    top: float
    bottom: float
    half: float

    @property
    def zoom(self) -> float:
        """How many units of the picture one of the drawing becomes."""
        return (DRAWN / 2 - MARGIN) / self.half

    @property
    def height(self) -> float:
        """Of the band in the picture."""
        return (self.bottom - self.top) * self.zoom


def band_of(rest: Proportions, view: View) -> Band:
    """Return what of a face is seen in a view of a part."""
    if view == "eyes":
        return Band(rest.brow_y - ABOVE_BROWS, BELOW_EYES, rest.cheek + BESIDE_CHEEKS)
    half = rest.mouth_width + BESIDE_MOUTH
    return Band(rest.nose_y - ABOVE_NOSTRILS, rest.chin + BELOW_CHIN, half)


def cut(face: DrawnFace, view: View, prefix: str, size: int, title: str) -> str:
    """Return a drawing of `size` x `size` pixels as SVG text: whole, or a band of it.

    Args:
        face: who, and what the muscles do.
        view: what of it is seen.
        prefix: begins every id.
        size: width and height in pixels.
        title: for those who hear the page.
    """
    drawn = to_svg(face, size).replace(f"f{digest(face)[:8]}", prefix)
    head, _, rest = drawn.partition("<title")
    shown = rest.partition("</title>")[2]
    if view != "face":
        shown = _clipped(shown, face, view, prefix)
    return f'{head}<title id="{prefix}t">{escape(title)}</title>{shown}'


def _clipped(shown: str, face: DrawnFace, view: View, prefix: str) -> str:
    """Return a drawing's elements, enlarged and clipped to a band in the middle of the wall."""
    band = band_of(proportions_of(face.identity), view)
    top = (DRAWN - band.height) / 2
    placed = f'<g transform="translate(128 {EYE_LINE[face.identity.age]:g}) scale({SCALE})">'
    wall, _, figure = shown.partition(placed)
    for name in LEFT_OUT[view]:
        figure = re.sub(f'<g class="{name}".*?</g>', "", figure, count=1)
    return (
        f'{wall}<clipPath id="{prefix}band"><rect x="{MARGIN:g}" y="{top:.1f}" '
        f'width="{DRAWN - 2 * MARGIN:g}" height="{band.height:.1f}" rx="{ROUND:g}"/></clipPath>'
        f'<g class="band" clip-path="url(#{prefix}band)"><g transform="translate({DRAWN / 2:g} '
        f'{top - band.top * band.zoom:.1f}) scale({band.zoom:.3f})">'
        f"{figure.removesuffix('</svg>')}</g></svg>"
    )
