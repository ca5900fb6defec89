"""A caregiver's PIN: its form, its keeping as Argon2, and the door that it opens."""

import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from threading import Lock
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pyojeong.app.care.accounts import Account, Accounts
from pyojeong.app.domain.roles import Role
from pyojeong.app.web.tries import FREE_OF_ALL, Counted
from pyojeong.app.web.vault import Vault

DIGITS = (4, 12)  # of a PIN
PASSPHRASE = (8, 128)  # characters of one

TRIES = "pin_tries"  # of everybody together; with an account's id behind it, of that one
NOBODY = 0  # no account's id: whoever is not there is tried, counted and waited for all the same

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

    wait_s: seconds until the next try; a try within them is not looked at. account: whose PIN
    opened the caregivers' door.
    """

    opened: bool
    wait_s: float = 0.0
    account: Account | None = None


class Door:
    """The door that PINs open, each that of its own account.

    Wrong tries are counted for each account, and for all together. How long a try takes does not
    tell whether there is such an account: Argon2 has its work with every try.

    Args:
        accounts: who may open it, and where their PINs are kept.
        vault: where wrong tries are kept.
        clock: the time, with its zone.
        hasher: Argon2id with RFC 9106's parameters for little memory, unless given.
    """

    def __init__(
        self,
        accounts: Accounts,
        vault: Vault,
        clock: Callable[[], datetime],
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._accounts = accounts
        self._vault = vault
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._lock = Lock()  # one try at a time: none slips past the count, and 64 MiB once

    @property
    def has_lock(self) -> bool:
        """Whether a PIN was ever set."""
        return self._accounts.any_there()

    def people(self) -> tuple[Account, ...]:
        """Return among whom the door has to ask who it is; nobody where only one can be meant."""
        there = self._accounts.everybody()
        return there if len(there) > 1 else ()

    def add(self, name: str, role: Role, pin: str, *, keeper: bool, by: Account) -> Account:
        """Add an account with its PIN, by whoever looks after the house.

        Raises:
            AccountError: the name is empty, too long, or somebody else's.
        """
        made = self._accounts.add(name, role, self._hashed(pin), keeper=keeper, by=by)
        self._forget_tries(made.id)
        return made

    def set_pin(self, account: int, pin: str, by: Account | None = None) -> None:
        """Keep a new PIN of somebody; `by`: who let them choose another, for the log.

        Raises:
            AccountError: the account is gone.
        """
        self._accounts.set_pin_hash(account, self._hashed(pin), by)
        self._forget_tries(account)

    def set_first_pin(self, pin: str) -> Account | None:
        """Keep the first PIN, and return whose it is; None, and nothing is kept: there is one."""
        return self._accounts.first(self._hashed(pin))

    def set_keepers_pin(self, pin: str) -> None:
        """Keep a new PIN of the house's keeper; before first run, the first."""
        keeper = self._accounts.keeper()
        if keeper is None:
            keeper = self.set_first_pin(pin)
        else:
            self.set_pin(keeper.id, pin)
        self._accounts.log(keeper, "own", "pin-here")

    def wait_s(self) -> float:
        """Return the seconds until the next try, whoever tries."""
        there = self._accounts.everybody()
        everybodys, own = self._counts(there[0].id if len(there) == 1 else NOBODY)
        return max(everybodys.wait_s(), own.wait_s() if len(there) == 1 else 0.0)

    def open(self, pin: str, who: int | None = None) -> Try:
        """Try a PIN.

        Args:
            pin: as it was typed.
            who: id of the account; where there is only one, that is meant.
        """
        with self._lock:
            account = self._meant(who)
            meant = account.id if account else NOBODY
            counts = self._counts(meant)
            wait_s = max(count.wait_s() for count in counts)
            if wait_s:
                return Try(opened=False, wait_s=wait_s)
            wait_s = max([count.count() for count in counts])  # both, before it is looked at
            if not self._is_right(meant, tidy(pin)):
                self._write_wrong(account)
                return Try(opened=False, wait_s=wait_s)
            self._forget_tries(meant)
            return Try(opened=True, account=account)

    def _write_wrong(self, account: Account | None) -> None:
        if account:
            self._accounts.log_door(account.id, "wrong")
        else:
            self._accounts.log_door(None, "nobody")

    def _meant(self, who: int | None) -> Account | None:
        there = self._accounts.everybody()
        if len(there) == 1:
            return there[0]
        return next((one for one in there if one.id == who), None)

    def _counts(self, account: int) -> tuple[Counted, Counted]:
        everybodys = Counted(self._vault, TRIES, self._clock, FREE_OF_ALL)
        return everybodys, Counted(self._vault, f"{TRIES}_{account}", self._clock)

    def _forget_tries(self, account: int) -> None:
        for count in self._counts(account):
            count.clear()

    def _hashed(self, pin: str) -> str:
        return self._hasher.hash(tidy(pin))

    @cached_property
    def _nobodys(self) -> str:
        """The hash of a PIN that nobody knows, for tries as whoever is not there."""
        return self._hasher.hash(secrets.token_hex())

    def _is_right(self, account: int, pin: str) -> bool:
        nobodys = self._nobodys  # made by the first try, whosever it is
        try:
            return self._hasher.verify(self._accounts.pin_hash(account) or nobodys, pin)
        except (InvalidHashError, VerificationError):
            return False
