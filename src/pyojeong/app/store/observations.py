"""Observations of caregivers: the weekly probe, and missions."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.evidence.observed import Observed
from pyojeong.app.store.moments import local, offset_of
from pyojeong.app.store.tables import ObservationRow


def add(transaction: Transaction, child: str, observed: Sequence[Observed]) -> None:
    """Store observations."""
    transaction.add_all(
        ObservationRow(child=child, at_offset=offset_of(one.at), **one._asdict())
        for one in observed
    )


def of(transaction: Transaction, child: str) -> list[Observed]:
    """Return every observation of a child, in the order in which they were stored."""
    mine = select(ObservationRow).where(ObservationRow.child == child).order_by(ObservationRow.id)
    return [
        Observed._make(
            (local(row.at, row.at_offset), row.kind, row.batch, row.feeling, row.about, row.result)
        )
        for row in transaction.scalars(mine)
    ]
