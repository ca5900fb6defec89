"""Sessions of caregivers: in memory alone, so that a restart closes every door."""

import hmac
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Literal, TypeAlias

from pyojeong.app.web.unsaved import Waiting

IDLE_S = 15 * 60  # [D] after which the door falls shut by itself
MOST = 100  # open at a time, and remembered after; the one that was unused for longest goes first
NAME_BYTES = 32

End = Literal["closed", "shut"]  # shut: by itself


@dataclass(frozen=True)
class Session:
    """An open door.

    name: what the cookie bears. token: of its forms. browser: in which it was opened. account: id
    of the caregiver who opened it.
    """

    name: str
    token: str
    browser: str
    account: int


Told: TypeAlias = Callable[[Session, End], None]


def _nobody(_session: Session, _end: End) -> None:
    """Tell nobody."""


class Sessions:
    """The doors that are open; of those that were, whose forms a browser may still show.

    Args:
        ticks: seconds of a clock that never goes back.
    """

    def __init__(self, ticks: Callable[[], float]) -> None:
        self.unsaved = Waiting(ticks)
        self._ticks = ticks
        self._lock = Lock()
        self._open: dict[str, tuple[Session, float]] = {}  # the longest unused first
        self._over: dict[str, Session] = {}  # the first to end first
        self._told: Told = _nobody

    def watch(self, told: Told) -> None:
        """Let somebody be told of each door that closes, once it is closed."""
        self._told = told

    def open(self, browser: str, account: int) -> Session:
        """Return a new session of a caregiver in the browser of that name."""
        name, token = (secrets.token_urlsafe(NAME_BYTES) for _ in range(2))
        session = Session(name, token, browser, account)
        with self._lock:
            self._open[session.name] = (session, self._ticks())
            spare = [one for one, _last in self._open.values()][:-MOST]
        self._end(spare, "closed")
        return session

    def used(self, name: str | None) -> Session | None:
        """Return an open session, and count it as used now; None: there is none of that name."""
        now = self._ticks()
        with self._lock:
            idle = [one for one, last in self._open.values() if now - last > IDLE_S]
        self._end(idle, "shut")
        with self._lock:
            session, _last = self._open.pop(name or "", (None, 0.0))
            if session:
                self._open[session.name] = (session, now)
            return session

    def ended(self, token: str, browser: str) -> Session | None:
        """Return the door that is shut by now, of whose forms in that browser the token was."""
        with self._lock:
            over = [one for one in self._over.values() if one.browser == browser]
        given = token.encode()
        return next((one for one in over if hmac.compare_digest(one.token.encode(), given)), None)

    def close(self, session: Session | None) -> None:
        """Close a session."""
        if session:
            self._end([session], "closed")

    def close_in(self, browser: str) -> None:
        """Close every session in the browser of that name."""
        self._close(lambda session: session.browser == browser)

    def close_of(self, account: int, but: Session | None = None) -> None:
        """Close every session of a caregiver, except one."""
        self._close(lambda session: session.account == account and session != but)

    def _close(self, closes: Callable[[Session], bool]) -> None:
        with self._lock:
            found = [one for one, _last in self._open.values() if closes(one)]
        self._end(found, "closed")

    def _end(self, sessions: Iterable[Session], end: End) -> None:
        """End those sessions that are open still, and tell of each."""
        for session in sessions:
            with self._lock:
                ends = self._open.pop(session.name, None) is not None
                if ends:
                    self._over[session.name] = session
                if len(self._over) > MOST:
                    self._over.pop(next(iter(self._over)))
            if ends:
                self._told(session, end)
