"""Every page in both languages: axe, weight, requests, sideways scrolling, and the words on it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize

from fakes.histories import LANGUAGES, fill
from fakes.house import (
    HARSH,
    OPEN,
    PAINTED,
    PIN,
    SAID,
    House,
    Watched,
    keeping,
)
from fakes.practice import Clock
from pyojeong.app.care.signals import Signals, faces, models
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.signals import Signal
from pyojeong.app.domain.trial import Language, Step, Trial
from pyojeong.app.exercises import EXERCISES
from pyojeong.app.web.practising import PROBED, RESTS
from pyojeong.app.web.words import WORDS
from pyojeong.core.i18n import translate

Theme = Literal["pale", "dark", "contrast"]

HEAVIEST = 300_000  # bytes of a page with all that it loads, unpacked
# [D] Of a caregiver's page with a whole gallery of drawn faces, which no child's tablet loads.
GALLERY = 1_500_000
DAYS = 40  # of practice, of the children with a history
OWN: dict[Language, str] = {"ko": "손을 팔랑팔랑 흔들어요", "en": "I flap my hands"}  # of a child
SIZES: tuple[ViewportSize, ...] = (
    {"width": 360, "height": 640},
    {"width": 768, "height": 1024},
    {"width": 1280, "height": 800},
)
ZOOMED: ViewportSize = {"width": 320, "height": 200}  # 1280x800 at 400 %: WCAG 1.4.10
THEMES: tuple[Theme, ...] = ("pale", "dark")

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Words on the page that are not of their language; a language is named in itself.
STRAY = """(known) => {
  const odd = {en: /[가-힣]/, ko: /[A-Za-z]{2,}/};
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    const parent = walk.currentNode.parentElement;
    if (parent.closest('script, style, noscript, bdi')) continue;
    const words = text.replace(new RegExp(known, 'g'), '');
    if (odd[parent.closest('[lang]').lang.slice(0, 2)].test(words)) found.push(text);
  }
  return found;
}"""
# What stands in a Korean text as it is.
KNOWN = "|".join(
    (
        *("PIN", "Pyojeong", "pyojeong serve --new-pin"),
        *("PDF", "xAPI", "BIDS", "Brain Imaging Data Structure"),
        *("FEFA", "ERT", "PND", "NAP", "Tau(-U)?", "Theil-Sen", "What Works Clearinghouse"),
        *("Grow", "LeBlanc", "Longino", "Cordeiro", "Melo e Silva", "Birch", "Lan", "DeMets"),
        *("Kim", "Miettinen", "Nurminen", "Scruggs", "Parker", "Vannest", "Newcombe", "Tarlow"),
        *("Kratochwill", "Wampold", "Worsham", "Cengher", "Walker"),
        *(r"Child \d", "Otter", "여우비", r"\b[A-Z0-9]{8}\b"),  # names and codes of children
    )
)
# What is seen, without what is only heard.
SEEN = """() => [...document.querySelectorAll('body *')]
  .filter((one) => !one.closest('.heard, script, dialog') && one.checkVisibility())
  .flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === 3))
  .map((node) => node.textContent.trim()).filter(Boolean)"""


@dataclass(frozen=True)
class Place:
    """A page that somebody may stand before.

    path: its address; {key} is that of the child. caregiver: it is behind the door. child: it is
    shown to a child. history: of a child who has practised for weeks; else of a new one.
    ready: brings the child to where it is shown. act: what is done on it then.
    heaviest: bytes that it may weigh.
    """

    name: str
    path: str
    caregiver: bool = False
    child: bool = False
    refused: bool = False
    first: bool = False
    history: bool = False
    heaviest: int = HEAVIEST
    step: Step = "drawn"
    ready: Callable[[House, str], object] = lambda house, key: None
    act: Callable[[Page], object] = lambda page: None


def taught(house: House, key: str) -> Trial:
    """Practise until something is taught."""
    return house.reach(key, lambda trial: trial.purpose == "teach")


def asked(exercise: str) -> Callable[[House, str], object]:
    """Practise until an exercise comes that teaches."""
    return lambda house, key: house.reach(
        key, lambda trial: (trial.exercise, trial.purpose) == (exercise, "teach")
    )


def shown(page: Page) -> None:
    """Wait until a trial may be answered."""
    page.wait_for_selector(OPEN)
    page.evaluate(PAINTED)


def answer(page: Page) -> None:
    """Answer, and wait until it is told what was right."""
    shown(page)
    page.locator('[data-answer="0"]').click()
    page.wait_for_selector(".trial.is-answered")


def settle(page: Page) -> None:
    """Open the settings."""
    shown(page)
    page.locator("nav.bar .bar-side:last-child button:last-child").click()
    page.wait_for_selector("dialog[open]")


def leave_empty(page: Page) -> None:
    """Send a form in which nothing stands."""
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("main form button").click()
    page.wait_for_selector("[role=alert]")


def of_child(name: str, end: str, *, empty: bool = False, heaviest: int = HEAVIEST) -> list[Place]:
    """Return a caregiver's page of a child with a history, and if wished of a new one."""
    path = f"/caregiver/children/{{key}}{end}"
    known = Place(name, path, caregiver=True, history=True, heaviest=heaviest)
    fresh = Place(f"{name}_new", path, caregiver=True, heaviest=heaviest)
    return [known, fresh] if empty else [known]


PRACTICE = "/practice"
EXERCISE_STEPS: dict[str, Step] = {
    "match": "drawn",
    "find": "drawn",
    "name": "drawn",
    "tell_adult": "drawn",
    "different": "parts",
    "stronger": "80",
    "change": "moving",
    "eyes_or_mouth": "eyes",
    "what_happened": "story",
}
PLACES = (
    Place("first_language", "/first-run", first=True),
    Place("first_pin", "/first-run/pin", first=True),
    Place("first_pin_fault", "/first-run/pin", first=True, refused=True, act=leave_empty),
    Place("door", "/caregiver/door"),
    Place("pair", "/pair"),
    Place("gone", "/nowhere", refused=True),
    Place("children", "/caregiver", caregiver=True),
    Place("child_new", "/caregiver/children/new", caregiver=True),
    Place(
        "child_new_fault", "/caregiver/children/new", caregiver=True, refused=True, act=leave_empty
    ),
    Place("added", "/caregiver/ready", caregiver=True),
    Place("consent", "/caregiver/children/{key}/consent", caregiver=True),
    Place("erase", "/caregiver/children/{key}/erase", caregiver=True),
    Place("pin", "/caregiver/pin", caregiver=True),
    Place("import", "/caregiver/import", caregiver=True),
    Place("people", "/caregiver/people", caregiver=True),
    Place("person_new", "/caregiver/people/new", caregiver=True),
    Place(
        "person_new_fault",
        "/caregiver/people/new",
        caregiver=True,
        refused=True,
        act=leave_empty,
    ),
    Place("person", "/caregiver/people/1", caregiver=True),
    Place("person_remove", "/caregiver/people/1/remove", caregiver=True),
    Place("log", "/caregiver/log", caregiver=True),
    *of_child("overview", "", empty=True),
    *of_child("plan", "/plan", empty=True),
    *of_child("progress", "/progress", empty=True),
    *of_child("sessions", "/sessions", empty=True),
    *of_child("session", "/sessions/20"),
    *of_child("probes", "/probes", empty=True),
    *of_child("missions", "/missions", empty=True, heaviest=GALLERY),
    *of_child("missions_happy", "/missions?feeling=happy"),
    *of_child("signals", "/signals", empty=True),
    *of_child("signal", "/signals/happy", empty=True, heaviest=GALLERY),
    *of_child("signals_practise", "/signals/practise", empty=True),
    *of_child("signals_told", "/signals/practise?number=0&guess=happy"),
    *of_child("signals_print", "/signals/print", empty=True),
    *of_child("reports", "/reports", empty=True),
    *of_child("therapist", "/reports/therapist", empty=True),
    *of_child("parent", "/reports/parent", empty=True),
    *of_child("sheet", "/reports/sheet", empty=True),
    *of_child("data", "/data", empty=True),
    *of_child("child_log", "/log"),
    Place("area", "/"),
    Place("home", "/", child=True),
    Place("ready", PRACTICE, child=True, act=lambda page: page.wait_for_selector(".quiet.ready")),
    Place("probe", PRACTICE, child=True, ready=lambda h, key: h.practice.start(key), act=answer),
    Place("feedback", PRACTICE, child=True, ready=taught, act=answer),
    Place(
        "break",
        PRACTICE,
        child=True,
        ready=lambda house, key: (taught(house, key), house.practice.pause(key)),
        act=lambda page: page.wait_for_selector(".pausing"),
    ),
    Place(
        "rest",
        PRACTICE,
        child=True,
        ready=House.finish,
        act=lambda page: page.wait_for_selector(".resting"),
    ),
    Place("settings", PRACTICE, child=True, ready=taught, act=settle),
    *(
        Place(name, PRACTICE, child=True, step=step, ready=asked(name), act=shown)
        for name, step in EXERCISE_STEPS.items()
    ),
)


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    place: Place
    language: Language
    theme: Theme
    size: ViewportSize


def looks() -> Iterator[Look]:
    """Give every page in both languages; themes and sizes go round, two have high contrast."""
    for language in ("ko", "en"):
        turn = zip(cycle(THEMES), cycle(SIZES), strict=False)
        for place, (theme, size) in zip(PLACES, turn, strict=False):
            contrast = place.name in ("stronger", "home")
            yield Look(place, language, "contrast" if contrast else theme, size)


LOOKS = tuple(looks())


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that lets other devices in."""
    with keeping(tmp_path_factory.mktemp("house"), pairing_code="123456") as kept:
        kept.with_pin()
        kept.child(name="Otter", picture="pic-turtle")
        yield kept


@pytest.fixture(scope="module")
def known(house: House) -> dict[Language, str]:
    """A child of each language who has practised for weeks, done a form, and told of signals."""
    keys = dict(zip(LANGUAGES, fill(house.store, len(LANGUAGES), DAYS), strict=True))
    for language, key in keys.items():
        house.practice.ask_form(key, "strengths")
        house.finish(key)
        tell(house, key, OWN[language])
    return keys


def tell(house: House, key: str, words: str) -> None:
    """Tell of a feeling with words and a drawn face, and of another with words alone."""
    signals = Signals(house.store, Clock())
    face = faces(models()[0], "happy")[0]
    signals.keep(key, Signal(feeling="happy", words=words, helps=words, face=face))
    signals.keep(key, Signal(feeling="sad", words=words))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that nobody has moved into."""
    with keeping(tmp_path_factory.mktemp("empty")) as kept:
        yield kept


@pytest.fixture(scope="module")
def caregiver(browser: Browser, house: House) -> StorageState:
    """A profile in which the door is open."""
    context = house.context(browser)
    page = context.new_page()
    page.goto(f"{house.url}/caregiver/door")
    page.locator("#pin").fill(PIN)
    page.locator("main form button").click()
    page.wait_for_url(f"{house.url}/caregiver")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Look:
    """How a page is looked at."""
    return request.param


@pytest.fixture
def watched(
    browser: Browser,
    house: House,
    empty: House,
    known: dict[Language, str],
    caregiver: StorageState,
    look: Look,
) -> Iterator[Watched]:
    """The page, looked at so."""
    place, language = look.place, look.language
    there = empty if place.first else house
    there.vault.keep_setting("language", language)
    plan = Plan(ladder=(place.step,), blocks=1, age=6, languages=(language,))
    key = known[language] if place.history else there.child(language, plan, theme=look.theme)
    place.ready(there, key)
    context = context_of(browser, there, look, key, caregiver)
    watched = Watched.of(context.new_page())
    watched.page.goto(there.url + place.path.format(key=key))
    place.act(watched.page)
    yield watched
    context.close()
    watched.check(there.url, refused=place.refused)
    if not place.history:
        there.practice.remove_child(key)


def context_of(
    browser: Browser, house: House, look: Look, key: str, caregiver: StorageState
) -> BrowserContext:
    """Return a fresh profile in which whoever should see the page may."""
    return house.context(
        browser,
        key if look.place.child else None,
        viewport=look.size,
        color_scheme="dark" if look.theme == "dark" else "light",
        reduced_motion="reduce",
        storage_state=caregiver if look.place.caregiver else None,
    )


@pytest.mark.parametrize(
    "look", LOOKS, ids=lambda one: f"{one.place.name}-{one.language}", indirect=True
)
def test_page(watched: Watched, look: Look) -> None:
    """Axe finds nothing; it is light, needs no sideways scrolling, and its words are its own.

    That it asks nobody but its own server, and that nobody complains, is seen as it is closed.
    """
    page = watched.page
    assert look.place.refused or watched.weight() < look.place.heaviest
    violations = Axe().run(page).response["violations"]
    found = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]
    assert found == []
    for size in (*SIZES, ZOOMED):
        page.set_viewport_size(size)
        assert (size["width"], page.evaluate(WIDER)) == (size["width"], 0)
    assert page.evaluate(STRAY, KNOWN) == []
    assert look.place.caregiver or HARSH.findall(page.evaluate(SAID)) == []


def test_every_look_is_had() -> None:
    """Each theme and each size is seen in each language, and every exercise is among the pages."""
    for language in ("ko", "en"):
        seen = [one for one in LOOKS if one.language == language]
        assert {one.theme for one in seen} == {"pale", "dark", "contrast"}
        assert {one.size["width"] for one in seen} == {360, 768, 1280}
    assert {one.name for one in PLACES} >= set(EXERCISES.names())


def test_no_word_is_harsh() -> None:
    """No sentence of the child's page says that something was wrong, in either language."""
    messages = [*WORDS.values(), *RESTS.values(), PROBED]
    said = [translate(text, language) for text in messages for language in ("ko", "en")]
    assert [one for one in said if HARSH.search(one)] == []


def test_probe_gives_nothing_away(browser: Browser, house: House) -> None:
    """In a probe no token is shown; right or not, the same is said, and no answer is marked."""
    heard = []
    for right in (True, False):
        key = house.child("en")
        house.practice.start(key)
        trial = house.reach(key, lambda one: one.number == 2)
        assert trial.purpose == "baseline"
        page = house.context(browser, key).new_page()
        page.goto(f"{house.url}{PRACTICE}")
        shown(page)
        place = next(one for one in range(3) if (one in trial.answers) == right)
        page.locator(f'[data-answer="{place}"]').click()
        page.wait_for_selector(".trial.is-answered")
        assert page.locator(".token, .badge, .is-answer, .is-pointed").count() == 0
        heard.append(page.locator(".said").inner_text())
        page.context.close()
        house.practice.remove_child(key)
    assert heard == ["Thank you."] * 2


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_counts_down(browser: Browser, house: House, language: Language) -> None:
    """From ready to the next trial, in a break too, no number is seen."""
    key = house.child(language)
    context = house.context(browser, key)
    page = context.new_page()
    page.goto(f"{house.url}{PRACTICE}")
    seen = [*look_at(page, ".quiet.ready")]
    page.locator(".go button").click()
    seen += look_at(page, OPEN)
    answer(page)
    seen += look_at(page, ".trial.is-answered")
    page.locator("nav.bar button").first.click()
    seen += look_at(page, ".pausing")
    assert len(seen) > 20
    assert [text for text in seen if re.search(r"\d", text)] == []
    context.close()


def look_at(page: Page, there: str) -> list[str]:
    """Return the words that are seen once something is there."""
    page.wait_for_selector(there)
    return page.evaluate(SEEN)
