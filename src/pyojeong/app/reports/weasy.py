"""WeasyPrint makes a PDF: in this process, with the fonts of the system, and without a network."""

import contextlib
import io
from collections.abc import Callable
from functools import cache
from threading import Lock

from PIL import ImageFile

# One after the other: a report takes a core for seconds, and children practise on the others.
ONE = Lock()


@cache
def engine() -> Callable[[str], bytes] | None:
    """Return what makes a PDF of a page; None: WeasyPrint or a library that it rests on is missing.

    The first call takes about a second.
    """
    strict = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints advice on what is missing
            import weasyprint  # noqa: F401 - slow, and only wanted for reports
    except (ImportError, OSError):
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = strict  # it lets everybody open broken pictures
    return make


def make(html: str) -> bytes:
    """Return a page as PDF, tagged for screen readers; its fonts are embedded as subsets."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    with ONE:
        nobody = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
        return HTML(string=html, url_fetcher=nobody).write_pdf(pdf_tags=True) or b""
