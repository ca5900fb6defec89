"""Drawn faces on the caregiver's pages."""

from markupsafe import Markup

from pyojeong.app.domain.stimulus import Face
from pyojeong.app.domain.trial import Language
from pyojeong.app.pictures import draw, name


def drawn(face: Face, language: Language) -> Markup:
    """Return a face as markup: SVG text of ours, in which nothing was typed by anybody."""
    return Markup(draw(face, title=name(face, language)))  # noqa: S704 - see above
