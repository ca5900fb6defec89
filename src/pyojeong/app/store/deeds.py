"""Deeds: who saw or changed what. Lines are added and read, and never changed.

A child's lines go with the child; those of a caregiver who was removed stay, and name them.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.store.tables import CaregiverRow, ChildRow, DeedRow

LATEST = 200  # lines of a caregiver among which the same is looked for: more are not seen at once
MOST = 100  # characters of `about` and `detail` together
BETWEEN = ": "  # them, in their column
CUT = "…"  # in place of what has no room


@dataclass(frozen=True)
class Line:
    """A deed.

    caregiver: None: nobody who could be named. child: None: none in particular, or one that is
    erased. deed: of domain.roles, or one of those that need no leave. about: a word: which page,
    what was changed. detail: which of them, or empty.
    """

    id: int
    at: datetime
    caregiver: int | None
    child: str | None
    deed: str
    about: str
    detail: str = ""


def add(
    transaction: Transaction,
    at: datetime,
    caregiver: int | None,
    child: str | None,
    deed: str,
    about: str,
    detail: str = "",
) -> None:
    """Add a line. A child who is gone by now, or a caregiver who never was, is not named in it."""
    if child is not None and transaction.get(ChildRow, child) is None:
        child = None
    if caregiver is not None and transaction.get(CaregiverRow, caregiver) is None:
        caregiver = None
    held = _joined(about, detail)
    transaction.add(DeedRow(at=at, caregiver=caregiver, child=child, deed=deed, about=held))


def done_since(
    transaction: Transaction,
    since: datetime,
    caregiver: int,
    child: str | None,
    deed: str,
    about: str,
    detail: str = "",
) -> bool:
    """Whether the same deed of the same caregiver stands in the log since then."""
    latest = (
        select(DeedRow.at, DeedRow.child, DeedRow.deed, DeedRow.about)
        .where(DeedRow.caregiver == caregiver)
        .order_by(DeedRow.id.desc())
        .limit(LATEST)
    )
    same = (child, deed, _joined(about, detail))
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
    return [_line(row) for row in transaction.scalars(asked)]


def _joined(about: str, detail: str) -> str:
    text = f"{about}{BETWEEN}{detail}" if detail else about
    return text if len(text) <= MOST else text[: MOST - len(CUT)] + CUT


def _line(row: DeedRow) -> Line:
    about, _between, detail = row.about.partition(BETWEEN)
    return Line(row.id, row.at, row.caregiver, row.child, row.deed, about, detail)
