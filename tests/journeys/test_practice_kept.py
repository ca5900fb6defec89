"""Nothing is lost or doubled: kills, a closed browser, two tabs, double clicks, a lost network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from fakes.house import (
    GO,
    OPEN,
    PAINTED,
    QUIET,
    Given,
    House,
    Player,
    Served,
    Watched,
    chromium,
    keeping,
    open_browser,
    opened,
)
from pyojeong.app.web.words import WORDS
from pyojeong.core.i18n import translate

LOST = translate(WORDS["unreachable"], "ko")
BREAK = "nav.bar .bar-side:first-child button:first-child"
STOP = "nav.bar .bar-side:first-child button:last-child"
SETTINGS = "nav.bar .bar-side:last-child button:last-child"
PICTURES = "() => [...document.querySelectorAll('.trial svg.drawing')].map((one) => one.innerHTML)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser of this machine."""
    with open_browser() as started:
        yield started


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house in which first run is over."""
    with keeping(tmp_path_factory.mktemp("house")) as kept:
        yield kept.with_pin()


@pytest.fixture
def key(house: House) -> str:
    """A child that is being taught."""
    key = house.child()
    house.reach(key, lambda trial: trial.purpose == "teach")
    return key


@pytest.fixture
def watched(browser: Browser, house: House, key: str) -> Iterator[Watched]:
    """Its page, on which a trial waits."""
    context = house.context(browser, key)
    page = context.new_page()
    page.clock.install()
    watched = Watched.of(page)
    page.goto(f"{house.url}/practice")
    ready(page)
    yield watched
    context.close()


def ready(page: Page) -> None:
    """Wait until a trial may be answered."""
    page.wait_for_selector(OPEN)
    page.evaluate(PAINTED)


def answered(page: Page, place: int = 0) -> None:
    """Answer, and wait until it is stored."""
    page.locator(f'[data-answer="{place}"]').click()
    page.wait_for_selector(".trial.is-answered")


def now(house: House, key: str, before: int) -> list[Given]:
    """Return the responses since there were so many."""
    return house.responses(key)[before:]


def test_server_killed_at_any_moment(browser: Browser, tmp_path: Path) -> None:
    """Killed in a break, at a trial, and with an answer on its way, the server forgets nothing."""
    with opened(tmp_path) as house:
        house.with_pin()
        key = house.child()
        name, value = house.cookie(key)
    served = Served(tmp_path)
    url = served.start()
    context = browser.new_context(locale="ko")
    context.add_cookies([{"name": name, "value": value, "url": url}])
    page = context.new_page()
    watched = Watched.of(page)
    try:
        page.goto(f"{url}/practice")
        page.locator(GO).click()
        ready(page)
        answered(page)
        page.locator(GO).click()
        ready(page)
        faces = page.evaluate(PICTURES)
        page.locator(BREAK).click()
        page.wait_for_selector(".pausing")
        again(served, page, ".pausing")
        page.locator(GO).click()
        ready(page)
        assert page.evaluate(PICTURES) == faces
        again(served, page, OPEN)
        page.evaluate(PAINTED)
        assert page.evaluate(PICTURES) == faces
        served.kill()
        page.locator('[data-answer="1"]').click()
        expect(page.locator(".said")).to_have_text(LOST)
        served.start()
        page.locator(GO).click()
        page.wait_for_selector(".trial.is-answered")
        page.locator(STOP).click()
        page.wait_for_selector(".resting")
        again(served, page, ".resting")
        watched.check(url, refused=True)
    finally:
        served.kill()
        context.close()
    with opened(tmp_path) as house:
        given = [(one.number, one.attempt, one.place) for one in house.responses(key)]
    assert given == [(0, 0, 0), (1, 0, 1)]


def again(served: Served, page: Page, there: str) -> None:
    """Kill the server, start it, open the page anew, and see that it stands where it stood."""
    served.kill()
    served.start()
    page.reload()
    page.wait_for_selector(there)


def test_browser_closed_and_opened(browser: Browser, house: House, tmp_path: Path) -> None:
    """A browser that was closed at a trial shows the same one, and still knows whose turn it is."""
    key = house.child()
    house.reach(key, lambda trial: trial.purpose == "teach")
    before = len(house.responses(key))
    number = house.pending(key).trial.number
    seen = []
    for turn in range(2):
        context = browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=chromium(), args=QUIET
        )
        if turn == 0:
            context.pages[0].goto(house.url)
            context.pages[0].locator(f'form[action$="{key}/enter"] button').click()
        page = context.pages[0]
        page.goto(f"{house.url}/practice")
        ready(page)
        seen.append(page.evaluate(PICTURES))
        if turn:
            answered(page)
        context.close()
    assert seen[0] == seen[1] != []
    assert [one.number for one in now(house, key, before)] == [number]


def test_two_tabs(house: House, key: str, watched: Watched) -> None:
    """What one tab answered is not answered again by the other, which then shows what is next."""
    before = len(house.responses(key))
    first, second = watched.page, watched.page.context.new_page()
    second.goto(f"{house.url}/practice")
    ready(second)
    right = house.pending(key).trial.answers[0]
    answered(first, right)
    following = house.pending(key).trial
    second.locator(f'[data-answer="{(right + 1) % 3}"]').click()
    second.wait_for_selector(OPEN)
    expect(second.locator("[data-answer].is-chosen")).to_have_count(0)
    assert [one.place for one in now(house, key, before)] == [right]
    ready(second)
    answered(second, following.answers[0])
    assert [one.number for one in now(house, key, before)][1:] == [following.number]
    watched.check(house.url)


def test_back_button(house: House, key: str, watched: Watched) -> None:
    """Whoever goes home, and back, finds the trial that waits, and answers it once."""
    page, before = watched.page, len(house.responses(key))
    answered(page, house.pending(key).trial.answers[0])
    page.goto(house.url)
    page.go_back()
    ready(page)
    waiting = house.pending(key).trial
    answered(page, waiting.answers[0])
    page.go_back()
    page.go_forward()
    ready(page)
    numbers = [one.number for one in now(house, key, before)]
    assert numbers == [waiting.number - 1, waiting.number]
    watched.check(house.url)


def test_double_click_is_one_answer(house: House, key: str, watched: Watched) -> None:
    """A double click answers once, and so does a hand that falls on everything."""
    page, before = watched.page, len(house.responses(key))
    page.locator('[data-answer="1"]').dblclick()
    for place in (0, 2, 1):
        page.locator(f'[data-answer="{place}"]').click(force=True)
    page.locator("[data-answer]").first.press("3")
    page.wait_for_selector(".trial.is-answered")
    assert [(one.attempt, one.place) for one in now(house, key, before)] == [(0, 1)]
    page.clock.fast_forward(2_000)
    page.locator(GO).dblclick()
    ready(page)
    assert len(now(house, key, before)) == 1
    watched.check(house.url)


def test_lost_network(house: House, key: str, watched: Watched) -> None:
    """Without a network a calm line is shown; the answer is kept, and stored once it is back."""
    page, before = watched.page, len(house.responses(key))
    page.context.set_offline(True)
    page.locator('[data-answer="2"]').click()
    expect(page.locator(".said")).to_have_text(LOST)
    page.locator(GO).click()
    expect(page.locator(".said")).to_have_text(LOST)
    assert now(house, key, before) == []
    page.context.set_offline(False)
    page.locator(GO).click()
    page.wait_for_selector(".trial.is-answered")
    assert [one.place for one in now(house, key, before)] == [2]
    watched.check(house.url, refused=True)


def test_language_changes_in_mid_session(house: House, key: str, watched: Watched) -> None:
    """Another language is chosen at a trial; the session goes on in it, at the same trial."""
    page, trial = watched.page, house.pending(key).trial
    page.locator(SETTINGS).click()
    page.locator("dialog label:has(input[value=en])").click()
    page.locator("dialog .primary").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    ready(page)
    assert house.pending(key).trial == trial
    expect(page.locator(STOP)).to_have_text("Stop")
    player = Player(house, key, page, errs=False)
    player.answer()
    player.go_on()
    assert [one.number for one in player.log] == [trial.number]
    page.locator(STOP).click()
    expect(page.locator(".resting h1")).to_have_text("You stopped for today. That is fine.")
    watched.check(house.url)


def test_child_that_is_gone(house: House, key: str, watched: Watched) -> None:
    """Where a grown-up erased the child in another tab, the page says so and leads home."""
    house.practice.remove_child(key)
    page = watched.page
    page.locator('[data-answer="0"]').click()
    page.wait_for_selector(".lost")
    page.locator(GO).click()
    page.wait_for_url(f"{house.url}/")
    watched.check(house.url, refused=True)
