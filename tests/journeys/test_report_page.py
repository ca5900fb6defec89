"""The report in a real browser: both languages, a phone, paper, and no request to anywhere."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from fakes.whole import whole_study
from pyojeong.lab.report import write_report

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

NAMELESS = """() => [...document.querySelectorAll('figure')].filter((figure) => {
  const shown = [...figure.querySelectorAll('[role=img], img')].filter((e) => e.checkVisibility());
  const words = document.getElementById(figure.getAttribute('aria-labelledby'));
  return !shown.length || !(words && words.innerText.trim()) && !shown.every(
    (e) => (e.getAttribute('aria-label') || e.getAttribute('alt') || '').trim());
}).map((figure) => figure.innerText.slice(0, 80))"""

CONTRAST = """() => {
  const light = (c) => c <= 10 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
  const parse = (s) => s.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
  };
  const words = [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility()
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
    && !e.closest('script, style'));
  return words.map((e) => {
    const style = getComputedStyle(e);
    const colour = e.closest('svg') ? style.fill : style.color;
    const [a, b] = [luminance(parse(colour)), luminance(behind(e))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), e.textContent.trim().slice(0, 40), colour];
  }).filter(([ratio]) => ratio < 4.5);
}"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of a fake study's report, which opens in Korean."""
    record = whole_study(tmp_path_factory.mktemp("study"))
    return write_report(record, language="ko").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser of this machine."""
    found = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, report: str) -> Iterator[Page]:
    """The report, opened; every request beside its own and every complaint fails the test."""
    opened = browser.new_page(viewport={"width": 1000, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(report)
    yield opened
    opened.close()
    assert [url for url in asked if not url.startswith("data:")] == [report]
    assert said == []


def test_language_is_switched(page: Page) -> None:
    """The page opens in the language asked for and switches all of itself, its title included."""
    assert page.locator("html").get_attribute("lang") == "ko"
    assert page.locator("h1").inner_text() == "그린 얼굴로 하는 빠른 연구"
    page.get_by_label("English").click()
    assert page.locator("h1").inner_text() == "Quick study on drawn faces"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title().startswith("Quick study")
    visible = page.locator("main").inner_text()
    assert not [letter for letter in visible if "가" <= letter <= "힣"]
    page.get_by_label("한국어").click()
    assert page.locator("h1").inner_text() == "그린 얼굴로 하는 빠른 연구"


def test_keyboard_switches_the_language(page: Page) -> None:
    """Tab reaches the switch and an arrow key turns it."""
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_phone_needs_no_sideways_scrolling(page: Page, language: str) -> None:
    """At 360 px the page is no wider than the screen, in either language."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator(f"#language-{language}").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_figure_has_a_name(page: Page, language: str) -> None:
    """Whoever hears the page hears what each figure shows."""
    page.locator(f"#language-{language}").check()
    assert page.evaluate(NAMELESS) == []
    assert page.locator("figure").count() >= 20


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out(page: Page, scheme: str) -> None:
    """All words, those in figures too, have a contrast of 4.5:1 on light and on dark."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert page.evaluate(CONTRAST) == []


def test_print_holds_one_language(page: Page, tmp_path: Path) -> None:
    """On paper stands the language that was chosen, without the switch."""
    page.emulate_media(media="print")
    assert not page.locator(".switch").is_visible()
    assert "그린 얼굴" in page.locator("body").inner_text()
    assert "Quick study" not in page.locator("body").inner_text()
    path = tmp_path / "report.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    assert path.read_bytes().startswith(b"%PDF")
