"""A house with its store in a folder, and a caregiver's browser at its pages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from random import Random

from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from fakes.practice import CONSENT, Clock, give
from pyojeong.app.care.accounts import Accounts
from pyojeong.app.care.care import Care
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language
from pyojeong.app.exercises import make
from pyojeong.app.people import cast
from pyojeong.app.practice import Pending, Practice
from pyojeong.app.store import Store, open_store
from pyojeong.app.web.server import create_app
from pyojeong.app.web.vault import StoreVault
from unit.app.web.doll_house import PIN, Browser

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # nobody attacks a test


@dataclass(frozen=True)
class CareHouse:
    """The house, and what is behind its pages."""

    app: FastAPI
    store: Store
    practice: Practice
    accounts: Accounts
    vault: StoreVault
    clock: Clock

    def child(
        self, name: str = "Turtle", language: Language = "en", plan: Plan | None = None
    ) -> str:
        """Add a child who was given to every caregiver, and return its key."""
        key = self.practice.add_child(
            name, picture="pic-turtle", age="6-8", language=language, consent=CONSENT, plan=plan
        ).child.key
        for account in self.accounts.everybody():
            self.accounts.give(key, account.id)
        return key

    def session(self, key: str, trials: int = 1000, *, right: bool = True) -> int:
        """Let a child practise, 5 s a trial, and return how many trials it had."""
        state = self.practice.start(key)
        done = 0
        while isinstance(state, Pending) and done < trials:
            self.clock.wind(seconds=5)
            done += state.attempt == 0
            state = give(self.practice, key, state, right=right).next or self.practice.state(key)
        return done

    def caregiver(self, language: Language = "en") -> Browser:
        """Return a browser with the door open."""
        self.vault.keep_setting("language", language)
        browser = Browser(
            TestClient(
                self.app,
                base_url="http://127.0.0.1:8000",
                client=("127.0.0.1", 50_000),
                follow_redirects=False,
            )
        )
        browser.open_door()
        return browser


@contextmanager
def kept(folder: Path, clock: Clock | None = None) -> Iterator[CareHouse]:
    """Give a house over a folder, with one caregiver, who looks after it."""
    clock = clock or Clock()
    store = open_store(folder, clock())
    practice = Practice(store, clock=clock, rng=Random(5), cast=cast(), make=make, calls=lambda: 0)
    care, vault = Care.over(store, practice.standings, clock, Random(1)), StoreVault(store)
    care.accounts.first(QUICK.hash(PIN))
    try:
        app = create_app(
            practice,
            vault,
            care=care,
            clock=clock,
            ticks=lambda: clock().timestamp(),
            hasher=QUICK,
        )
        yield CareHouse(app, store, practice, care.accounts, vault, clock)
    finally:
        store.close()


def fields(page: str) -> dict[str, list[str]]:
    """Return what a browser would send of the form as it stands."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]+>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        free = not re.search(r'type="(?:radio|checkbox)"', tag)
        if name and value and (free or " checked" in tag):
            found.setdefault(name[1], []).append(unescape(value[1]))
    for name, options in re.findall(r'<select [^>]*name="([^"]+)">(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = [chosen[1] if chosen else ""]
    found.pop("csrf", None)
    return found
