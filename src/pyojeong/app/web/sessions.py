"""Sessions of caregivers: in memory alone, so that a restart closes every door."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

IDLE_S = 15 * 60  # [D] after which the door falls shut by itself
MOST = 100  # open at a time; the one that has been unused for longest goes first
NAME_BYTES = 32


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


class Sessions:
    """The doors that are open.

    Args:
        ticks: seconds of a clock that never goes back.
    """

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._lock = Lock()
        self._open: dict[str, tuple[Session, float]] = {}  # the longest unused first

    def open(self, browser: str, account: int) -> Session:
        """Return a new session of a caregiver in the browser of that name."""
        name, token = (secrets.token_urlsafe(NAME_BYTES) for _ in range(2))
        session = Session(name, token, browser, account)
        with self._lock:
            self._open[session.name] = (session, self._ticks())
            if len(self._open) > MOST:
                self._open.pop(next(iter(self._open)))
        return session

    def used(self, name: str | None) -> Session | None:
        """Return an open session, and count it as used now; None: there is none of that name."""
        with self._lock:
            session, last = self._open.pop(name or "", (None, 0.0))
            now = self._ticks()
            if session is None or now - last > IDLE_S:
                return None
            self._open[session.name] = (session, now)
            return session

    def close(self, session: Session | None) -> None:
        """Close a session."""
        with self._lock:
            self._open.pop(session.name if session else "", None)

    def close_in(self, browser: str) -> None:
        """Close every session in the browser of that name."""
        self._keep(lambda session: session.browser != browser)

    def close_of(self, account: int, but: Session | None = None) -> None:
        """Close every session of a caregiver, except one."""
        self._keep(lambda session: session.account != account or session == but)

    def _keep(self, keeps: Callable[[Session], bool]) -> None:
        with self._lock:
            self._open = {name: one for name, one in self._open.items() if keeps(one[0])}
