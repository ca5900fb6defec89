"""Starting: from an open store to the application, with everything real."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import SystemRandom
from threading import Event, Thread

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

REST_S = 1.0  # [D] before each child's progress is worked out: whoever asks meanwhile goes first


@contextmanager
def warming(app: FastAPI) -> Iterator[None]:
    """Make ready what is slow the first time, while somebody still looks for the page.

    At the end it is broken off and waited for: the store is closed then.
    """
    over = Event()
    thread = Thread(target=_warm, args=(app, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _warm(app: FastAPI, over: Event) -> None:
    """Load what the first picture needs, then work out the progress of the children."""
    from pyojeong.app.pictures import draw

    draw(Face(person=cast().taught[0], feeling="neutral", variation=0))
    care: Care = app.state.care
    care.progress.warm(lambda: over.wait(REST_S))


def app_of(store: Store, settings: WebSettings) -> FastAPI:
    """Return the application over a store."""
    practice = Practice(
        store, clock=local_now, rng=SystemRandom(), cast=cast(), make=make, calls=Calls()
    )
    care = Care.over(store, practice.standings, local_now, SystemRandom())
    app = create_app(practice, StoreVault(store), settings, care=care)
    app.state.care = care
    return app
