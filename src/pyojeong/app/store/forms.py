"""Probe forms that a caregiver has asked for: each is the child's next session, once begun."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.forms import Form
from pyojeong.app.store.tables import FormRow

FORM: TypeAdapter[Form] = TypeAdapter(Form)


@dataclass(frozen=True)
class AskedForm:
    """A probe form. session: its number; None: it was not begun yet."""

    kind: Form
    asked_at: datetime
    session: int | None


def ask(transaction: Transaction, child: str, kind: Form, at: datetime) -> None:
    """Ask for a form, in place of one that was not begun."""
    withdraw(transaction, child)
    transaction.add(FormRow(child=child, kind=kind, asked_at=at))


def withdraw(transaction: Transaction, child: str) -> None:
    """Take back the form that was not begun, if there is one."""
    transaction.execute(delete(FormRow).where(FormRow.child == child, FormRow.session.is_(None)))


def waiting(transaction: Transaction, child: str) -> Form | None:
    """Return the form that was asked for and not begun; None: there is none."""
    row = transaction.scalar(
        select(FormRow).where(FormRow.child == child, FormRow.session.is_(None)).limit(1)
    )
    return FORM.validate_python(row.kind) if row else None


def begin(transaction: Transaction, child: str, session: int) -> Form | None:
    """Let the form that waits be a session, and return its kind; None: there is none."""
    row = transaction.scalar(
        select(FormRow).where(FormRow.child == child, FormRow.session.is_(None)).limit(1)
    )
    if row is None:
        return None
    row.session = session
    return FORM.validate_python(row.kind)


def of(transaction: Transaction, child: str) -> list[AskedForm]:
    """Return every form of a child, in the order in which they were asked for."""
    mine = select(FormRow).where(FormRow.child == child).order_by(FormRow.id)
    return [
        AskedForm(FORM.validate_python(row.kind), row.asked_at, row.session)
        for row in transaction.scalars(mine)
    ]
