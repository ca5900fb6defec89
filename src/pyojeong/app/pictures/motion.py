"""Movement: from neutral to a face's intensity, as one drawing and the numbers that change."""

from itertools import pairwise
from typing import TypedDict
from xml.etree import ElementTree

from pyojeong.app.domain.stimulus import Face
from pyojeong.app.pictures.bands import cut
from pyojeong.app.pictures.overlay import Track, overlay, scale_of
from pyojeong.app.pictures.staging import stage
from pyojeong.core.settings import digest, replace

DURATION_MS = 1200  # 1 to 2 s: slow enough to be followed [D]

# Shares of the whole movement at which it is drawn. The first step is short, because the lips
# part in it; in the others everything goes so nearly straight that blending is not seen.
KEYS = (0.0, 0.12, 0.4, 0.7, 1.0)

NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'

# Index of the element (in document order, the root is -1), its attribute, and for each key after
# the first by how much each number of it has grown since the key before: in hundredths for
# opacities, else in tenths. An empty list: nothing has grown.
Change = tuple[int, str, list[list[int]]]


class Motion(TypedDict):
    """A movement, as JSON for `motion.js`."""

    svg: str
    ms: int
    keys: list[float]
    changes: list[Change]


def motion(face: Face, size: int = 256, title: str = "A drawn face") -> Motion:
    """Return how a face goes from neutral to its intensity.

    It begins and ends as `draw` draws the same face without and with its intensity.

    Args:
        face: its end.
        size: width and height in pixels, in every view.
        title: for those who hear the page; it should not tell the feeling.

    Raises:
        UnknownNameError: for somebody who is not of the cast.
    """
    prefix = f"m{digest(face)[:8]}"
    drawings = [
        cut(stage(replace(face, intensity=face.intensity * key)), face.view, prefix, size, title)
        for key in KEYS
    ]
    roots = [
        ElementTree.fromstring(text.replace(NAMESPACE, "", 1))  # noqa: S314 - our own text
        for text in drawings
    ]
    whole, moved = overlay(roots, KEYS)
    index = {element: i for i, element in enumerate(whole.iter(), start=-1)}
    changes = [
        (index[element], name, steps)
        for element, name, track in moved
        if any(steps := _steps(name, track))
    ]
    svg = ElementTree.tostring(whole, encoding="unicode").replace("<svg", f"<svg{NAMESPACE}", 1)
    return Motion(svg=svg, ms=DURATION_MS, keys=list(KEYS), changes=changes)


def _steps(name: str, track: Track) -> list[list[int]]:
    scale = scale_of(name)
    whole = [[round(number * scale) for number in numbers] for numbers in track]
    grown = [[b - a for a, b in zip(one, other, strict=True)] for one, other in pairwise(whole)]
    return [steps if any(steps) else [] for steps in grown]
