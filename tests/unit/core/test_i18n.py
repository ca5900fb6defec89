"""core.i18n: the language, and catalogues that are complete."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pyojeong.core import i18n

SOURCE = Path(i18n.__file__).parent.parent
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
# `_` speaks at once; `mark` names a message for later; `say` and `t` speak every language.
MARKS = ("_", "mark", "say", "t", "translate")
CATALOGUE = i18n.LOCALES / "ko" / "LC_MESSAGES" / "pyojeong.po"


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    language = i18n.current()
    yield
    i18n.use(language)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "PYOJEONG_LANG": "en"}, "en"),
    ],
)
def test_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    """PYOJEONG_LANG goes before the locale; a language we do not have is English."""
    for name in ("PYOJEONG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.from_environment() == language


def test_a_mark_changes_nothing() -> None:
    """A message that is named for later is itself until it is shown."""
    assert i18n.mark("angry") == "angry"
    assert i18n.translate(i18n.mark("angry"), "ko") != "angry"


def test_translates() -> None:
    """The language in use decides; English is the source itself."""
    i18n.use("ko")
    assert i18n._("Example:") == "예:"
    i18n.use("en")
    assert i18n._("Example:") == "Example:"


def test_korean_is_complete() -> None:
    """Every message of the code has a Korean one, none is unsure, and none is left over."""
    used = {
        message if isinstance(message, str) else message[0]
        for _file, _line, message, _comments, _context in extract_from_dir(
            SOURCE, METHODS, keywords=dict.fromkeys(MARKS)
        )
    }
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="ko")
    translated = {str(m.id) for m in catalogue if m.id and m.string and not m.fuzzy}
    assert used - translated == set()
    assert translated - used == set()


def test_placeholders_are_intact() -> None:
    """A translation has exactly the placeholders of its source."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="ko"):
            source, target = str(message.id), str(message.string)
            names = [sorted(re.findall(r"\{[^}]*\}", text)) for text in (source, target)]
            assert names[0] == names[1], source


def test_compiled_catalogue_is_of_its_source() -> None:
    """The .mo that ships is what its .po compiles to."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="ko")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue()
