"""Pages: Jinja templates, escaped, in the page's language."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from pyojeong.app.domain.trial import Language
from pyojeong.app.reports import paper
from pyojeong.core.i18n import translate

TEMPLATES = Path(__file__).parent / "templates"


class Pages:
    """The templates, read once."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader([TEMPLATES, paper.TEMPLATES]),  # tables are the reports'
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def page(
        self, name: str, /, language: Language, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """Return a page.

        Args:
            name: of its template, without `.html`.
            language: of everything on it.
            status: of HTTP.
            **values: what the template shows, `name` too; all of it is escaped.
        """

        def _(message: str, **filled: object) -> str:
            text = translate(message, language)
            return text.format(**filled) if filled else text

        text = self._templates.get_template(f"{name}.html").render(_=_, language=language, **values)
        return HTMLResponse(text, status)
