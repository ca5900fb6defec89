"""A house whose pages about real life can be opened: probes, missions and signals."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from fastapi import FastAPI
from starlette.testclient import TestClient

from fakes.house import PIN, QUICK, House, opened
from fakes.practice import Clock
from pyojeong.app.care.care import Care
from pyojeong.app.domain.trial import Language
from pyojeong.app.web.server import create_app
from unit.app.web.doll_house import Browser


def app_of(house: House, clock: Clock) -> FastAPI:
    """Return the application with the pages about real life."""

    def ticks() -> float:
        return clock().timestamp()

    care = Care.over(house.store, house.practice.standings, clock, Random(1))
    return create_app(
        house.practice, house.vault, care=care, clock=clock, ticks=ticks, hasher=QUICK
    )


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
