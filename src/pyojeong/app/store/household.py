"""What concerns nobody in particular: the caregiver's PIN, and settings of the household."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.store.tables import CaregiverRow, SettingRow


def pin_hash(transaction: Transaction) -> str | None:
    """Return the hash of the caregiver's PIN; None: none was chosen yet."""
    return transaction.scalar(
        select(CaregiverRow.pin_hash).order_by(CaregiverRow.id.desc()).limit(1)
    )


def set_pin_hash(transaction: Transaction, value: str, at: datetime) -> None:
    """Store the hash of the caregiver's PIN in place of the one before."""
    transaction.execute(delete(CaregiverRow))
    transaction.add(CaregiverRow(pin_hash=value, created_at=at))


def setting(transaction: Transaction, key: str) -> str | None:
    """Return a setting of the household; None: it was never set."""
    return transaction.scalar(select(SettingRow.value).where(SettingRow.key == key))


def set_setting(transaction: Transaction, key: str, value: str) -> None:
    """Store a setting of the household."""
    transaction.merge(SettingRow(key=key, value=value))
