"""Paper: the templates of reports, with one stylesheet for the page and for the PDF."""

from functools import cache
from pathlib import Path
from typing import TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pyojeong.app.reports.head import Head, css_text

TEMPLATES = Path(__file__).parent / "templates"
STYLE = TEMPLATES / "report.css"

Links: TypeAlias = tuple[str, str]  # from a report's page: back, and to the same as PDF


def fill(name: str, head: Head, *, links: Links | None, **values: object) -> str:
    """Return a report as HTML.

    Args:
        name: of its template, without `.html`.
        head: what stands above it.
        links: back, and to the PDF; None: it is for a PDF, and brings its style with it.
        **values: what the template shows; all of it is escaped.
    """
    words = head.words
    return (
        _templates()
        .get_template(f"{name}.html")
        .render(
            _=words.say,
            words=words,
            head=head,
            style=Markup(style() + _foot(head)) if links is None else None,  # noqa: S704 - ours
            back=links and links[0],
            pdf=links and links[1],
            **values,
        )
    )


@cache
def style() -> str:
    """Return the stylesheet of all reports."""
    return STYLE.read_text(encoding="utf-8")


def _foot(head: Head) -> str:
    return f"@page {{ @bottom-left {{ content: {css_text(head.foot)}; }} }}"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
