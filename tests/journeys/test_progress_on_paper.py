"""The page of progress on paper: a few pages, with the tables that somebody opened."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from fakes.histories import LANGUAGES, fill
from fakes.house import PIN, House, keeping
from pyojeong.app.domain.trial import Language

DAYS = 40  # of practice
MOST_PAGES = 5
TABLE = "#transfer-figure-head ~ details"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with a keeper, and a child who has practised for weeks."""
    with keeping(tmp_path / "house") as kept:
        kept.with_pin()
        fill(kept.store, 1, DAYS)
        yield kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_open_tables_are_printed(browser: Browser, house: House, language: Language) -> None:
    """With its tables closed the page has five sheets at most; one that is opened is added."""
    house.vault.keep_setting("language", language)
    page = house.context(browser).new_page()
    page.goto(f"{house.url}/caregiver/door")
    page.locator("#pin").fill(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.url}/caregiver")
    key = house.practice.children()[0].child.key
    page.goto(f"{house.url}/caregiver/children/{key}/progress")
    caption = page.locator(f"{TABLE} caption").text_content() or "no caption"
    closed = printed(page)
    assert len(closed) <= MOST_PAGES
    assert plain(caption) not in plain("".join(closed))
    page.locator(f"{TABLE} summary").click()
    assert plain(caption) in plain("".join(printed(page)))
    page.context.close()


def printed(page: Page) -> list[str]:
    """Print a page as Chromium does, and return the text of each sheet."""
    return [one.extract_text() for one in PdfReader(BytesIO(page.pdf(format="A4"))).pages]


def plain(text: str) -> str:
    """Return a text without its spaces, which stand elsewhere on paper."""
    return "".join(text.split())
