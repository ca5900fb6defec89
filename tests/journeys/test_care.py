"""Caregivers at their pages: a parent's way from the door to the import, roles, and paper."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Download, Page, expect
from pypdf import PdfReader

from fakes.classroom import START
from fakes.histories import LANGUAGES, fill
from fakes.house import (
    PIN,
    House,
    Player,
    Watched,
    begin,
    by_keys,
    keeping,
    receipt,
)
from fakes.practice import Clock
from pyojeong.app.care.signals import Signals
from pyojeong.app.domain.feelings import ORDER
from pyojeong.app.domain.signals import FEELINGS, Signal
from pyojeong.app.domain.trial import Language

DAYS = 40  # of practice, of every child here
LAST = START - timedelta(days=1)  # whoever has practised today is done for today
TOLD: dict[Language, str] = {"ko": "손을 팔랑팔랑 흔들어요", "en": "I flap my hands"}
OTHER_PIN = "730164"  # of those whom the keeper adds
THERAPIST, RESEARCHER = "Dr. Han", "Prof. Noh"
MOST_PAGES = 5  # of a therapist's report
RECEIPT = 5  # lines: when, where, files and bytes that were searched, and what was found
FIGURES = 5  # on the page of progress
CARDS = 4  # missions on a sheet

CHANGES = '.figure svg line[stroke-dasharray="1 3"]'  # dotted: the plan changed here
# What of a figure lies outside its frame, or the frame outside the paper, by more than a pixel.
CUT = """() => [...document.querySelectorAll('svg[role=img], .card, .passport li, .table table')]
  .filter((one) => one.checkVisibility())
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.left < -1 || box.right > document.documentElement.clientWidth + 1)
  .map(([one]) => one.outerHTML.slice(0, 120))"""
PAPER = {"width": 703, "height": 1032}  # A4 within margins of 12 mm, at 96 pixels an inch


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with a keeper, and a child in each language who has practised for weeks."""
    with keeping(tmp_path / "house") as kept:
        kept.with_pin()
        fill(kept.store, len(LANGUAGES), DAYS, until=LAST)
        yield kept


def key_of(house: House, language: Language) -> str:
    """Return the key of the child whose page is in a language."""
    known = house.practice.children()
    return next(one.child.key for one in known if one.child.language == language)


def caregiver(browser: Browser, house: House, pin: str = PIN, who: str | None = None) -> Watched:
    """Open the door with the keyboard, and return the page behind it."""
    page = house.context(browser).new_page()
    watched = Watched.of(page)
    page.goto(f"{house.url}/caregiver")
    if who:
        page.locator("#who").select_option(who)
    page.locator("#pin").fill(pin)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.url}/caregiver")
    return watched


def tab(page: Page, end: str) -> None:
    """Go to another page of the child."""
    page.locator(f'.tabs a[href$="/{end}"]').click()
    page.wait_for_url(f"**/{end}")
    expect(page.locator(f'.tabs a[aria-current=page][href$="/{end}"]')).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_parent(browser: Browser, house: House, tmp_path: Path, language: Language) -> None:
    """A parent does everything there is, erases the child, and brings it back as it was."""
    house.vault.keep_setting("language", language)
    key = key_of(house, language)
    watched = caregiver(browser, house)
    page = watched.page
    expect(page.locator("html")).to_have_attribute("lang", language)
    by_keys(page, f'.card h2 a[href$="{key}"]')
    page.wait_for_url(f"**/{key}")
    change_plan(page)
    ask_form(page)
    do_form(browser, house, key)
    see_form(page)
    tell_signal(page, TOLD[language])
    look_at_reports(page)
    before = house.responses(key)
    archive = save_archive(page, tmp_path)
    sessions = sessions_of(page)
    watched.check(house.url)
    erase(page, house, key)
    assert house.responses(key) == []
    bring_in(page, archive)
    assert page.url == f"{house.url}/caregiver/children/{key}"
    assert house.responses(key) == before
    assert sessions_of(page) == sessions
    watched.check(house.url, refused=True)
    page.context.close()


def change_plan(page: Page) -> None:
    """Plan six choices; the change is written down, and a line in every graph."""
    tab(page, "progress")
    lines = page.locator(CHANGES).count()
    tab(page, "plan")
    changes = page.locator(".phases > li").count()
    page.locator("input[name=array][value='6']").check()
    page.locator("main form button.primary").click()
    expect(page.locator(".saved")).to_be_visible()
    assert page.locator(".phases > li").count() == changes + 1
    tab(page, "progress")
    assert page.locator(CHANGES).count() == lines + len(ORDER)


def ask_form(page: Page) -> None:
    """Answer two of the week's five questions, and ask for a form."""
    tab(page, "probes")
    page.locator("input[name=answer-0][value=alone]").check()
    page.locator("input[name=answer-1][value=helped]").check()
    page.locator("#weekly ~ form button.primary").click()
    expect(page.locator("#weekly ~ p strong")).to_be_visible()
    expect(page.locator("input[name=answer-1][value=helped]")).to_be_checked()
    page.locator("button[name=form][value=strengths]").click()
    expect(page.locator('form[action$="/form/withdraw"]')).to_be_visible()
    assert page.locator("#forms ~ .wide").count() == 0


def do_form(browser: Browser, house: House, key: str) -> None:
    """Let the child do the form at its own page."""
    page = house.context(browser, key).new_page()
    page.clock.install()
    watched = Watched.of(page)
    page.goto(f"{house.url}/practice")
    begin(page)
    player = Player(house, key, page)
    player.play()
    assert len(receipt(page)) > 0
    watched.check(house.url)
    page.context.close()


def see_form(page: Page) -> None:
    """See the form in the table of forms, where there was none."""
    page.reload()
    expect(page.locator("#forms ~ .wide tbody tr")).to_have_count(1)
    expect(page.locator('form[action$="/form/withdraw"]')).to_have_count(0)


def tell_signal(page: Page, words: str) -> None:
    """Write down a signal with a face, practise reading it, and see it on the page to print."""
    tab(page, "signals")
    signals = page.url
    page.locator('a[href$="/signals/happy"]').click()
    page.locator("#words").fill(words)
    page.locator("#helps").fill(words)
    page.locator("input[name=face][value='0']").check()
    page.locator("form.together button.primary").click()
    page.wait_for_url(signals)
    expect(page.locator(".signals .face svg")).to_have_count(1)
    page.locator('a[href$="/practise"]').click()
    page.locator("button[name=guess][value=happy]").click()
    expect(page.locator(".told")).to_contain_text(words)
    page.goto(f"{signals}/print")
    expect(page.locator(".passport li")).to_have_count(1)
    expect(page.locator(".passport")).to_contain_text(words)


def look_at_reports(page: Page) -> None:
    """Look at the parent's page, and save the therapist's report."""
    tab(page, "reports")
    page.locator("#of-parent ~ form button.primary").click()
    expect(page.locator("body.parent h1")).to_be_visible()
    page.go_back()
    with page.expect_download() as saving:
        page.locator('button[formaction$="/therapist.pdf"]').click()
    made = Path(saving.value.path()).read_bytes()
    assert made.startswith(b"%PDF")
    assert 1 < len(PdfReader(BytesIO(made)).pages) <= MOST_PAGES


def save_archive(page: Page, folder: Path) -> Path:
    """Save all that is known of the child."""
    tab(page, "data")
    with page.expect_download() as saving:
        page.locator('a[href$="/archive.zip"]').click()
    saved: Download = saving.value
    path = folder / saved.suggested_filename
    saved.save_as(path)
    return path


def sessions_of(page: Page) -> list[str]:
    """Return what the page of sessions lists."""
    tab(page, "sessions")
    return page.locator("tbody tr").all_inner_texts()


def erase(page: Page, house: House, key: str) -> None:
    """Type another name, which erases nothing; type the name, and read the receipt."""
    name = house.practice.child(key).child.pseudonym
    tab(page, "data")
    page.locator('main a[href$="/erase"]').click()
    page.locator("#name").fill(f"{name}!")
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert]")).to_be_visible()
    assert house.responses(key)
    page.locator("#name").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator(".receipt dd")).to_have_count(RECEIPT)
    assert list(receipt(page).values())[-1] == "0"
    expect(page.locator("[role=alert]")).to_have_count(0)


def bring_in(page: Page, archive: Path) -> None:
    """Bring the child of an archive in, from home."""
    page.locator('a[href="/caregiver"]').click()
    page.locator('a[href="/caregiver/import"]').click()
    page.locator("#file").set_input_files(archive)
    page.locator("#import button").click()
    page.wait_for_url("**/children/*")


def test_roles(browser: Browser, house: House) -> None:
    """Whom the keeper adds sees the one child that was given, and a researcher sees no name."""
    house.vault.keep_setting("language", "en")
    given, other = (key_of(house, language) for language in ("en", "ko"))
    watched = caregiver(browser, house)
    for name, role in ((THERAPIST, "therapist"), (RESEARCHER, "researcher")):
        add_caregiver(watched.page, name, role, given)
    watched.check(house.url)
    watched.page.context.close()
    known = house.practice.child(given)
    seen = sees(browser, house, THERAPIST, given, other)
    assert known.child.pseudonym in seen
    seen = sees(browser, house, RESEARCHER, given, other)
    assert known.child.pseudonym not in seen
    assert known.picture not in seen
    assert known.code in seen


def add_caregiver(page: Page, name: str, role: str, child: str) -> None:
    """Add somebody in a role, and give one child."""
    page.goto(page.url.partition("/caregiver")[0] + "/caregiver/people")
    page.locator('a[href="/caregiver/people/new"]').click()
    page.locator("#name").fill(name)
    page.locator(f"input[name=role][value={role}]").check()
    page.locator("#pin").fill(OTHER_PIN)
    page.locator("#again").fill(OTHER_PIN)
    page.locator("main form button.primary").click()
    page.locator(f"input[name=children][value={child}]").check()
    page.locator('form[action$="/children"] button').click()
    expect(page.locator(".caregivers")).to_contain_text(name)


def sees(browser: Browser, house: House, name: str, given: str, other: str) -> str:
    """Walk every page that somebody is led to, and return all of their source."""
    watched = caregiver(browser, house, OTHER_PIN, name)
    page = watched.page
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator('a[href="/caregiver/people"]')).to_have_count(0)
    source = [page.content()]
    page.locator(f'.card h2 a[href$="{given}"]').click()
    page.wait_for_url(f"**/{given}")
    for path in page.locator(".tabs a").evaluate_all("all => all.map((one) => one.href)"):
        page.goto(path)
        expect(page.locator(".tabs a[aria-current=page]")).to_be_visible()
        source.append(page.content())
    watched.check(house.url)
    for path, status in refused(name, given, other):
        response = page.goto(f"{house.url}/caregiver{path}")
        assert response is not None
        assert (path, response.status) == (path, status)
        source.append(page.content())
    watched.check(house.url, refused=True)
    page.context.close()
    return "".join(source)


def refused(name: str, given: str, other: str) -> list[tuple[str, int]]:
    """Return paths that somebody is not led to, each with the status that is due there."""
    paths = [("/people", 403), ("/log", 403), (f"/children/{other}", 404)]
    paths += [(f"/children/{given}/data/archive.zip", 403), (f"/children/{given}/erase", 403)]
    if name == RESEARCHER:
        paths += [(f"/children/{given}/{end}", 403) for end in ("plan", "signals", "reports")]
    return paths


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper(browser: Browser, house: House, language: Language) -> None:
    """On paper nothing is cut; missions have four cards a sheet, passport and parent's page one."""
    house.vault.keep_setting("language", language)
    key = key_of(house, language)
    signals = Signals(house.store, Clock())
    for feeling in FEELINGS:
        told = TOLD[language]
        signals.keep(key, Signal(feeling=feeling, words=told, helps=told))
    watched = caregiver(browser, house)
    page = watched.page
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    path = f"{house.url}/caregiver/children/{key}"
    titles = figures_on_paper(page, f"{path}/progress")
    assert len(titles) == FIGURES
    page.goto(f"{path}/missions")
    cards = page.locator(".sheet").evaluate_all("all => all.map((one) => one.children.length)")
    assert {*cards[:-1], CARDS} == {CARDS}
    assert 1 <= cards[-1] <= CARDS
    assert page.evaluate(CUT) == []
    for text, sheet in zip(printed(page), page.locator(".sheet").all(), strict=True):
        heads = sheet.locator("h2").all_text_contents()
        assert [one for one in heads if plain(one) not in plain(text)] == []
    for end in ("signals/print", "reports/parent"):
        page.goto(f"{path}/{end}")
        assert page.evaluate(CUT) == []
        assert len(printed(page)) == 1
    watched.check(house.url)
    page.context.close()


def figures_on_paper(page: Page, url: str) -> list[str]:
    """Return the titles of the figures of a page; each stands on paper whole, below its title."""
    page.goto(url)
    assert page.evaluate(CUT) == []
    tall = page.locator(".figure svg").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert max(tall) < PAPER["height"]
    titles = page.locator(".figure-block h2").all_text_contents()
    sheets = [plain(one) for one in printed(page)]
    for block in page.locator(".figure-block").all():
        words = block.locator("h2, .figure svg text").all_text_contents()
        on_one = [one for one in sheets if all(plain(word) in one for word in words)]
        assert on_one, words[0]
    return titles


def printed(page: Page) -> list[str]:
    """Print a page as Chromium does, and return the text of each sheet."""
    made = page.pdf(prefer_css_page_size=True)
    return [one.extract_text() for one in PdfReader(BytesIO(made)).pages]


def plain(text: str) -> str:
    """Return a text without spaces and ligatures, which PDFs do not keep and make."""
    return "".join(normalize("NFKC", text).split())
