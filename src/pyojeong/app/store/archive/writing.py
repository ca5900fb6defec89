"""Writing an archive: all that is known of a child, as a stream."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, BinaryIO, TypeAlias, TypeVar

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Transaction

from pyojeong import __version__
from pyojeong.app.store import people
from pyojeong.app.store.archive.lines import (
    MANIFEST,
    MEMBERS,
    BreakLine,
    Line,
    Manifest,
    Member,
    ResponseLine,
    SessionLine,
    TrialLine,
)
from pyojeong.app.store.archive.zipped import Member as Zipped
from pyojeong.app.store.archive.zipped import encoded, zipped
from pyojeong.app.store.migrating import HEAD
from pyojeong.app.store.tables import (
    Base,
    ChildRow,
    ConsentRow,
    FormRow,
    ObservationRow,
    PauseRow,
    PlanRow,
    ResponseRow,
    SessionRow,
    SignalRow,
    TrialRow,
    WithdrawnRow,
)

L = TypeVar("L", bound=Line)
Order: TypeAlias = InstrumentedAttribute[Any]
Fetched: TypeAlias = Row[*tuple[Any, ...]]

AT_ONCE = 1_000  # rows that are fetched together


def write(transaction: Transaction, child: str, file: BinaryIO) -> None:
    """Write a child's archive to a file.

    Raises:
        UnknownChildError: there is no such child.
    """
    for piece in archived(transaction, child):
        file.write(piece)


def archived(transaction: Transaction, child: str) -> Iterator[bytes]:
    """Return a child's archive, piece by piece.

    Raises:
        UnknownChildError: there is no such child.
    """
    yield from zipped(_members(transaction, child))


def _members(transaction: Transaction, child: str) -> Iterator[Zipped]:
    known = people.get(transaction, child).child
    counted: dict[str, _Counted] = {}
    for name, lines in _tables(transaction, child):
        counted[name] = _Counted(lines)
        yield name, counted[name]
    manifest = Manifest(
        pyojeong=__version__,
        store=HEAD,
        child=child,
        pseudonym=known.pseudonym,
        members={name: one.member for name, one in counted.items()},
    )
    yield MANIFEST, [manifest.model_dump_json(indent=2).encode() + b"\n"]


def _tables(transaction: Transaction, child: str) -> Iterator[tuple[str, Iterator[Line]]]:
    """Return the lines of each member."""
    simple: dict[str, tuple[type[Base], Order]] = {
        "child.jsonl": (ChildRow, ChildRow.key),
        "consent.jsonl": (ConsentRow, ConsentRow.id),
        "plan.jsonl": (PlanRow, PlanRow.id),
        "withdrawn.jsonl": (WithdrawnRow, WithdrawnRow.id),
        "form.jsonl": (FormRow, FormRow.id),
        "observation.jsonl": (ObservationRow, ObservationRow.id),
        "signal.jsonl": (SignalRow, SignalRow.feeling),
    }
    for name, kind in MEMBERS.items():
        if name == "session.jsonl":
            yield name, _sessions(transaction, child)
        elif name == "trial.jsonl":
            yield name, _trials(transaction, child)
        else:
            row, order = simple[name]
            yield name, _rows(transaction, child, kind, row, order)


def _rows(
    transaction: Transaction,
    child: str,
    kind: type[Line],
    row: type[Base],
    order: Order,
) -> Iterator[Line]:
    """Return a line for each row of a table."""
    table: Any = row
    mine = table.key if row is ChildRow else table.child
    asked = select(*_columns(row, kind)).where(mine == child).order_by(order)
    for values in _fetched(transaction, asked):
        yield _line(kind, values)


def _sessions(transaction: Transaction, child: str) -> Iterator[Line]:
    asked = (
        select(*_columns(SessionRow, SessionLine), *_columns(PauseRow, BreakLine))
        .outerjoin(PauseRow, PauseRow.session == SessionRow.id)
        .where(SessionRow.child == child)
        .order_by(SessionRow.number, PauseRow.id)
    )
    fetched = _fetched(transaction, asked)
    for _number, group in groupby(fetched, attrgetter("number")):
        rows = list(group)
        breaks = tuple(_line(BreakLine, row) for row in rows if row.from_at is not None)
        yield _line(SessionLine, rows[0], breaks=breaks)


def _trials(transaction: Transaction, child: str) -> Iterator[Line]:
    asked = (
        select(
            TrialRow.number, *_columns(TrialRow, TrialLine), *_columns(ResponseRow, ResponseLine)
        )
        .outerjoin(ResponseRow, ResponseRow.trial == TrialRow.id)
        .where(TrialRow.child == child)
        .order_by(TrialRow.number, ResponseRow.attempt)
    )
    fetched = _fetched(transaction, asked)
    for _number, group in groupby(fetched, attrgetter("number")):
        rows = list(group)
        responses = tuple(_line(ResponseLine, row) for row in rows if row.attempt is not None)
        yield _line(TrialLine, rows[0], responses=responses)


def _columns(row: type[Base], kind: type[Line]) -> list[Any]:
    """Return the columns of a table that a line has."""
    return [getattr(row, name) for name in kind.model_fields if hasattr(row, name)]


def _fetched(transaction: Transaction, asked: Select[*tuple[Any, ...]]) -> Iterator[Fetched]:
    return iter(transaction.execute(asked.execution_options(yield_per=AT_ONCE)))


def _line(kind: type[L], row: Fetched, **more: object) -> L:
    """Return the line of a row, which nobody needs to check: it comes from the store."""
    names = (name for name in kind.model_fields if name not in more)
    values: dict[str, Any] = {name: getattr(row, name) for name in names}
    values.update(more)
    return kind.model_construct(**values)


class _Counted:
    """Lines as bytes, which are counted on their way."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._texts = lines
        self._lines, self._bytes, self._sum = 0, 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in encoded(f"{line.model_dump_json()}\n" for line in self._texts):
            self._lines += piece.count(b"\n")
            self._bytes += len(piece)
            self._sum.update(piece)
            yield piece

    @property
    def member(self) -> Member:
        """What was written."""
        return Member(lines=self._lines, bytes=self._bytes, sha256=self._sum.hexdigest())
