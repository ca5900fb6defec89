"""Signals: how a child says that he or she shows each feeling."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.signals import FEELINGS, Signal
from pyojeong.app.domain.stimulus import Face
from pyojeong.app.store.tables import SignalRow
from pyojeong.core.settings import canonical_json


def of(transaction: Transaction, child: str) -> dict[Feeling, Signal]:
    """Return the signals of a child by feeling, in the order of FEELINGS."""
    mine = transaction.scalars(select(SignalRow).where(SignalRow.child == child))
    found = {row.feeling: _signal(row) for row in mine}
    return {feeling: found[feeling] for feeling in FEELINGS if feeling in found}


def keep(transaction: Transaction, child: str, signal: Signal, at: datetime) -> None:
    """Keep a signal in place of the one before; of an empty one nothing is kept."""
    if signal.empty:
        mine = (SignalRow.child == child, SignalRow.feeling == signal.feeling)
        transaction.execute(delete(SignalRow).where(*mine))
        return
    face = canonical_json(signal.face) if signal.face else None
    transaction.merge(
        SignalRow(
            child=child,
            feeling=signal.feeling,
            words=signal.words,
            helps=signal.helps,
            face=face,
            at=at,
        )
    )


def _signal(row: SignalRow) -> Signal:
    face = Face.model_validate_json(row.face) if row.face else None
    return Signal.model_validate(
        {"feeling": row.feeling, "words": row.words, "helps": row.helps, "face": face}
    )
