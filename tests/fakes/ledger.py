"""A lock and a ledger of a fake study: its test photos opened, at an hour that never changes."""

from datetime import UTC, datetime, timedelta

from pyojeong.core.files import write_text
from pyojeong.core.settings import canonical_json, digest, replace
from pyojeong.lab.evaluation import Evaluation
from pyojeong.lab.ledger import Lock, Opening, entries
from pyojeong.lab.record import StudyRecord

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def fake_opening(record: StudyRecord, evaluation: Evaluation, why: str = "") -> Evaluation:
    """Write a line for what was said; return it as it is written under that line."""
    lock = Lock(photos="cd" * 32, count=evaluation.accuracy.n, split="1" * 16)
    write_text(Lock.path(record), lock.model_dump_json(indent=2))
    before = [entry.opening for entry in entries(record)]
    opening = Opening(
        number=len(before) + 1,
        when=NOON + timedelta(days=len(before)),
        asked="pyojeong study fake",
        run=evaluation.run,
        model=evaluation.model,
        version="0.1.0",
        why=why,
        lock=digest(lock),
        before=digest(before[-1]) if before else "",
    )
    lines = [canonical_json(line) + "\n" for line in (*before, opening)]
    write_text(record.folder / "test" / "ledger.jsonl", "".join(lines))
    return replace(evaluation, opening=digest(opening))
