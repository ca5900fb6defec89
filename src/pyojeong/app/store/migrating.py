"""Migrations: how an older database becomes one of today."""

from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table

from pyojeong.core.errors import NewerStoreError, StoreError
from pyojeong.core.i18n import _

FOLDER = Path(__file__).parent / "migrations"
HEAD = "0005"  # the last of migrations/versions; they are numbered, so that later ones are greater
TABLE = "alembic_version"  # Alembic's own, with one row
VERSION = select(column("version_num")).select_from(table(TABLE))


def version(connection: Connection, where: str) -> str | None:
    """Return the version of a database; None: it is empty.

    Raises:
        NewerStoreError: this Pyojeong does not know it.
        StoreError: it is some other program's.
    """
    found = inspect(connection).get_table_names()
    if not found:
        return None
    rows = connection.scalars(VERSION).all() if TABLE in found else []
    if len(rows) != 1:
        raise StoreError(
            _("{where} is another program's database: choose another.").format(where=where)
        )
    if rows[0] > HEAD:
        raise NewerStoreError(
            _("A newer Pyojeong has written {where}: update Pyojeong; nothing was changed.").format(
                where=where
            )
        )
    return str(rows[0])


def migrate(engine: Engine) -> None:
    """Bring a database to HEAD, in one transaction: all of it, or nothing."""
    # Alembic takes 0.2 s to import, and most starts do not need it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
