"""Starting: from an open store to the application, with everything real."""

from random import SystemRandom

from fastapi import FastAPI

from pyojeong.app.care.care import Care
from pyojeong.app.domain.stimulus import Face
from pyojeong.app.exercises import make
from pyojeong.app.people import cast
from pyojeong.app.practice import Practice
from pyojeong.app.store import Store
from pyojeong.app.web.calls import Calls
from pyojeong.app.web.server import create_app, local_now
from pyojeong.app.web.settings import WebSettings
from pyojeong.app.web.vault import StoreVault


def warm() -> None:
    """Load what the first picture needs, while somebody still looks for the page."""
    from pyojeong.app.pictures import draw

    draw(Face(person=cast().taught[0], feeling="neutral", variation=0))


def app_of(store: Store, settings: WebSettings) -> FastAPI:
    """Return the application over a store."""
    practice = Practice(
        store, clock=local_now, rng=SystemRandom(), cast=cast(), make=make, calls=Calls()
    )
    care = Care.over(store, practice.standings, local_now, SystemRandom())
    return create_app(practice, StoreVault(store), settings, care=care)
