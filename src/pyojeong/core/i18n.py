"""Korean and English: gettext catalogues, chosen by flag, by environment, or by locale."""

import gettext
import os
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "ko")
LOCALES = Path(__file__).parent.parent / "locales"

_current = "en"


def from_environment() -> str:
    """Return the language that the environment asks for: PYOJEONG_LANG, then the locale."""
    for name in ("PYOJEONG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value[:2] in LANGUAGES:
            return value[:2]
        if value:
            return "en"
    return "en"


def use(language: str) -> None:
    """Choose the language of `_` for this process."""
    global _current  # the one switch of the process, set once by the command line
    _current = language


def current() -> str:
    """Return the language in use."""
    return _current


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; English is the source and has none."""
    return gettext.translation("pyojeong", LOCALES, [language], fallback=True)


def mark(message: str) -> str:
    """Name a message for the catalogue; it is translated where it is shown."""
    return message


def translate(message: str, language: str) -> str:
    """Return the message in that language."""
    return catalogue(language).gettext(message)


def _(message: str) -> str:
    """Return the message in the language in use. Placeholders are `{named}`, filled after."""
    return translate(message, _current)
