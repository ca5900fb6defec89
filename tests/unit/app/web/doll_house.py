"""A house to play with: everything in memory, a clock that is set, and a browser."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from argon2 import PasswordHasher
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from fakes.memory import memory_store
from pyojeong.app.care.accounts import Account
from pyojeong.app.care.care import Care
from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.child import YOUNGEST, AgeBand, Child, Consent
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.roles import Role
from pyojeong.app.domain.trial import Goal, Language, Trial
from pyojeong.app.exercises import make
from pyojeong.app.people import cast
from pyojeong.app.practice import (
    Answered,
    Enrolled,
    PageSettings,
    Paused,
    Pending,
    Ready,
    Receipt,
    Resting,
    StaleError,
    State,
    Token,
)
from pyojeong.app.practice.standings import RULES, Note
from pyojeong.app.store import Store, people
from pyojeong.app.web.cookies import Signer
from pyojeong.app.web.server import create_app
from pyojeong.app.web.settings import WebSettings
from pyojeong.core.errors import SettingsError, StorageError, UnknownChildError
from pyojeong.core.settings import replace

START = datetime(2027, 3, 1, 16, 0, tzinfo=UTC)
PIN = "2468"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
CONSENT = Consent(given_by="parent", at=START, wording=1)


def trial(number: int = 0, exercise: str = "find", prompt: int = 2, **changes: Any) -> Trial:
    """Return a trial about a happy face."""
    people = cast().held_out if changes.get("purpose", "teach") != "teach" else cast().taught
    asked: dict[str, Any] = {
        "number": number,
        "session": 1,
        "block": 0,
        "goal": Goal(feeling="happy"),
        "exercise": exercise,
        "purpose": "teach",
        "feelings": ("sad", "happy", "neutral"),
        "place": 1,
        "people": people[:4],
        "pictures": 0,
        "prompt": prompt,
        "language": "ko",
        "graded": False,
        "told": {},
        "age": 9,
    }
    return make(Asked(**(asked | changes)), Random(1))


@dataclass
class Clock:
    """A clock that goes on only when it is told to."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def ticks(self) -> float:
        """Return seconds of a clock that never goes back."""
        return self.now.timestamp()

    def pass_s(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@dataclass
class DollVault:
    """A vault in memory."""

    settings: dict[str, str] = field(default_factory=dict)

    def setting(self, key: str) -> str | None:
        """Return a setting."""
        return self.settings.get(key)

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting."""
        self.settings[key] = value


@dataclass
class DollPractice:
    """Practice in memory: one trial after the other, all alike, of which the second place is right.

    store: knows the children too, so that they can be given to somebody. fault: raised in place of
    any answer. full: the disk is, so that nothing is written.
    """

    store: Store = field(default_factory=memory_store, repr=False)
    enrolled: dict[str, Enrolled] = field(default_factory=dict)
    pages: dict[str, PageSettings] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    fault: Exception | None = None
    full: bool = False

    def _known(self, child: str) -> None:
        if self.fault:
            raise self.fault
        if child not in self.enrolled:
            raise UnknownChildError("This child is not here any more: choose another.")

    def state(self, child: str) -> State:
        """Return the state."""
        self._known(child)
        return self.states.get(child, Ready(24))

    def start(self, child: str) -> State:
        """Show the first trial."""
        return self._go(child, pending(trial()))

    def pause(self, child: str) -> State:
        """Break."""
        return self._go(child, Paused(START, left=20, done=4, tokens=()))

    def resume(self, child: str) -> State:
        """Go on."""
        return self.start(child)

    def stop(self, child: str) -> State:
        """End."""
        return self._go(child, Resting("stopped", Receipt(3, 1, 0, 0), ()))

    def _go(self, child: str, state: State) -> State:
        self._known(child)
        if self.full:
            raise StorageError("No space left for /home/kim: ...")
        self.states[child] = state
        return state

    def answer(
        self,
        child: str,
        number: int,
        place: int,
        *,
        prompted: bool,
        reaction_ms: int,
        attempt: int = 0,
        session: int | None = None,
    ) -> Answered:
        """Show the next trial, or the same again."""
        waiting = self.state(child)
        if not isinstance(waiting, Pending) or number != waiting.trial.number:
            raise StaleError("Already answered.", waiting)
        if place >= len(waiting.trial.choices):
            raise SettingsError("There is no such answer: choose one that is shown.")
        asked = waiting.trial
        right = place in asked.answers
        if asked.purpose != "teach":
            return Answered(asked, None, None, again=False, token=None, next=Ready(2))
        if not right:
            return Answered(asked, right, asked.answers, again=True, token=None, next=None)
        following = self._go(child, pending(trial(number + 1)))
        earned: Token = "whole"
        return Answered(asked, right, asked.answers, again=False, token=earned, next=following)

    def helped(self, child: str, number: int, session: int) -> None:
        """Remember that the answer was pointed at."""
        waiting = self.state(child)
        if isinstance(waiting, Pending) and number == waiting.trial.number:
            assert session == waiting.trial.session
            self.states[child] = dataclasses.replace(waiting, helped=True)

    def children(self) -> tuple[Enrolled, ...]:
        """Return everybody."""
        return tuple(self.enrolled.values())

    def child(self, child: str) -> Enrolled:
        """Return a child."""
        self._known(child)
        return self.enrolled[child]

    def add_child(
        self,
        pseudonym: str,
        *,
        picture: str,
        age: AgeBand,
        language: Language,
        consent: Consent | None = None,
        plan: Plan | None = None,
    ) -> Enrolled:
        """Add a child."""
        key = f"k{len(self.enrolled)}"
        child = Child(key=key, pseudonym=pseudonym, age=age, language=language, consent=consent)
        self.enrolled[key] = Enrolled(child, picture, "{}", START, f"CODE{len(self.enrolled):04}")
        self.pages[key] = PageSettings(language=language)
        self.plans[key] = plan or Plan(languages=(language,), age=YOUNGEST[age])
        with self.store.writing() as transaction:
            people.add(transaction, self.enrolled[key], self.plans[key])
        return self.enrolled[key]

    def consent(self, child: str, consent: Consent) -> None:
        """Record consent."""
        known = self.child(child)
        agreed = replace(known.child, consent=consent)
        self.enrolled[child] = dataclasses.replace(known, child=agreed)
        with self.store.writing() as transaction:
            people.add_consent(transaction, child, consent)

    def correct_child(self, child: str, pseudonym: str, *, picture: str, age: AgeBand) -> None:
        """Correct name, picture and age band."""
        known = self.child(child)
        corrected = replace(known.child, pseudonym=pseudonym, age=age)
        self.enrolled[child] = dataclasses.replace(known, child=corrected, picture=picture)
        with self.store.writing() as transaction:
            people.correct(transaction, self.enrolled[child])

    def remove_child(self, child: str) -> None:
        """Erase a child."""
        self._known(child)
        del self.enrolled[child]
        with self.store.writing() as transaction:
            people.remove(transaction, child)

    def plan(self, child: str) -> Plan:
        """Return the plan."""
        self._known(child)
        return self.plans[child]

    def ask_form(self, child: str, form: Form) -> None:
        """Let the next session be a probe form, which a doll does not know."""
        self._known(child)

    def withdraw_form(self, child: str) -> None:
        """Take it back."""
        self._known(child)

    def settings(self, child: str) -> PageSettings:
        """Return the page's settings."""
        self._known(child)
        return self.pages[child]

    def set_settings(self, child: str, page: PageSettings) -> None:
        """Set the page's settings."""
        self.pages[child] = page


def pending(asked: Trial) -> Pending:
    """Return a trial that waits for its first response."""
    tokens = ("whole",) if asked.purpose == "teach" else None
    return Pending(asked, attempt=0, left=11, done=13, tokens=tokens)


@dataclass
class DollHouse:
    """A house with its server."""

    settings: WebSettings = field(default_factory=WebSettings)
    vault: DollVault = field(default_factory=DollVault)
    practice: DollPractice = field(default_factory=DollPractice)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        store = self.practice.store
        self.care = Care.over(
            store, lambda _child: Note(rules=RULES, practised=0, goals=()), self.clock, Random(1)
        )
        self.accounts = self.care.accounts
        self.app = self.started()

    def started(self) -> FastAPI:
        """Start the server anew, with what is kept."""
        return create_app(
            self.practice,
            self.vault,
            self.settings,
            care=self.care,
            clock=self.clock,
            ticks=self.clock.ticks,
            hasher=QUICK,
        )

    def browser(self, address: str = "127.0.0.1", **keywords: Any) -> "Browser":
        """Return a browser of a machine at that address."""
        return Browser(
            TestClient(
                self.app,
                base_url="http://127.0.0.1:8000",
                client=(address, 50_000),
                follow_redirects=False,
                raise_server_exceptions=False,
                **keywords,
            )
        )

    def cookie(self, kind: str) -> str:
        """Return what a cookie of this house is called."""
        return Signer(self.vault).cookie(kind)

    def lived_in(self, name: str = "Turtle", language: Language = "en") -> str:
        """Set the keeper's PIN and add a child that the keeper sees; return its key."""
        if self.accounts.first(QUICK.hash(PIN)):
            self.vault.settings["language"] = language
        child = self.practice.add_child(
            name, picture="pic-turtle", age="6-8", language=language, consent=CONSENT
        )
        self.accounts.give(child.child.key, self.keeper.id)
        return child.child.key

    @property
    def keeper(self) -> Account:
        """Who looks after the house."""
        keeper = self.accounts.keeper()
        assert keeper
        return keeper

    def joined(
        self,
        role: Role,
        *children: str,
        pin: str = PIN,
        keeper: bool = False,
        name: str | None = None,
    ) -> Account:
        """Add a caregiver, by default called by the role, to whom these children are given."""
        made = self.accounts.add(name or role.title(), role, QUICK.hash(pin), keeper=keeper)
        self.accounts.give_only(children, made.id)
        return made


@dataclass
class Browser:
    """A browser that sends forms with the page's token, and follows no redirect by itself."""

    client: TestClient
    token: str = ""

    def get(self, path: str, **keywords: Any) -> Response:
        """Open a page, and see its token."""
        reply = self.client.get(path, **keywords)
        found = re.search(r'name="csrf-token" content="([^"]+)"', reply.text)
        self.token = found[1] if found else self.token
        return reply

    def send(self, path: str, fields: Mapping[str, Any] | None = None, **keywords: Any) -> Response:
        """Send a form with the token of the page that was opened last."""
        return self.client.post(path, data={"csrf": self.token, **(fields or {})}, **keywords)

    def tell(
        self, path: str, body: Mapping[str, object] | None = None, **keywords: Any
    ) -> Response:
        """Send JSON as the page's script does."""
        return self.client.post(
            path, json=body or {}, headers={"X-CSRF-Token": self.token}, **keywords
        )

    def enter(self, child: str) -> None:
        """Practise as a child."""
        self.get("/")
        assert self.send(f"/children/{child}/enter").status_code == 303
        self.get("/practice")

    def open_door(self, pin: str = PIN, who: Account | None = None) -> Response:
        """Type the PIN, and look at the caregiver's page."""
        self.get("/caregiver/door")
        fields = {"pin": pin} | ({"who": who.id} if who else {})
        reply = self.send("/caregiver/door", fields)
        if reply.status_code == 303:
            self.get("/caregiver")
        return reply
