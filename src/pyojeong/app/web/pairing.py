"""Pairing: a device of the house shows once that somebody stands at this machine's screen."""

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from pyojeong.app.web.pin import Try, tidy
from pyojeong.app.web.tries import Counted

CODE_DIGITS = 6
TRIES = "tries"


def new_code() -> str:
    """Return a code of six digits; each start of the server has its own."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


class Pairing:
    """The door of other machines. Its code lives as long as the server, and so do wrong tries.

    Args:
        code: what is to be typed.
        clock: the time, with its zone.
    """

    def __init__(self, code: str, clock: Callable[[], datetime]) -> None:
        self._code = code
        self._tries = Counted(_Memory(), TRIES, clock)
        self._lock = Lock()

    def open(self, code: str) -> Try:
        """Try a code."""
        with self._lock:
            wait_s = self._tries.wait_s()
            if wait_s:
                return Try(opened=False, wait_s=wait_s)
            wait_s = self._tries.count()
            typed = "".join(tidy(code).split())
            if not hmac.compare_digest(typed.encode(), self._code.encode()):
                return Try(opened=False, wait_s=wait_s)
            self._tries.clear()
            return Try(opened=True)


class _Memory:
    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def setting(self, key: str) -> str | None:
        return self._held.get(key)

    def keep_setting(self, key: str, value: str) -> None:
        self._held[key] = value
