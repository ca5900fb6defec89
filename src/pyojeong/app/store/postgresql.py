"""All that is PostgreSQL's own: what a reader sees, who may write, and what its errors mean."""

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from pyojeong.app.store.tables import Base
from pyojeong.core.errors import MissingExtraError, SettingsError, StoreError
from pyojeong.core.i18n import _

DRIVER = "postgresql+psycopg"
CONNECTIONS = 16  # at once; more threads wait
REACHED_S = 5  # until the server must have answered
BUSY = "5s"  # until another writer must have finished
WRITER = 0x70796F6A  # the lock of who writes: "pyoj", so that other programs hold others
TAKEN = "55P03"  # lock_not_available (PostgreSQL's manual, appendix A)

# A report is made of many queries, and all of them see the same moment.
READS = ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",)
WRITES = (f"SET LOCAL lock_timeout = '{BUSY}'", f"SELECT pg_advisory_xact_lock({WRITER})")


def engine_of(address: str) -> Engine:
    """Return the engine of a database on a server.

    One writes at a time, as in SQLite: what was read before something is written is still so when
    it is. Each then sees all that was stored before it began.

    Args:
        address: `postgresql://user@host/name`; what is missing is libpq's to find (PGPASSFILE...).

    Raises:
        SettingsError: it is no such address.
        MissingExtraError: psycopg is not installed.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise SettingsError(_unlike()) from error
    if url.get_backend_name() != "postgresql":
        raise SettingsError(_unlike())
    asked: dict[str, int] = {} if "connect_timeout" in url.query else {"connect_timeout": REACHED_S}
    try:
        engine = create_engine(
            url.set(drivername=DRIVER),
            pool_pre_ping=True, pool_size=CONNECTIONS, max_overflow=0, connect_args=asked,
        )  # fmt: skip
    except ImportError as error:
        raise MissingExtraError(
            _("A database on a server needs psycopg: pip install 'pyojeong[postgresql]'.")
        ) from error
    event.listen(engine, "begin", _begun)
    return engine


def _unlike() -> str:
    return _("This is no address of a database: write it as postgresql://user@host/name.")


def _begun(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        for statement in WRITES if options.get("writing") else READS:
            connection.exec_driver_sql(statement)


def host_of(url: URL) -> str:
    """Return the machine that an address leads to; a socket's folder is on this one."""
    host = url.host or url.query.get("host", "")
    first = host if isinstance(host, str) else host[0]
    return "localhost" if not first or first.startswith("/") else first


def rewrite(engine: Engine) -> None:
    """Write the tables anew, without the rows that were removed: else they stay until needed.

    A table that somebody reads just then is left to the server's own tidying.
    """
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")  # no VACUUM in a transaction
    with alone.connect() as connection:
        for table in Base.metadata.sorted_tables:
            connection.exec_driver_sql(f"VACUUM (FULL, SKIP_LOCKED) {table.name}")


def sentence(error: BaseException | None) -> StoreError:
    """Return the error to raise in place of one of PostgreSQL's, or of psycopg's."""
    if getattr(error, "sqlstate", None) == TAKEN:
        return StoreError(
            _("The database is busy: another Pyojeong writes to it; try again in a moment.")
        )
    said = str(error).partition("\n")[0]
    return StoreError(
        _("The database does not answer ({error}): see that its server runs.").format(error=said)
    )
