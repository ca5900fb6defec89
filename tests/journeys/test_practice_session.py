"""Whole sessions in a real browser: by pointer, keys and switches, with every exercise."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from fakes.house import (
    INERT,
    MOVES,
    PIN,
    House,
    Player,
    Press,
    Watched,
    begin,
    by_digits,
    by_keys,
    by_one_switch,
    by_pointer,
    by_two_switches,
    keeping,
    receipt,
)
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language, Step
from pyojeong.app.exercises import EXERCISES
from pyojeong.app.practice import Resting

# Rungs of the ladder that together bring every exercise; the safety strand comes with the first.
RUNGS: dict[Step, set[str]] = {
    "drawn": {"match", "find", "name", "tell_adult"},
    "parts": {"different"},
    "80": {"find", "name", "stronger"},
    "moving": {"change"},
    "eyes": {"eyes_or_mouth"},
    "story": {"what_happened"},
}

# Every state of the pictures above the choices from now on.
STATES = """() => {
  const frame = document.querySelector('.samples');
  globalThis.states = new Set([frame.innerHTML]);
  new MutationObserver(() => globalThis.states.add(frame.innerHTML))
    .observe(frame, {subtree: true, childList: true, attributes: true});
}"""
# When the answer was shown, and when there was something to go on with, in ms of the page's clock.
TIMES = """() => {
  globalThis.times = [];
  new MutationObserver(() => {
    const there = ['.trial.is-answered', '.go button'].filter((one) => document.querySelector(one));
    while (times.length < there.length) times.push(performance.now());
  }).observe(document.body, {subtree: true, childList: true, attributes: true});
}"""
MOVING = "document.getAnimations().filter((one) => one.playState === 'running').length"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house in which first run is over."""
    with keeping(tmp_path_factory.mktemp("house")) as kept:
        yield kept.with_pin()


def opened(browser: Browser, house: House, key: str, path: str = "/practice") -> Watched:
    """Open a page as a child, with a clock that can be wound."""
    page = house.context(browser, key).new_page()
    page.clock.install()
    watched = Watched.of(page)
    page.goto(house.url + path)
    return watched


@pytest.mark.parametrize("language", ["ko", "en"])
def test_first_run_to_first_finished_session(
    browser: Browser, tmp_path: Path, language: Language
) -> None:
    """A family that opens Pyojeong for the first time comes to the end of a session."""
    with keeping(tmp_path) as house:
        page = house.context(browser).new_page()
        page.clock.install()
        watched = Watched.of(page)
        page.goto(house.url)
        page.locator(f"button[value={language}]").click()
        make_pin(page)
        add_child(page, language)
        assert page.url == f"{house.url}/caregiver/ready"
        shorten(page)
        page.locator('form[action="/caregiver/leave"] button').click()
        page.locator("button.child").click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.locator('a[href="/practice"]').click()
        begin(page)
        known = house.practice.children()[0].child
        player = Player(house, known.key, page)
        player.play()
        rests(house, player)
        assert list(receipt(page).values()) == [
            str(len({one.number for one in player.log})),
            *"000",
        ]
        page.locator(".go button").click()
        expect(page.locator(".greeting .name")).to_have_text("여우비")
        watched.check(house.url)
        page.context.close()
    assert (known.language, known.age) == (language, "6-8")
    assert known.consent is not None
    # Starts are measured at first: feelings are only tracked, and named from the second session on.
    assert {"match", "find", "tell_adult"} == player.exercises


def make_pin(page: Page) -> None:
    """Choose the PIN."""
    page.locator("#pin").fill(PIN)
    page.locator("#again").fill(PIN)
    page.locator("main form button").click()


def add_child(page: Page, language: Language) -> None:
    """Fill in the form of the first child, and consent."""
    page.locator("#pseudonym").fill("여우비")
    for name, value in {
        "picture": "pic-fox",
        "age": "6-8",
        "language": language,
        "given_by": "parent",
        "agreed": "yes",
    }.items():
        page.locator(f"input[name={name}][value='{value}']").check()
    page.locator("main form button").click()


def shorten(page: Page) -> None:
    """Plan a single block a session."""
    page.locator('a[href="/caregiver"]').click()
    page.locator('.card a[href$="/plan"]').click()
    page.locator("input[name=blocks][value='1']").check()
    page.locator("main form button.primary").click()
    page.locator(".saved").wait_for()
    page.locator('a[href="/caregiver"]').click()


def rests(house: House, player: Player) -> None:
    """See that the session was done, and that the store has what was given, once each."""
    state = house.practice.state(player.key)
    assert isinstance(state, Resting)
    assert state.why == "done"
    assert house.responses(player.key)[-len(player.log) :] == player.log


@pytest.mark.parametrize("step", RUNGS)
def test_every_exercise_is_played_to_its_end(browser: Browser, house: House, step: Step) -> None:
    """A simulated child errs once, is helped, and finishes each exercise in its browser."""
    plan = Plan(ladder=(step,), blocks=1, age=6, safety=step == "drawn")
    key = house.child(plan=plan)
    house.reach(key, lambda trial: trial.purpose == "teach")
    watched = opened(browser, house, key)
    player = Player(house, key, watched.page, by_digits)
    player.play()
    rests(house, player)
    assert player.exercises == RUNGS[step]
    assert max(one.attempt for one in player.log) == 1
    watched.check(house.url)
    watched.page.context.close()


def test_rungs_bring_every_exercise() -> None:
    """The rungs that are played have all the exercises that there are."""
    assert set().union(*RUNGS.values()) == set(EXERCISES.names())


@pytest.mark.parametrize(
    ("press", "scan"), [(by_keys, "off"), (by_one_switch, "one"), (by_two_switches, "two")]
)
def test_session_without_a_pointer(browser: Browser, house: House, press: Press, scan: str) -> None:
    """With keys, one switch, or two, a session is begun at home, rested in, and ended."""
    key = house.child(plan=Plan(blocks=1, safety=False), scan=scan, scan_ms=10_000)
    watched = opened(browser, house, key, "/")
    page = watched.page
    press(page, 'a[href="/practice"]')
    begin(page, press)
    player = Player(house, key, page, press)
    player.answer()
    player.go_on()
    press(page, "nav.bar .bar-side:first-child button:first-child")
    page.wait_for_selector(".pausing")
    press(page, ".go button")
    player.play()
    rests(house, player)
    assert list(receipt(page).values())[1] == "1"
    press(page, ".go button")
    page.wait_for_url(f"{house.url}/")
    watched.check(house.url)
    page.context.close()


def test_home_to_answer_by_keys(browser: Browser, house: House) -> None:
    """From home a child goes to its first answer by Tab, Enter and a digit; focus is never lost."""
    key = house.child("en")
    watched = opened(browser, house, key, "/")
    page = watched.page
    by_keys(page, 'a[href="/practice"]')
    page.wait_for_selector(".quiet.ready")
    by_keys(page, ".go button")
    trial = Player(house, key, page).trial().trial
    expect(page.locator("h1.say")).to_be_focused()
    while not page.evaluate("document.activeElement.matches('[data-answer]')"):
        page.keyboard.press("Tab")
    page.keyboard.press(str(trial.answers[0] + 1))
    page.wait_for_selector(".trial.is-answered")
    page.clock.fast_forward(2_000)
    expect(page.locator(".go button")).to_be_focused()
    assert [one.place for one in house.responses(key)] == [trial.answers[0]]
    page.context.close()


def test_moving_face_moves(browser: Browser, house: House) -> None:
    """A face stands until its button is pressed, then moves; answers wait until it was seen."""
    watched = opened(browser, house, moving(house))
    page = watched.page
    page.wait_for_selector(f"figure.moves .picture svg, {INERT}")
    page.evaluate(STATES)
    page.clock.run_for(3_000)
    assert page.evaluate("globalThis.states.size") == 1
    assert page.locator(INERT).count() == 1
    page.locator(MOVES).click()
    while page.locator(INERT).count():
        page.clock.run_for(100)
    assert page.evaluate("globalThis.states.size") > 5
    watched.check(house.url)
    page.context.close()


@pytest.mark.parametrize("by", ["device", "page"])
def test_nothing_moves_where_it_should_not(browser: Browser, house: House, by: str) -> None:
    """Where device or page ask for no movement, begin and end stand side by side and stay so."""
    key = moving(house, motion="reduced" if by == "page" else "full")
    context = house.context(browser, key, reduced_motion="reduce" if by == "device" else None)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{house.url}/practice")
    Player(house, key, page).trial()
    before, after = page.locator(".samples svg.drawing").all()
    assert before.inner_html() != after.inner_html()
    assert page.locator(f"{MOVES}, {INERT}").count() == 0
    page.evaluate(STATES)
    by_pointer(page, '[data-answer="0"]')
    page.wait_for_selector(".trial.is-answered")
    page.clock.run_for(2_500)
    assert page.evaluate("globalThis.states.size") == 1
    assert page.evaluate(MOVING) == 0
    context.close()


def moving(house: House, **page: Any) -> str:
    """Add a child that is taught with faces that move."""
    key = house.child(plan=Plan(ladder=("moving",), blocks=1, safety=False), **page)
    house.reach(key, lambda trial: trial.purpose == "teach")
    return key


def test_next_is_not_there_before_its_time(browser: Browser, house: House) -> None:
    """For two seconds after an answer there is nothing to press; then there is, and it waits."""
    key = house.child()
    house.reach(key, lambda trial: trial.purpose == "teach")
    watched = opened(browser, house, key)
    page = watched.page
    Player(house, key, page).trial()
    page.evaluate(TIMES)
    by_pointer(page, '[data-answer="0"]')
    page.wait_for_selector(".trial.is-answered")
    page.clock.run_for(2_000)
    page.wait_for_selector(".go button")
    page.clock.run_for(600_000)
    expect(page.locator(".trial.is-answered")).to_be_visible()
    answered, offered = page.evaluate("globalThis.times")
    assert 1_900 <= offered - answered < 2_600  # the wound clock goes in steps
    watched.check(house.url)
    page.context.close()
