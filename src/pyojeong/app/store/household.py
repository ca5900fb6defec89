"""What concerns nobody in particular: settings of the household."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.store.tables import SettingRow


def setting(transaction: Transaction, key: str) -> str | None:
    """Return a setting of the household; None: it was never set."""
    return transaction.scalar(select(SettingRow.value).where(SettingRow.key == key))


def set_setting(transaction: Transaction, key: str, value: str) -> None:
    """Store a setting of the household."""
    transaction.merge(SettingRow(key=key, value=value))
