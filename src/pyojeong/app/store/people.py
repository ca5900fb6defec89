"""Children, their guardians' consents, their plans, and the settings of their pages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.child import Child, Consent
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import Language
from pyojeong.app.store.moments import local, offset_of
from pyojeong.app.store.sentences import GONE
from pyojeong.app.store.tables import ChildRow, ConsentRow, PlanRow
from pyojeong.core.errors import UnknownChildError
from pyojeong.core.settings import canonical_json


@dataclass(frozen=True)
class Enrolled:
    """A child of this store.

    picture: name of the symbol by which it is chosen. page: settings of its page, JSON. code:
    stands for its name where nobody should read that.
    """

    child: Child
    picture: str
    page: str
    since: datetime
    code: str


def add(transaction: Transaction, enrolled: Enrolled, plan: Plan) -> None:
    """Add a child, with the guardian's consent if there is one, and a first plan."""
    child = enrolled.child
    row = ChildRow(
        key=child.key,
        pseudonym=child.pseudonym,
        picture=enrolled.picture,
        age=child.age,
        language=child.language,
        settings=enrolled.page,
        created_at=enrolled.since,
        code=enrolled.code,
    )
    transaction.add(row)
    transaction.flush()
    if child.consent:
        add_consent(transaction, child.key, child.consent)
    set_plan(transaction, child.key, plan, enrolled.since)


def add_consent(transaction: Transaction, child: str, consent: Consent) -> None:
    """Record a consent; the latest holds, the earlier ones stay on record."""
    transaction.add(
        ConsentRow(
            child=child,
            given_by=consent.given_by,
            wording=consent.wording,
            at=consent.at,
            at_offset=offset_of(consent.at),
        )
    )


def everybody(transaction: Transaction) -> tuple[Enrolled, ...]:
    """Return every child, in the order in which they came."""
    rows = transaction.scalars(select(ChildRow).order_by(ChildRow.created_at, ChildRow.key))
    return tuple(_enrolled(transaction, row) for row in rows)


def get(transaction: Transaction, child: str) -> Enrolled:
    """Return a child.

    Raises:
        UnknownChildError: there is no such child.
    """
    return _enrolled(transaction, _row(transaction, child))


def remove(transaction: Transaction, child: str) -> None:
    """Remove a child and everything of it: every other table hangs on the child's row.

    Raises:
        UnknownChildError: there is no such child.
    """
    transaction.delete(_row(transaction, child))


def correct(transaction: Transaction, enrolled: Enrolled) -> None:
    """Store another name, picture and age band of a child.

    Raises:
        UnknownChildError: there is no such child.
    """
    row, child = _row(transaction, enrolled.child.key), enrolled.child
    row.pseudonym, row.picture, row.age = child.pseudonym, enrolled.picture, child.age


def set_page(transaction: Transaction, child: str, page: str, language: Language) -> None:
    """Store the settings of a child's page, JSON, and its language."""
    row = _row(transaction, child)
    row.settings, row.language = page, language


def plan_of(transaction: Transaction, child: str) -> Plan:
    """Return the plan that holds.

    Raises:
        UnknownChildError: there is no such child.
    """
    newest = select(PlanRow.plan).where(PlanRow.child == child).order_by(PlanRow.id.desc())
    plan = transaction.scalar(newest.limit(1))
    if plan is None:
        raise UnknownChildError(GONE)
    return Plan.model_validate_json(plan)


def plans(transaction: Transaction, child: str) -> list[tuple[datetime, Plan]]:
    """Return every plan that a child had, and from when on by the clock of that day, in order."""
    columns = (PlanRow.at, PlanRow.at_offset, PlanRow.plan)
    mine = select(*columns).where(PlanRow.child == child).order_by(PlanRow.id)
    return [
        (local(at, offset), Plan.model_validate_json(plan))
        for at, offset, plan in transaction.execute(mine)
    ]


def set_plan(transaction: Transaction, child: str, plan: Plan, at: datetime) -> None:
    """Store a plan, which holds from now on."""
    transaction.add(PlanRow(child=child, at=at, at_offset=offset_of(at), plan=canonical_json(plan)))


def _row(transaction: Transaction, child: str) -> ChildRow:
    row = transaction.get(ChildRow, child)
    if row is None:
        raise UnknownChildError(GONE)
    return row


def _enrolled(transaction: Transaction, row: ChildRow) -> Enrolled:
    known = {name: getattr(row, name) for name in ("key", "pseudonym", "age", "language")}
    child = Child.model_validate({**known, "consent": _consent(transaction, row.key)})
    return Enrolled(child, row.picture, row.settings, row.created_at, row.code)


def _consent(transaction: Transaction, child: str) -> Consent | None:
    newest = select(ConsentRow).where(ConsentRow.child == child).order_by(ConsentRow.id.desc())
    row = transaction.scalar(newest.limit(1))
    if row is None:
        return None
    at = local(row.at, row.at_offset)
    return Consent.model_validate({"given_by": row.given_by, "wording": row.wording, "at": at})
