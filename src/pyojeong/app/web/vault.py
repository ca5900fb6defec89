"""What the doors need of the store: a Protocol, so that they know no SQL, and the one over it."""

from typing import Protocol

from pyojeong.app.store import Store, household


class Vault(Protocol):
    """The settings of the house. Any thread may ask."""

    def setting(self, key: str) -> str | None:
        """Return a setting of the house; None: it was never set."""
        ...

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting of the house."""
        ...


class StoreVault:
    """A Vault in the store.

    Args:
        store: where.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def setting(self, key: str) -> str | None:
        """Return a setting of the house; None: it was never set."""
        with self._store.reading() as transaction:
            return household.setting(transaction, key)

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting of the house."""
        with self._store.writing() as transaction:
            household.set_setting(transaction, key, value)
