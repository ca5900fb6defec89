"""Why there is no PDF, one sentence each; a browser can always print the page itself."""

from pyojeong.core.errors import PyojeongError
from pyojeong.core.i18n import mark

NO_ENGINE = mark("No PDF here: print the page from the browser.")
NO_KOREAN = mark(
    "This machine has no Korean font: install one (on Debian the package fonts-noto-cjk), or "
    "print the page from the browser."
)
FAILED = mark("The PDF could not be made: try again, or print the page from the browser.")


class PdfError(PyojeongError):
    """There is no PDF; the text is a message of the catalogue."""
