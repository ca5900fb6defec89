"""PDF: which engine makes it, what it holds, and what is said where there is none."""

import io
import logging
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import ImageFile
from pypdf import PdfReader
from typing_extensions import override

from pyojeong.app.reports import chromium, fonts, weasy
from pyojeong.app.reports.chromium import OURS
from pyojeong.app.reports.pdf import pdf
from pyojeong.app.reports.refusal import FAILED, NO_ENGINE, NO_KOREAN, PdfError
from pyojeong.app.store.backups import PART

ENGLISH = "<!doctype html><html lang='en'><title>A</title><body><p>A page.</p>"
KOREAN = "<!doctype html><html lang='ko'><title>표정</title><body><p>한 쪽이에요.</p>"
FOREIGN = (
    "<!doctype html><html lang='en'><head><title>A</title>"
    "<link rel='stylesheet' href='http://192.0.2.1/a.css'>"
    "<style>@import 'http://192.0.2.1/b.css';"
    "@font-face { font-family: x; src: url(http://192.0.2.1/c.woff) }"
    "p { font-family: x; background: url(file:///etc/passwd) }</style></head>"
    "<body><p>A page.</p><img src='http://192.0.2.1/d.png' alt=''>"
)

Engine = Callable[[str], bytes]


@pytest.fixture(params=["weasyprint", "chromium"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each of the engines that this machine has."""
    found = weasy.engine() if request.param == "weasyprint" else chromium.engine()
    if found is None:
        pytest.skip(f"no {request.param} on this machine")
    return found


@pytest.fixture
def without_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without WeasyPrint, or without its libraries."""
    monkeypatch.setattr(weasy, "engine", lambda: None)


@pytest.fixture
def calm() -> Iterator[list[str]]:
    """What WeasyPrint complains of."""
    said: list[str] = []

    class Heard(logging.Handler):
        @override
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    handler = Heard()
    log = logging.getLogger("weasyprint")
    log.addHandler(handler)
    yield said
    log.removeHandler(handler)


def text_of(made: bytes) -> str:
    """Return the text of all pages."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


def test_each_engine_makes_a_pdf(engine: Engine) -> None:
    """Either engine turns a page into a PDF with its text."""
    assert "A page." in text_of(engine(ENGLISH))


def test_korean_is_text(engine: Engine) -> None:
    """Korean can be searched for in the PDF: it is no picture."""
    if not fonts.has_korean():
        pytest.skip("no Korean font on this machine")
    assert "한 쪽이에요." in text_of(engine(KOREAN))


def test_fonts_are_embedded_as_subsets() -> None:
    """Every font is in the PDF, with the letters that are used alone."""
    if weasy.engine() is None:
        pytest.skip("no WeasyPrint on this machine")
    (page,) = PdfReader(io.BytesIO(weasy.make(ENGLISH))).pages
    for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
        name = font["/BaseFont"]
        (descendant,) = font["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert name[7] == "+", name  # six letters and a plus: a subset (ISO 32000-2, 9.9.2)
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_nothing_is_fetched(calm: list[str]) -> None:
    """What a page asks for elsewhere, or of the disk, is refused; the rest is still made."""
    if weasy.engine() is None:
        pytest.skip("no WeasyPrint on this machine")
    assert "A page." in text_of(weasy.make(FOREIGN))
    refused = [one for one in calm if "disallowed protocol" in one]
    for what in ("a.css", "b.css", "d.png", "passwd"):
        assert any(what in one for one in refused), what


def test_chromium_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page lies in a folder of its own while Chromium reads it, and is gone then."""
    make = chromium.engine()
    if make is None:
        pytest.skip("no Chromium on this machine")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    make(ENGLISH)
    assert not list(tmp_path.iterdir())


def test_chromium_where_weasyprint_is_missing(
    without_weasyprint: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where WeasyPrint is missing, a Chromium is asked."""

    def engine(_folder: Path | None) -> Engine:
        return str.encode

    monkeypatch.setattr(chromium, "engine", engine)
    assert pdf(ENGLISH) == ENGLISH.encode()


def test_refused_where_nothing_can(
    without_weasyprint: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is neither, one sentence says that the browser can print the page."""
    monkeypatch.setattr(chromium, "NAMES", ("no-such-program",))
    with pytest.raises(PdfError, match=NO_ENGINE):
        pdf(ENGLISH)


@pytest.mark.parametrize("missing", [ImportError, OSError])
def test_weasyprint_without_its_libraries(
    monkeypatch: pytest.MonkeyPatch, missing: type[Exception]
) -> None:
    """A WeasyPrint that cannot be loaded is none, whatever is missing, and says nothing."""

    def load(name: str, *_given: object) -> object:
        print("please install")  # noqa: T201 - as WeasyPrint does
        raise missing(name)

    monkeypatch.setattr("builtins.__import__", load)
    assert weasy.engine.__wrapped__() is None


@pytest.mark.parametrize(
    "fault", [subprocess.TimeoutExpired("chromium", 30), FileNotFoundError("chromium")]
)
def test_chromium_that_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: Exception
) -> None:
    """A Chromium that hangs, or is gone, is one sentence."""

    def run(*_line: object, **_given: object) -> None:
        raise fault

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(PdfError, match=FAILED):
        chromium.make("chromium", tmp_path, ENGLISH)
    assert not list(tmp_path.iterdir())


def test_chromium_that_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A Chromium that ends well without a file is one sentence too."""

    def run(*_line: object, **_given: object) -> None:
        pass

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(PdfError, match=FAILED):
        chromium.make("chromium", tmp_path, ENGLISH)
    assert not list(tmp_path.iterdir())


def test_korean_without_a_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a Korean font no page with Korean is made; which package helps is said."""
    monkeypatch.setattr(fonts, "has_korean", lambda: False)
    monkeypatch.setattr(weasy, "engine", lambda: str.encode)
    with pytest.raises(PdfError, match="fonts-noto-cjk") as caught:
        pdf(KOREAN)
    assert str(caught.value) == NO_KOREAN
    assert pdf(ENGLISH) == ENGLISH.encode()


def test_fontconfig_is_asked() -> None:
    """Fontconfig knows of no font for a language that there is not."""
    library = fonts.load(fonts.NAMES)
    if library is None:
        pytest.skip("no fontconfig on this machine")
    assert not fonts.covers(library, "xx")
    assert fonts.has_korean() == fonts.covers(library, "ko")


def test_no_fontconfig() -> None:
    """A library that is not there is not loaded."""
    assert fonts.load(("", "libno-such-library.so.1")) is None


def test_a_page_lies_where_erasing_finds_it(
    without_weasyprint: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The page lies in the data folder meanwhile; what a crash left there goes with the next."""
    old, other = tmp_path / OURS.format("old"), tmp_path / "reports"
    fresh = tmp_path / OURS.format("fresh")
    for folder in (old, other, fresh):
        folder.mkdir()
        (folder / "page.html").write_text(ENGLISH, encoding="utf-8")
    for folder in (old, other):
        os.utime(folder, (0, 0))

    def run(line: list[str], **_given: object) -> None:
        made = Path(next(one for one in line if "--print-to-pdf=" in one).partition("=")[2])
        assert made.parent.parent == tmp_path
        assert made.parent in tmp_path.glob(PART.format("*"))  # which erasing removes
        made.write_bytes(made.with_name("page.html").read_bytes())

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(chromium, "NAMES", ("sh",))  # which is there
    assert pdf(ENGLISH, tmp_path) == ENGLISH.encode()
    assert sorted(tmp_path.iterdir()) == sorted([other, fresh])


def test_broken_pictures_stay_broken() -> None:
    """WeasyPrint lets Pillow open what is cut off; for the rest of the program it stays refused."""
    weasy.engine.cache_clear()
    weasy.engine()
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
