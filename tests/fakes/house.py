"""The house: the real server over a folder, a real browser, and simulated children at its pages."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any, NamedTuple

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    expect,
    sync_playwright,
)
from sqlalchemy import select

from fakes.practice import CONSENT, Clock
from pyojeong.app.care.accounts import Accounts
from pyojeong.app.care.care import Care
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language, Trial
from pyojeong.app.exercises import EXERCISES, make
from pyojeong.app.people import cast
from pyojeong.app.practice import Pending, Practice
from pyojeong.app.store import Store, open_store
from pyojeong.app.store.tables import ResponseRow, TrialRow
from pyojeong.app.web import cookies, serving
from pyojeong.app.web.cookies import Signer
from pyojeong.app.web.pin import tidy
from pyojeong.app.web.server import create_app
from pyojeong.app.web.settings import WebSettings
from pyojeong.app.web.vault import StoreVault
from pyojeong.core.settings import replace

PIN = "258047"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # nobody attacks a test
CALM = re.compile("Failed to load resource")  # how Chromium tells of a status or a lost network
PATIENCE_MS = 30_000  # [D] of a slow machine
THINKS_MS = 2_500  # a simulated child looks for so long
PAUSE_MS = 2_000  # between trials

GO = ".go button"
MOVES = "figure.moves button"  # lets a face move
INERT = ".answers[inert]"  # answers that wait until it has moved
OPEN = ".trial:not(.is-answered)"  # a trial waits for an answer

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# Chromium without a desktop has no voice; with one of each language every control is there.
VOICES = """
const voice = (lang) => ({lang, localService: true, name: lang, voiceURI: lang, default: false});
const said = [];
Object.defineProperty(globalThis, 'speechSynthesis', {configurable: true, value: {
  said, getVoices: () => [voice('ko-KR'), voice('en-US')],
  speak: (one) => said.push([one.lang, one.text]), cancel() {}, addEventListener() {}}});
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""

# A trial hears no answer before it was painted: two frames, and one to be sure.
PAINTED = """() => new Promise((done) => {
  let frames = 0;
  const count = () => ++frames > 2 ? done() : requestAnimationFrame(count);
  count();
})"""


# Nobody is told to have been wrong, or to have lost.
HARSH = re.compile(
    r"wrong|incorrect|mistake|\bfail|\blos(?:e|er|ing)\b|틀렸|틀린|틀려|잘못|실패|오답", re.I
)
SAID = """() => document.body.innerText + [...document.querySelectorAll('[aria-label], [alt]')]
  .map((one) => one.getAttribute('aria-label') ?? one.getAttribute('alt')).join(' ')"""


class Given(NamedTuple):
    """A response as it is stored, or as it was given."""

    number: int
    attempt: int
    place: int
    prompted: bool


def chromium() -> str:
    """Return the browser of this machine; without one the test is skipped."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Give a browser of this machine."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, what it asked for, and what its console said."""

    page: Page
    asked: list[str] = field(default_factory=list)
    got: list[Response] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @staticmethod
    def of(page: Page) -> "Watched":
        """Watch a page from now on."""
        watched = Watched(page)
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: watched.asked.append(request.url))
        page.on("response", lambda response: watched.got.append(response))
        page.on("console", lambda message: watched.hear(message))
        page.on("pageerror", lambda error: watched.said.append(str(error)))
        return watched

    def hear(self, message: ConsoleMessage) -> None:
        """Note what the console complains of; hints to developers are none."""
        if message.type in ("error", "warning"):
            self.said.append(message.text)

    def check(self, url: str, *, refused: bool = False) -> None:
        """See that it asked nobody but its server, and that nothing was amiss.

        Args:
            url: of the server.
            refused: the server is meant to refuse something, or not to be reached.
        """
        elsewhere = [one for one in self.asked if not one.startswith((url, "data:"))]
        assert not elsewhere, elsewhere
        complaints = [one for one in self.said if not (refused and CALM.match(one))]
        assert not complaints, complaints

    def weight(self) -> int:
        """Return the bytes of everything that the page loaded, unpacked.

        What comes with an answer belongs to the trial after it.
        """
        loaded = [one for one in self.got if one.status == 200 and one.request.method == "GET"]
        return sum(len(one.body()) for one in loaded)


@dataclass(frozen=True)
class House:
    """A server at a URL, and its store, which may be looked into."""

    url: str
    store: Store
    practice: Practice
    vault: StoreVault

    @property
    def accounts(self) -> Accounts:
        """The accounts of its caregivers."""
        return Accounts(self.store, Clock())

    def child(
        self,
        language: Language = "ko",
        plan: Plan | None = None,
        name: str | None = None,
        picture: str = "pic-fox",
        **page: Any,
    ) -> str:
        """Add a child whose page is set so, and whom the keeper sees; return its key."""
        key = self.practice.add_child(
            name or {"ko": "여우비", "en": "Otter"}[language],
            picture=picture,
            age="6-8",
            language=language,
            consent=CONSENT,
            plan=plan or Plan(blocks=1, languages=(language,)),
        ).child.key
        if keeper := self.accounts.keeper():
            self.accounts.give(key, keeper.id)
        if page:
            self.practice.set_settings(key, replace(self.practice.settings(key), **page))
        return key

    def with_pin(self, language: Language = "ko") -> "House":
        """Have first run behind it."""
        self.accounts.first(QUICK.hash(tidy(PIN)))
        self.vault.keep_setting("language", language)
        return self

    def cookie(self, key: str) -> tuple[str, str]:
        """Return what a browser gets once a child was chosen in it: name and value."""
        signer = Signer(self.vault)
        value = signer.sign(cookies.CHILD, f"browser of {key}", key)
        return signer.cookie(cookies.CHILD), value

    def context(
        self, browser: Browser, key: str | None = None, **options: object
    ) -> BrowserContext:
        """Return a fresh profile of a browser, in which a child was chosen."""
        settings: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}, **options}
        context = browser.new_context(**settings)
        context.add_init_script(VOICES)
        if key:
            name, value = self.cookie(key)
            context.add_cookies([{"name": name, "value": value, "url": self.url}])
        return context

    def pending(self, key: str) -> Pending:
        """Return the trial that waits."""
        state = self.practice.state(key)
        assert isinstance(state, Pending), state
        return state

    def reach(self, key: str, wanted: Callable[[Trial], bool], skill: float = 1.0) -> Trial:
        """Let a simulated child practise until such a trial waits, and return it."""
        rng = Random(7)
        state = self.practice.start(key)
        for _ in range(60):
            assert isinstance(state, Pending), state
            if wanted(state.trial):
                return state.trial
            state = self.answer(key, state, skill, rng)
        raise AssertionError("no such trial comes")

    def finish(self, key: str) -> None:
        """Let a simulated child practise until the session is over."""
        state = self.practice.start(key)
        while isinstance(state, Pending):
            state = self.answer(key, state, 1.0, Random(7))

    def answer(self, key: str, pending: Pending, skill: float, rng: Random) -> object:
        """Let a simulated child answer what waits, and return what follows."""
        trial = pending.trial
        known = skill if pending.attempt == 0 else 1.0
        answered = self.practice.answer(
            key,
            trial.number,
            EXERCISES.get(trial.exercise).play(trial, known, rng),
            prompted=False,
            reaction_ms=THINKS_MS,
            attempt=pending.attempt,
        )
        return answered.next or self.practice.state(key)

    def responses(self, key: str) -> list[Given]:
        """Return every response of a child in the store, in order."""
        asked = (
            select(TrialRow.number, ResponseRow.attempt, ResponseRow.place, ResponseRow.prompted)
            .join(ResponseRow, ResponseRow.trial == TrialRow.id)
            .where(TrialRow.child == key)
            .order_by(TrialRow.number, ResponseRow.attempt)
        )
        with self.store.reading() as transaction:
            return [Given(*row) for row in transaction.execute(asked)]


@contextmanager
def opened(folder: Path, clock: Callable[[], datetime] | None = None) -> Iterator[House]:
    """Give a house over a folder whose server is none of its business."""
    clock = clock or Clock()
    store = open_store(folder, clock())
    practice = Practice(store, clock=clock, rng=Random(5), cast=cast(), make=make, calls=lambda: 0)
    try:
        yield House("", store, practice, StoreVault(store))
    finally:
        store.close()


@contextmanager
def keeping(folder: Path, *, pairing_code: str | None = None) -> Iterator[House]:
    """Give a house whose server runs in a thread, as `pyojeong serve` starts it.

    Its clock stands, so that no test falls on two days.
    """
    clock = Clock()
    with serving.listen(0) as sock, opened(folder, clock) as house:
        settings = WebSettings(pairing_code=pairing_code)
        care = Care.over(house.store, house.practice.standings, clock, Random(1))
        app = create_app(
            house.practice, house.vault, settings, care=care, clock=clock, hasher=QUICK
        )
        server = serving.server_of(app)
        thread = Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{serving.port_of(sock)}"
        try:
            yield House(url, house.store, house.practice, house.vault)
        finally:
            server.should_exit = True
            thread.join(timeout=PATIENCE_MS / 1000)


@dataclass
class Served:
    """`pyojeong serve` as a process of its own, which may be killed."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start it, at the same port as before, and return its address."""
        line = [sys.executable, "-m", "pyojeong", "serve", "--no-browser"]
        line += ["--port", str(self.port), "--data", str(self.folder)]
        environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYOJEONG_LANG": "en"}
        self.process = subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=environment)
        said = self.process.stdout.readline() if self.process.stdout else ""
        found = re.search(r"http://127\.0\.0\.1:(\d+)", said)
        assert found, said
        self.port = int(found[1])
        return found[0]

    def kill(self) -> None:
        """Kill it as the kernel does: it has no time for anything."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        self.process = None


# Ways to press what a selector names. With `page.clock` installed time is made to pass.
Press = Callable[[Page, str], None]


def by_pointer(page: Page, selector: str) -> None:
    """Click, or tap."""
    page.locator(selector).click()


def by_digits(page: Page, selector: str) -> None:
    """Press the digit of an answer, and Enter where the focus is already."""
    place = re.search(r'data-answer="(\d)"', selector)
    if place:
        page.locator("[data-answer]").first.press(str(int(place[1]) + 1))
    else:
        page.locator(selector).press("Enter")


def by_keys(page: Page, selector: str) -> None:
    """Go there with Tab, and press Enter."""
    here = "(selector) => document.activeElement.matches(selector)"
    for _ in range(40):
        if page.evaluate(here, selector):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def by_one_switch(page: Page, selector: str) -> None:
    """Wait until the frame is there, and press."""
    _scan(page, selector, lambda: page.clock.fast_forward(10_000), "Space")


def by_two_switches(page: Page, selector: str) -> None:
    """Move the frame there with one switch, and press the other."""
    _scan(page, selector, lambda: page.keyboard.press("Space"), "Enter")


def _scan(page: Page, selector: str, advance: Callable[[], None], chooses: str) -> None:
    for _ in range(60):
        if page.evaluate("(s) => !!document.querySelector('.scan-here')?.matches(s)", selector):
            page.keyboard.press(chooses)
            return
        advance()
    raise AssertionError(f"scanning does not reach {selector}")


@dataclass
class Player:
    """A simulated child at a page: it errs once, follows help, and goes on when it may.

    The page's clock is installed, so that the time between trials passes at once.
    """

    house: House
    key: str
    page: Page
    press: Press = by_pointer
    errs: bool = True
    log: list[Given] = field(default_factory=list)
    exercises: set[str] = field(default_factory=set)

    def trial(self) -> Pending:
        """Wait until a trial may be answered, and look at it for a while."""
        self.page.wait_for_selector(OPEN)
        self.page.evaluate(PAINTED)
        if self.page.locator(INERT).count():
            self.press(self.page, MOVES)
            while self.page.locator(INERT).count():
                self.page.clock.run_for(200)
        self.page.clock.fast_forward(THINKS_MS)
        return self.house.pending(self.key)

    def answer(self) -> None:
        """Answer the trial that is shown."""
        pending = self.trial()
        trial = pending.trial
        helped = self.page.locator(".is-pointed").count() > 0
        place = trial.answers[0] if helped else self.chosen(trial)
        self.press(self.page, f'[data-answer="{place}"]')
        self.page.wait_for_selector(".trial.is-answered")
        harsh = HARSH.findall(self.page.evaluate(SAID))
        assert not harsh, harsh
        self.log.append(Given(trial.number, pending.attempt, place, helped))
        self.exercises.add(trial.exercise)

    def chosen(self, trial: Trial) -> int:
        """Return the place that is chosen: a wrong one, once, where teaching can set it right."""
        if self.errs and trial.purpose == "teach":
            self.errs = False
            return next(one for one in range(len(trial.choices)) if one not in trial.answers)
        return EXERCISES.get(trial.exercise).play(trial, 1.0, Random(0))

    def go_on(self) -> None:
        """Go on to what comes next."""
        self.page.clock.fast_forward(PAUSE_MS)
        self.page.wait_for_selector(GO)
        self.press(self.page, GO)
        self.page.wait_for_selector(f"{OPEN}, .resting")

    def play(self) -> None:
        """Practise until the session is over."""
        while not self.page.locator(".resting").count():
            self.answer()
            self.go_on()


def begin(page: Page, press: Press = by_pointer) -> None:
    """Press start on the page that says that the faces are ready."""
    expect(page.locator(".quiet.ready")).to_be_visible()
    press(page, GO)


def receipt(page: Page) -> Mapping[str, str]:
    """Return what the receipt says, by its words."""
    terms = page.locator(".receipt dt").all_inner_texts()
    return dict(zip(terms, page.locator(".receipt dd").all_inner_texts(), strict=True))
