"""Pairing: a device of the house shows once that somebody stands at this machine's screen."""

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from pyojeong.app.web.pin import Try, tidy
from pyojeong.app.web.tries import LONGEST_WAIT_S, Counted

CODE_DIGITS = 6

# [D] Of all machines together; then none is paired until the next start, which has another code.
# Somebody with many addresses finds a code of six digits with a chance of one in 1,000.
MOST_WRONG = 1000


def new_code() -> str:
    """Return a code of six digits; each start of the server has its own."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


class Pairing:
    """The door of other machines. Its code lives as long as the server, and so do wrong tries.

    Each machine waits for its own, so that a stranger keeps nobody else waiting.

    Args:
        code: what is to be typed.
        clock: the time, with its zone.
    """

    def __init__(self, code: str, clock: Callable[[], datetime]) -> None:
        self._code = code
        self._clock = clock
        self._memory = _Memory()
        self._wrong = 0
        self._lock = Lock()

    def open(self, code: str, address: str) -> Try:
        """Try a code, from the machine at an address."""
        with self._lock:
            tries = Counted(self._memory, address, self._clock)
            wait_s = tries.wait_s() if self._wrong < MOST_WRONG else LONGEST_WAIT_S
            if wait_s:
                return Try(opened=False, wait_s=wait_s)
            wait_s = tries.count()
            typed = "".join(tidy(code).split())
            if not hmac.compare_digest(typed.encode(), self._code.encode()):
                self._wrong += 1
                return Try(opened=False, wait_s=wait_s)
            tries.clear()
            return Try(opened=True)


class _Memory:
    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def setting(self, key: str) -> str | None:
        return self._held.get(key)

    def keep_setting(self, key: str, value: str) -> None:
        self._held[key] = value
