"""Accounts: who may open the caregiver's pages, as whom, and which children they see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.roles import ROLES, UNNAMED, Deed, Role, may
from pyojeong.app.domain.trial import Language
from pyojeong.app.store.tables import AccessRow, CaregiverRow, ChildRow

LEAST: Role = "researcher"  # what a role that we do not know may do: a newer Pyojeong named it
SPOKEN: tuple[Language, ...] = get_args(Language)

HERE = CaregiverRow.removed_at.is_(None)


@dataclass(frozen=True)
class Account:
    """A caregiver.

    name: empty until one was given. keeper: says who else there is, and who sees whom.
    children: keys of those that were given; of others nothing is seen. language: of the pages that
    this caregiver sees; None: that of the house.
    """

    id: int
    name: str
    role: Role
    keeper: bool
    children: frozenset[str] = frozenset()
    language: Language | None = None

    @property
    def sees_names(self) -> bool:
        """Whether children are shown by name and picture; otherwise by their codes."""
        return self.role not in UNNAMED

    def may(self, deed: Deed) -> bool:
        """Whether the role may do something; with which children is said by `children`."""
        return may(self.role, deed, keeper=self.keeper)


def everybody(transaction: Transaction) -> tuple[Account, ...]:
    """Return every account, in the order in which they came."""
    given: dict[int, set[str]] = {}
    for caregiver, child in transaction.execute(select(AccessRow.caregiver, AccessRow.child)):
        given.setdefault(caregiver, set()).add(child)
    rows = transaction.scalars(select(CaregiverRow).where(HERE).order_by(CaregiverRow.id))
    return tuple(_account(row, given.get(row.id, ())) for row in rows)


def removed(transaction: Transaction) -> tuple[Account, ...]:
    """Return who was removed, as they were then: the log names them."""
    rows = transaction.scalars(select(CaregiverRow).where(~HERE).order_by(CaregiverRow.id))
    return tuple(_account(row, ()) for row in rows)


def get(transaction: Transaction, caregiver: int) -> Account | None:
    """Return an account; None: there is none, or none any more."""
    row = transaction.get(CaregiverRow, caregiver)
    if row is None or row.removed_at is not None:
        return None
    mine = select(AccessRow.child).where(AccessRow.caregiver == caregiver)
    return _account(row, transaction.scalars(mine))


def any_there(transaction: Transaction) -> bool:
    """Whether there is an account: first run is over."""
    return bool(transaction.scalar(select(exists().where(HERE))))


def add(
    transaction: Transaction, name: str, role: Role, pin_hash: str, at: datetime, *, keeper: bool
) -> Account:
    """Add an account, to which no child is given yet."""
    row = CaregiverRow(name=name, role=role, keeper=keeper, pin_hash=pin_hash, created_at=at)
    transaction.add(row)
    transaction.flush()
    return _account(row, ())


def change(transaction: Transaction, changed: Account) -> None:
    """Store another name or role, or who keeps the house; children are given elsewhere."""
    transaction.execute(
        update(CaregiverRow)
        .where(CaregiverRow.id == changed.id)
        .values(name=changed.name, role=changed.role, keeper=changed.keeper)
    )


def set_language(transaction: Transaction, caregiver: int, language: Language | None) -> None:
    """Store the language in which somebody reads; None: that of the house."""
    transaction.execute(
        update(CaregiverRow).where(CaregiverRow.id == caregiver).values(language=language)
    )


def remove(transaction: Transaction, caregiver: int, at: datetime) -> None:
    """Remove an account: it sees nobody and has no PIN; its name stays, for the log's lines."""
    transaction.execute(delete(AccessRow).where(AccessRow.caregiver == caregiver))
    transaction.execute(
        update(CaregiverRow).where(CaregiverRow.id == caregiver).values(pin_hash="", removed_at=at)
    )


def pin_hash(transaction: Transaction, caregiver: int) -> str | None:
    """Return the hash of a PIN; None: there is no such account."""
    asked = select(CaregiverRow.pin_hash).where(CaregiverRow.id == caregiver, HERE)
    return transaction.scalar(asked)


def set_pin_hash(transaction: Transaction, caregiver: int, value: str) -> None:
    """Store the hash of a PIN in place of the one before."""
    transaction.execute(
        update(CaregiverRow).where(CaregiverRow.id == caregiver).values(pin_hash=value)
    )


def set_children(transaction: Transaction, caregiver: int, children: Iterable[str]) -> None:
    """Give these children, and no others; who is gone meanwhile is left out."""
    transaction.execute(delete(AccessRow).where(AccessRow.caregiver == caregiver))
    there = transaction.scalars(select(ChildRow.key).where(ChildRow.key.in_(set(children))))
    rows = [AccessRow(caregiver=caregiver, child=child) for child in there]
    transaction.add_all(rows)
    transaction.flush()


def unseen(transaction: Transaction) -> frozenset[str]:
    """Return the children whom nobody sees that is shown their names."""
    seen = (
        exists()
        .where(AccessRow.child == ChildRow.key)
        .where(AccessRow.caregiver == CaregiverRow.id)
        .where(CaregiverRow.role.not_in(UNNAMED))
    )
    return frozenset(transaction.scalars(select(ChildRow.key).where(~seen)))


def _account(row: CaregiverRow, children: Iterable[str]) -> Account:
    role = next((one for one in ROLES if one == row.role), LEAST)
    language = next((one for one in SPOKEN if one == row.language), None)
    return Account(row.id, row.name, role, row.keeper, frozenset(children), language)
