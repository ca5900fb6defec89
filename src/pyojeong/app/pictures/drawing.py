"""Drawing: a face as SVG text, whole or a band of it."""

from pyojeong.app.domain.stimulus import Age, Face, View
from pyojeong.app.pictures.bands import cut
from pyojeong.app.pictures.staging import stage
from pyojeong.core.i18n import mark, translate
from pyojeong.core.settings import digest

SIDE = 256  # pixels, unless told otherwise

# What is heard in place of a picture: never the feeling.
NAMES: dict[View, dict[Age, str]] = {
    "face": {
        "child": mark("The face of a child"),
        "teen": mark("The face of a teenager"),
        "adult": mark("The face of a grown-up"),
        "elder": mark("The face of an older person"),
    },
    "eyes": {
        "child": mark("The eyes of a child"),
        "teen": mark("The eyes of a teenager"),
        "adult": mark("The eyes of a grown-up"),
        "elder": mark("The eyes of an older person"),
    },
    "mouth": {
        "child": mark("The mouth of a child"),
        "teen": mark("The mouth of a teenager"),
        "adult": mark("The mouth of a grown-up"),
        "elder": mark("The mouth of an older person"),
    },
}


def draw(face: Face, size: int = SIDE, title: str = "A drawn face") -> str:
    """Return a face as SVG text without scripts, styles, fonts or links.

    Ids begin with a digest of the face: different faces can stand side by side on a page. The
    groups `brows`, `eyes` and `mouth` are found by their classes, to be pointed at.

    Args:
        face: what is drawn; of a moving one, its end.
        size: width and height in pixels, in every view.
        title: for those who hear the page; it should not tell the feeling.

    Raises:
        UnknownNameError: for somebody who is not of the cast.
    """
    return cut(stage(face), face.view, f"p{digest(face)[:8]}", size, title)


def name(face: Face, language: str) -> str:
    """Return a title in a language (`en` or `ko`): whose face, and never what it feels."""
    return translate(NAMES[face.view][face.person.age], language)
