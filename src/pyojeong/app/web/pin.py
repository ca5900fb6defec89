"""The caregiver's PIN: its form, its keeping as Argon2, and the door that it opens."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from threading import Lock
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pyojeong.app.web.tries import Counted
from pyojeong.app.web.vault import Vault

DIGITS = (4, 12)  # of a PIN
PASSPHRASE = (8, 128)  # characters of one

TRIES = "pin_tries"

Fault = Literal["form", "weak", "different"]


def tidy(pin: str) -> str:
    """Return a PIN in one form: digits of a Korean keyboard's full width are digits."""
    return unicodedata.normalize("NFKC", pin).strip()


def is_pin(pin: str) -> bool:
    """Whether a tidied text is 4 to 12 digits, or a passphrase."""
    digits = pin.isascii() and pin.isdecimal()
    least, most = DIGITS if digits else PASSPHRASE
    return least <= len(pin) <= most


def is_weak(pin: str) -> bool:
    """Whether a tidied PIN is a run, as 1234 and 9876, or one character again and again."""
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    return steps == {0} or (pin.isdecimal() and steps in ({1}, {-1}))


def fault_of(pin: str, again: str) -> Fault | None:
    """Return what is wrong with a new PIN that was typed twice; None: nothing."""
    if not is_pin(tidy(pin)):
        return "form"
    if is_weak(tidy(pin)):
        return "weak"
    return None if tidy(pin) == tidy(again) else "different"


@dataclass(frozen=True)
class Try:
    """What became of a try at the door.

    wait_s: seconds until the next one; a try within them is not looked at.
    """

    opened: bool
    wait_s: float = 0.0


class Door:
    """The door that the PIN opens.

    Args:
        vault: where PIN and wrong tries are kept.
        clock: the time, with its zone.
        hasher: Argon2id with RFC 9106's parameters for little memory, unless given.
    """

    def __init__(
        self,
        vault: Vault,
        clock: Callable[[], datetime],
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._vault = vault
        self._tries = Counted(vault, TRIES, clock)
        self._hasher = hasher or PasswordHasher()
        self._lock = Lock()  # one try at a time: none slips past the count, and 64 MiB once

    @property
    def has_lock(self) -> bool:
        """Whether a PIN was ever set."""
        return self._vault.pin_hash() is not None

    def set_pin(self, pin: str) -> None:
        """Keep a new PIN."""
        self._vault.keep_pin_hash(self._hasher.hash(tidy(pin)))
        self._tries.clear()

    def set_first_pin(self, pin: str) -> bool:
        """Keep the first PIN; return False, and keep nothing, where there is one already."""
        with self._lock:
            if self.has_lock:
                return False
            self.set_pin(pin)
            return True

    def wait_s(self) -> float:
        """Return the seconds until the next try."""
        return self._tries.wait_s()

    def open(self, pin: str) -> Try:
        """Try a PIN."""
        with self._lock:
            wait_s = self._tries.wait_s()
            if wait_s:
                return Try(opened=False, wait_s=wait_s)
            wait_s = self._tries.count()
            if not self._is_right(tidy(pin)):
                return Try(opened=False, wait_s=wait_s)
            self._tries.clear()
            return Try(opened=True)

    def _is_right(self, pin: str) -> bool:
        try:
            return self._hasher.verify(self._vault.pin_hash() or "", pin)
        except (InvalidHashError, VerificationError):
            return False
