"""PDF: a report's page as a file, made by WeasyPrint, or by a Chromium where that is missing."""

import re
from pathlib import Path

from pyojeong.app.reports import chromium, fonts, weasy
from pyojeong.app.reports.refusal import NO_ENGINE, NO_KOREAN, PdfError

HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")


def pdf(html: str, folder: Path | None = None) -> bytes:
    """Return a page as PDF. Nothing is fetched for it: the page brings all but the fonts.

    Args:
        html: made for printing, with its style in it.
        folder: the data folder, where the page may lie meanwhile; None: there is none.

    Raises:
        PdfError: nothing here can make one, or the page has Korean and no font has.
    """
    if HANGUL.search(html) and not fonts.has_korean():
        raise PdfError(NO_KOREAN)
    make = weasy.engine() or chromium.engine(folder)
    if make is None:
        raise PdfError(NO_ENGINE)
    return make(html)
