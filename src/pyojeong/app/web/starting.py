"""Starting: from an open store to the application, with everything real."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
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
from pyojeong.core.errors import PyojeongError

REST_S = 1.0  # [D] before each child's progress is worked out: whoever asks meanwhile goes first


class Ahead:
    """What is worked out before anybody asks: the progress of every child, and after its session.

    Args:
        care: the caregiver's use cases.
        rested: the children whose session is over, as they come; None ends it.
    """

    def __init__(self, care: Care, rested: "SimpleQueue[str | None]") -> None:
        self._progress = care.progress
        self._rested = rested
        self._over = Event()

    def work(self) -> None:
        """Load what the first picture needs, then work out progress until it is over."""
        from pyojeong.app.pictures import draw

        draw(Face(person=cast().taught[0], feeling="neutral", variation=0))
        with suppress(PyojeongError):  # whoever asks is told
            self._progress.warm(self._rest)
        while (child := self._rested.get()) is not None and not self._rest():
            with suppress(PyojeongError):
                self._progress.of(child)

    def end(self) -> None:
        """Break it off."""
        self._over.set()
        self._rested.put(None)

    def _rest(self) -> bool:
        """Wait a little; whether it is over."""
        return self._over.wait(REST_S)


@contextmanager
def warming(app: FastAPI) -> Iterator[None]:
    """Make ready what is slow the first time, while somebody still looks for the page.

    At the end it is broken off and waited for: the store is closed then.
    """
    ahead: Ahead = app.state.ahead
    thread = Thread(target=ahead.work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ahead.end()
        thread.join()


def app_of(store: Store, settings: WebSettings) -> FastAPI:
    """Return the application over a store."""
    rested: SimpleQueue[str | None] = SimpleQueue()
    practice = Practice(
        store,
        clock=local_now,
        rng=SystemRandom(),
        cast=cast(),
        make=make,
        calls=Calls(),
        rested=rested.put,
    )
    care = Care.over(store, practice.standings, local_now, SystemRandom())
    app = create_app(practice, StoreVault(store), settings, care=care)
    app.state.ahead = Ahead(care, rested)
    return app
