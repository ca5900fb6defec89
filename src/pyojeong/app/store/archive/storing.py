"""Storing an archive that was checked: all of its rows, in one short transaction."""

from sqlalchemy import Table, column, insert, or_, select, table
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.store.archive.sentences import ODD, THERE
from pyojeong.app.store.archive.spool import Rows, Spool
from pyojeong.app.store.tables import Base, ChildRow, SessionRow, TrialRow
from pyojeong.core.errors import ArchiveError

NUMBERED = (SessionRow.__tablename__, TrialRow.__tablename__)  # others hang on their rows


def store(transaction: Transaction, spool: Spool) -> str:
    """Store the child of an archive, and return its key; who raises leaves nothing behind.

    Args:
        transaction: in which all of it is stored, or nothing.
        spool: what `reading.check` kept there.

    Raises:
        ArchiveError: the child is here already, or something in the archive cannot be.
    """
    try:
        return _Writer(transaction).store(spool)
    except (IntegrityError, DataError) as error:
        raise ArchiveError(ODD) from error


class _Writer:
    """Stores rows. _ids: of the sessions, and of the last trials, by table and number."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._ids: dict[str, dict[int, int]] = {name: {} for name in NUMBERED}

    def store(self, spool: Spool) -> str:
        """Store all of it, and return the child's key."""
        child = ""
        for name, rows in spool:
            if name == ChildRow.__tablename__:
                child = self._new(rows)
            table_ = Base.metadata.tables[name]
            self._set_ids(table_, rows)
            self._insert(name, rows)
            if name in NUMBERED:
                self._learn(table_, rows, child)
        return child

    def _new(self, rows: Rows) -> str:
        """Return the key of the child, who is not here yet."""
        (one,) = rows
        same = or_(ChildRow.key == one["key"], ChildRow.code == one["code"])
        if self._transaction.scalar(select(ChildRow.key).where(same)) is not None:
            raise ArchiveError(THERE)
        return str(one["key"])

    def _set_ids(self, table_: Table, rows: Rows) -> None:
        """Put ids where numbers of other rows stand."""
        for key in table_.foreign_keys:
            ids = self._ids.get(key.column.table.name)
            if ids is not None:
                for row in rows:
                    row[key.parent.name] = ids[row[key.parent.name]]

    def _insert(self, name: str, rows: Rows) -> None:
        """Insert rows as they are: columns without types convert nothing, which takes time."""
        plain = table(name, *map(column, rows[0]))
        self._transaction.connection().execute(insert(plain), rows)

    def _learn(self, table_: Table, rows: Rows, child: str) -> None:
        """Look up the ids of rows that were just stored; responses follow their own trials."""
        first = rows[0]["number"]
        mine = select(table_.c.number, table_.c.id).where(
            table_.c.child == child, table_.c.number >= first
        )
        found = {row.number: row.id for row in self._transaction.execute(mine)}
        if table_.name == TrialRow.__tablename__:
            self._ids[table_.name] = found
        else:
            self._ids[table_.name] |= found
