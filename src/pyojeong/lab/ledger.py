"""The test photos' lock and ledger: locked when they are split, and no opening goes unwritten.

    test/lock.json          the Lock
    test/ledger.jsonl       one Opening a line, each with the hash of the one before
    test/evaluation.json    what the first opening said
    test/evaluation-2.json  what a further one said, by its number

`open_test` is the only door to the test photos. It writes its line before it looks.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, Field

from pyojeong import __version__
from pyojeong.core.errors import DataError, SettingsError
from pyojeong.core.files import write_text
from pyojeong.core.settings import Settings, canonical_json, digest
from pyojeong.lab.evaluation import Evaluation
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.record import RunRecord, StudyRecord, read_settings
from pyojeong.lab.split import Split

if TYPE_CHECKING:
    from pyojeong.lab.tensors import Tensors

Clock = Callable[[], datetime]


class Lock(Settings):
    """Which photos test, by content: their bytes and labels must stay as they were split."""

    photos: str = Field(description="SHA-256 of every test photo's key, label and bytes' SHA-256")
    count: int = Field(ge=0)
    split: str = Field(description="hash of the written split")

    @staticmethod
    def of(prepared: Prepared, split: Split) -> "Lock":
        """Return the lock of a split's test photos."""
        rows = {row.key: row for row in prepared.rows}
        test = [rows[key] for key in split.test if key in rows]
        text = json.dumps([(row.key, row.label, row.source_sha256) for row in test])
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Lock(photos=sha256, count=len(test), split=split.digest)

    @staticmethod
    def path(record: StudyRecord) -> Path:
        """Return where it lies."""
        return record.folder / "test" / "lock.json"

    @staticmethod
    def load(record: StudyRecord) -> "Lock":
        """Read a study's lock.

        Raises:
            DataError: there is none, or it is damaged.
        """
        path = Lock.path(record)
        if not path.is_file():
            raise DataError(
                f"{path} is not there (the study is of a version that did not lock its test "
                "photos): run the same study again, it locks them and goes on where it stood."
            )
        return read_settings(Lock, path, anew=path)


class Opening(Settings):
    """One line of the ledger: when the test photos were opened, for what, and why."""

    number: int = Field(ge=1)
    when: AwareDatetime = Field(description="UTC")
    asked: str = Field(description="the command, as it was typed, or the function that was called")
    run: str = Field(description="hash of the final Run that was scored")
    model: str
    version: str = Field(description="of Pyojeong")
    why: str = Field(description="the reason for a further opening; of the first, empty")
    lock: str = Field(description="hash of the Lock")
    before: str = Field(description="hash of the opening before; of the first, empty")


@dataclass(frozen=True)
class Entry:
    """An opening, what it said, and where; None if it was cut off before it said anything."""

    opening: Opening
    evaluation: Evaluation | None
    path: Path | None


def lock(record: StudyRecord, prepared: Prepared, split: Split) -> Lock:
    """Lock a study's test photos; if they are locked already, see that they are the same.

    Raises:
        DataError: other photos are locked, or one of them has another label now.
    """
    path = Lock.path(record)
    if not path.is_file():
        write_text(path, Lock.of(prepared, split).model_dump_json(indent=2) + "\n")
    return require_locked(record, prepared, split)


def require_locked(record: StudyRecord, prepared: Prepared, split: Split) -> Lock:
    """Return the lock, which these test photos must fit.

    Raises:
        DataError: there is none, or they do not.
    """
    held = Lock.load(record)
    if held != Lock.of(prepared, split):
        raise DataError(
            f"The test photos are not those that {Lock.path(record)} locked (a file, a label or "
            "the split has changed): bring them back as they were, or begin a new study in "
            "another --out."
        )
    return held


def entries(record: StudyRecord) -> list[Entry]:
    """Return every opening of the test photos, in order, with what it said.

    Raises:
        DataError: the ledger was edited, reordered or shortened.
    """
    openings = _read(record)
    said = {
        evaluation.opening: (evaluation, path)
        for path in sorted((record.folder / "test").glob("evaluation*.json"))
        for evaluation in [read_settings(Evaluation, path, anew=path)]
    }
    if missing := said.keys() - {digest(opening) for opening in openings}:
        old = "" in missing
        raise DataError(
            f"{_path(record)} does not hold the opening that {said[missing.pop()][0].model} was "
            f"tested under ({'it is of a version without a ledger' if old else 'it was changed'}): "
            + ("begin a new study in another --out." if old else "bring the original back.")
        )
    return [Entry(opening, *said.get(digest(opening), (None, None))) for opening in openings]


def said_of(record: StudyRecord, final: RunRecord) -> Entry | None:
    """Return the first opening that said something of this final Run; None if none did.

    Raises:
        DataError: the ledger was changed.
    """
    told = (one for one in entries(record) if one.evaluation is not None)
    return next((one for one in told if one.opening.run == final.folder.name), None)


def require_closed(record: StudyRecord) -> None:
    """Refuse a further opening.

    Raises:
        DataError: the test photos have already said what they have to say, and what it was.
    """
    told = [entry for entry in entries(record) if entry.evaluation is not None]
    if told:
        raise DataError(_refusal(record, told[0]))


def open_test(
    record: StudyRecord,
    prepared: Prepared,
    split: Split,
    final: RunRecord,
    *,
    asked: str,
    again: str | None,
    clock: Clock,
) -> "tuple[Opening, Tensors]":
    """Open the test photos for a final Run: write it into the ledger, then return them.

    An opening that was cut off before it said anything is gone on with, under the same line.

    Args:
        record: the study.
        prepared: its photos.
        split: its written split.
        final: the Run to be scored.
        asked: what was asked, in words or as a command.
        again: the reason for a further opening.
        clock: tells the time.

    Raises:
        DataError: the photos are not those that were locked, the ledger was changed, or the
            test was opened before and no reason is given to open it again.
        SettingsError: the reason is empty.
    """
    from pyojeong.lab.tensors import Tensors  # torch is loaded by who opens, not by who reads

    held = require_locked(record, prepared, split)
    before = entries(record)
    opening = _cut_off(before, final) or _append(
        record,
        Opening(
            number=len(before) + 1,
            when=clock().astimezone(UTC).replace(microsecond=0),
            asked=asked,
            run=final.folder.name,
            model=final.run.training.model,
            version=__version__,
            why=_reason(record, before, final, again),
            lock=digest(held),
            before=digest(before[-1].opening) if before else "",
        ),
    )
    card = final.card
    return opening, Tensors.of(prepared, split.test, card.labels, card.size)


def result_path(record: StudyRecord, opening: Opening) -> Path:
    """Return where to write what an opening says; the first to say anything has the plain name."""
    first = record.folder / "test" / "evaluation.json"
    return first.with_stem(f"evaluation-{opening.number}") if first.is_file() else first


def _path(record: StudyRecord) -> Path:
    return record.folder / "test" / "ledger.jsonl"


def _read(record: StudyRecord) -> list[Opening]:
    """Return the lines of the ledger, each proved to follow the one before."""
    path = _path(record)
    if not path.is_file():
        return []
    held, openings = digest(Lock.load(record)), list[Opening]()
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        before = digest(openings[-1]) if openings else ""
        try:
            opening = Opening.model_validate_json(line)
        except ValueError as error:
            raise _changed(path, number) from error
        if (opening.number, opening.before, opening.lock) != (number, before, held):
            raise _changed(path, number)
        openings.append(opening)
    return openings


def _changed(path: Path, number: int) -> DataError:
    return DataError(
        f"{path} was changed after it was written (line {number} does not follow from what is "
        "before it): bring the original back; what the test said still lies beside it."
    )


def _append(record: StudyRecord, opening: Opening) -> Opening:
    """Write a further line; the ledger is whole at any moment."""
    path = _path(record)
    written = path.read_text() if path.is_file() else ""
    write_text(path, written + canonical_json(opening) + "\n")
    return opening


def _cut_off(before: list[Entry], final: RunRecord) -> Opening | None:
    """Return the last opening, if it was for this Run and said nothing."""
    if not before or before[-1].evaluation is not None:
        return None
    last = before[-1].opening
    return last if last.run == final.folder.name else None


def _reason(record: StudyRecord, before: list[Entry], final: RunRecord, again: str | None) -> str:
    """Return why the test photos are opened, if they may be."""
    if again is not None and not again.strip():
        raise SettingsError('--again needs a reason, as --again "the labels were corrected".')
    if before and again is None:
        raise DataError(_refusal(record, before[0]))
    tested = f"{final.card.data} test"
    if not before and any(score.data == tested for score in final.card.results):
        raise DataError(
            f"{_path(record)} is gone, though {final.folder / 'card.json'} says that the test "
            f"photos were opened: bring {_path(record).parent} back."
        )
    return (again or "").strip()


def _refusal(record: StudyRecord, entry: Entry) -> str:
    when = f"{entry.opening.when:%Y-%m-%d %H:%M} UTC"
    if entry.evaluation is None:
        return (
            f"The test photos were opened on {when} for another final model ({entry.opening.run}) "
            'and said nothing yet: give --again "why" to open them for this one.'
        )
    score = entry.evaluation.accuracy
    return (
        f"The test photos were opened on {when}, and {entry.evaluation.model} was right on "
        f"{score.value:.1%} of {score.n} (interval of 95 %: {score.low:.1%} to {score.high:.1%}), "
        f'see {record.folder / "report.html"}: to ask them again give --again "why".'
    )
