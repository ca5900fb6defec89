"""Deeds: who saw or changed what. Lines are added and read, and never changed.

A child's lines go with the child; those of a caregiver who was removed stay, without a name.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.store.tables import CaregiverRow, ChildRow, DeedRow

LATEST = 200  # lines of a caregiver among which the same is looked for: more are not seen at once


@dataclass(frozen=True)
class Line:
    """A deed.

    caregiver: None: removed since. child: None: none in particular, or one that is erased. deed:
    of domain.roles, or `own`. about: a word: which page, what was changed.
    """

    id: int
    at: datetime
    caregiver: int | None
    child: str | None
    deed: str
    about: str


def add(
    transaction: Transaction,
    at: datetime,
    caregiver: int | None,
    child: str | None,
    deed: str,
    about: str,
) -> None:
    """Add a line. A child or a caregiver who is gone by now is not named in it."""
    if child is not None and transaction.get(ChildRow, child) is None:
        child = None
    if caregiver is not None and transaction.get(CaregiverRow, caregiver) is None:
        caregiver = None
    transaction.add(DeedRow(at=at, caregiver=caregiver, child=child, deed=deed, about=about))


def done_since(
    transaction: Transaction,
    since: datetime,
    caregiver: int,
    child: str | None,
    deed: str,
    about: str,
) -> bool:
    """Whether the same deed of the same caregiver stands in the log since then."""
    latest = (
        select(DeedRow.at, DeedRow.child, DeedRow.deed, DeedRow.about)
        .where(DeedRow.caregiver == caregiver)
        .order_by(DeedRow.id.desc())
        .limit(LATEST)
    )
    same = (child, deed, about)
    return any(at > since and tuple(rest) == same for at, *rest in transaction.execute(latest))


def newest(
    transaction: Transaction,
    most: int,
    *,
    child: str | None = None,
    caregiver: int | None = None,
    before: int | None = None,
) -> list[Line]:
    """Return lines, the newest first.

    Args:
        transaction: in which they are read.
        most: how many.
        child: about whom; None: all, and nobody.
        caregiver: whose; None: everybody's.
        before: only those that are older than the line of that id.
    """
    asked = select(DeedRow).order_by(DeedRow.id.desc()).limit(most)
    if child is not None:
        asked = asked.where(DeedRow.child == child)
    if caregiver is not None:
        asked = asked.where(DeedRow.caregiver == caregiver)
    if before is not None:
        asked = asked.where(DeedRow.id < before)
    return [
        Line(row.id, row.at, row.caregiver, row.child, row.deed, row.about)
        for row in transaction.scalars(asked)
    ]
