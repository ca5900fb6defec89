"""What the doors need of the store: a Protocol, so that they know no SQL, and the one over it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from pyojeong.app.store import Store, household


class Vault(Protocol):
    """The caregiver's PIN and the settings of the house. Any thread may ask."""

    def setting(self, key: str) -> str | None:
        """Return a setting of the house; None: it was never set."""
        ...

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting of the house."""
        ...

    def pin_hash(self) -> str | None:
        """Return the caregiver's PIN as Argon2 keeps it; None: there is none yet."""
        ...

    def keep_pin_hash(self, value: str) -> None:
        """Keep the caregiver's PIN, as Argon2 gives it, in place of the one before."""
        ...


class StoreVault:
    """A Vault in the store.

    Args:
        store: where.
        clock: the time, with its zone.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def setting(self, key: str) -> str | None:
        """Return a setting of the house; None: it was never set."""
        with self._store.reading() as transaction:
            return household.setting(transaction, key)

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting of the house."""
        with self._store.writing() as transaction:
            household.set_setting(transaction, key, value)

    def pin_hash(self) -> str | None:
        """Return the caregiver's PIN as Argon2 keeps it; None: there is none yet."""
        with self._store.reading() as transaction:
            return household.pin_hash(transaction)

    def keep_pin_hash(self, value: str) -> None:
        """Keep the caregiver's PIN, as Argon2 gives it, in place of the one before."""
        with self._store.writing() as transaction:
            household.set_pin_hash(transaction, value, self._clock())
