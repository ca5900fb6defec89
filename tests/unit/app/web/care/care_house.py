"""A house with its store in a folder, and a caregiver's browser at its pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from argon2 import PasswordHasher
from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from fakes.practice import CONSENT, Clock, give
from pyojeong.app.care.accounts import Accounts
from pyojeong.app.care.home import Home
from pyojeong.app.care.plan import Plans
from pyojeong.app.care.sittings import Sittings
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language
from pyojeong.app.exercises import make
from pyojeong.app.people import cast
from pyojeong.app.practice import Pending, Practice
from pyojeong.app.store import Store, open_store
from pyojeong.app.web import server
from pyojeong.app.web.care.home import home_routes
from pyojeong.app.web.care.plan import plan_routes
from pyojeong.app.web.care.sittings import sitting_routes
from pyojeong.app.web.caregiver import caregiver_routes
from pyojeong.app.web.house import House
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
    accounts, vault = Accounts(store, clock), StoreVault(store)
    accounts.first(QUICK.hash(PIN))
    try:
        app = _app(store, practice, accounts, vault, clock)
        yield CareHouse(app, store, practice, accounts, vault, clock)
    finally:
        store.close()


def _app(
    store: Store, practice: Practice, accounts: Accounts, vault: StoreVault, clock: Clock
) -> FastAPI:
    """Return the app with the pages of home, plan and sessions before all others."""

    def routes(house: House, *rest: Any, **named: Any) -> APIRouter:
        every = APIRouter()
        every.include_router(home_routes(house, Home(store, clock, practice.standings)))
        every.include_router(plan_routes(house, Plans(store, clock, Random(1))))
        every.include_router(sitting_routes(house, Sittings(store, clock)))
        every.include_router(caregiver_routes(house, *rest, **named))
        return every

    with patch.object(server, "caregiver_routes", routes):
        return server.create_app(
            practice,
            vault,
            accounts=accounts,
            clock=clock,
            ticks=lambda: clock().timestamp(),
            hasher=QUICK,
        )
