"""A house whose pages about real life can be opened: probes, missions and signals."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from fakes.house import PIN, QUICK, House, opened
from fakes.practice import Clock
from pyojeong.app.care.accounts import Accounts
from pyojeong.app.care.missions import Missions
from pyojeong.app.care.observing import Observing
from pyojeong.app.care.signals import Signals
from pyojeong.app.domain.trial import Language
from pyojeong.app.web.care.missions import mission_routes
from pyojeong.app.web.care.observing import observing_routes
from pyojeong.app.web.care.signals import signals_routes
from pyojeong.app.web.cookies import Signer
from pyojeong.app.web.devices import Devices
from pyojeong.app.web.house import House as Pages
from pyojeong.app.web.pages import Pages as Templates
from pyojeong.app.web.pin import Door
from pyojeong.app.web.server import create_app
from pyojeong.app.web.sessions import Sessions
from unit.app.web.doll_house import Browser


def app_of(house: House, clock: Clock) -> FastAPI:
    """Return the application with the pages about real life."""
    vault, practice, accounts = house.vault, house.practice, Accounts(house.store, clock)

    def ticks() -> float:
        return clock().timestamp()

    app = create_app(practice, vault, accounts=accounts, clock=clock, ticks=ticks, hasher=QUICK)
    signer = Signer(vault)
    pages = Pages(
        practice=practice,
        vault=vault,
        signer=signer,
        sessions=Sessions(ticks),
        devices=Devices(vault, signer),
        door=Door(accounts, vault, clock, QUICK),
        accounts=accounts,
        pairing=None,
        pages=Templates(),
    )
    app.include_router(observing_routes(pages, Observing(house.store, clock)))
    app.include_router(mission_routes(pages, Missions(house.store, clock)))
    app.include_router(signals_routes(pages, Signals(house.store, clock)))
    return app


@contextmanager
def visited(
    folder: Path, clock: Clock, language: Language = "en"
) -> Iterator[tuple[House, Browser]]:
    """Give a house and a browser with its door open."""
    with opened(folder, clock) as house:
        house.with_pin(language)
        browser = Browser(
            TestClient(
                app_of(house, clock),
                base_url="http://127.0.0.1:8000",
                client=("127.0.0.1", 50_000),
                follow_redirects=False,
                raise_server_exceptions=False,
            )
        )
        assert browser.open_door(PIN).status_code == 303
        yield house, browser
