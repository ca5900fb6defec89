"""What the weekly probe and the missions ask of the store, beside the observations themselves."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.trial import TEACH
from pyojeong.app.evidence.observed import Kind, Observed
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.store import facts, observations
from pyojeong.app.store.tables import ObservationRow, SessionRow, TrialRow


def correct(
    transaction: Transaction, child: str, kind: Kind, batch: int, observed: Sequence[Observed]
) -> None:
    """Store the observations of a batch in place of those that it had."""
    mine = (ObservationRow.child == child, ObservationRow.kind == kind)
    transaction.execute(delete(ObservationRow).where(*mine, ObservationRow.batch == batch))
    observations.add(transaction, child, observed)


def taught_before(transaction: Transaction, child: str, at: datetime) -> frozenset[str]:
    """Return the feelings whose teaching began before a moment."""
    taught = select(TrialRow.feeling).where(
        TrialRow.child == child, TrialRow.purpose == TEACH, TrialRow.shown_at < at
    )
    return frozenset(transaction.scalars(taught.distinct()))


def of_forms(transaction: Transaction, child: str) -> list[Seen]:
    """Return what was seen in the probe forms of a child, in order."""
    asked = facts.query(child).where(SessionRow.form.is_not(None))
    return list(facts.rows(transaction, asked))
