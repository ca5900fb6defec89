"""The child's page, as `pyojeong serve` without --api starts it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pyojeong.core.errors import DamagedStoreError, SettingsError
from pyojeong.core.i18n import _

if TYPE_CHECKING:
    from pyojeong.app.store import Store

FOLDER = "pyojeong"  # in the user's own data folder, as the system has it


def serve_app(
    port: int,
    *,
    browser: bool,
    data: Path | None,
    database: str | None,
    lan: bool,
    yes: bool,
    restore: bool,
    new_pin: bool = False,
) -> None:
    """Serve the child's page until Ctrl-C.

    Args:
        port: 0 takes a free one.
        browser: open it at the page.
        data: folder of everything that is kept; None: the user's own.
        database: address of a PostgreSQL server that keeps it instead.
        lan: other machines of the house may reach it.
        yes: the question about that is answered.
        restore: put the last good backup back first.
        new_pin: ask for a new PIN first, because the old one was forgotten.

    Raises:
        SettingsError: a folder and a server are both named, or a server's backup is wanted.
    """
    import webbrowser

    from pyojeong.app.web import serving, starting
    from pyojeong.app.web.pairing import new_code
    from pyojeong.cli import console

    if database and (data or restore):
        raise SettingsError(
            _(
                "With --database there is no --data, and no --restore: the server has its own "
                "backups."
            )
        )
    address = _house_address(yes=yes) if lan else None
    with serving.listen(port, lan=lan) as sock:
        settings = serving.settings_for(address, new_code() if lan else None)
        with _opened(database or data or user_folder(), restore=restore) as store:
            if new_pin:
                _take_new_pin(store)
            app = starting.app_of(store, settings)
            url = f"http://127.0.0.1:{serving.port_of(sock)}/"
            console.say(_("Pyojeong is at {url}; Ctrl-C stops it.").format(url=url))
            console.say(_("Everything is kept in {place}.").format(place=store.place))
            if settings.pairing_code:
                house = f"http://{address}:{serving.port_of(sock)}/"
                console.say(
                    _("On another device of the house, type {url} and the code {code}.").format(
                        url=house, code=settings.pairing_code
                    )
                )
            if browser:
                webbrowser.open(url)
            with starting.warming(app):
                serving.serve(app, sock)


def user_folder() -> Path:
    """Return the folder of the user's own data."""
    import platformdirs

    return platformdirs.user_data_path(FOLDER, appauthor=False)


def _take_new_pin(store: "Store") -> None:
    """Ask at this machine for a new PIN of the keeper until one will do, and keep it.

    Whoever can start the server here can read its folder: this opens nothing that was closed.

    Raises:
        SettingsError: nobody sits at a terminal.
    """
    from pyojeong.app.care.accounts import Accounts
    from pyojeong.app.web.doors import PIN_FAULTS
    from pyojeong.app.web.pin import Door, fault_of
    from pyojeong.app.web.server import local_now
    from pyojeong.app.web.vault import StoreVault
    from pyojeong.cli import console

    if not sys.stdin.isatty():
        raise SettingsError(_("A new PIN is typed at this machine: start --new-pin in a terminal."))
    console.say(_("4 to 12 digits, or a passphrase of 8 characters or more."))
    while True:
        pin = getpass(_("New PIN") + ": ")
        fault = fault_of(pin, getpass(_("PIN once more") + ": "))
        if fault is None:
            break
        console.say(_(PIN_FAULTS[fault]))
    accounts = Accounts(store, local_now)
    Door(accounts, StoreVault(store), local_now).set_keepers_pin(pin)
    console.say(_("The new PIN holds from now on."))


def _house_address(*, yes: bool) -> str:
    """Return this machine's address in the house, once somebody wants it to be known.

    Raises:
        SettingsError: nobody said yes, or there is no network.
    """
    from pyojeong.app.web import serving

    question = _(
        "Other devices in this network will be able to reach Pyojeong, with a code, and what they "
        "send and see is not encrypted. Do this only in a network that you trust. Go on?"
    )
    if not yes and not (sys.stdin.isatty() and typer.confirm(question, default=False)):
        raise SettingsError(
            _("Other devices are let in only with an explicit yes: answer the question, or --yes.")
        )
    address = serving.house_address()
    if address is None:
        raise SettingsError(_("This machine is in no network: connect it, or leave out --lan."))
    return address


@contextmanager
def _opened(place: Path | str, *, restore: bool) -> Iterator["Store"]:
    """Give the open store of a folder or a server; offer the last backup of a damaged folder."""
    from pyojeong.app import store as stores
    from pyojeong.app.web.server import local_now

    if isinstance(place, Path) and restore:
        stores.restore(place, local_now())
    try:
        store = stores.open_store(place, local_now())
    except DamagedStoreError as error:
        if isinstance(place, str) or error.backup is None or not _wants_back(str(error)):
            raise
        stores.restore(place, local_now())
        store = stores.open_store(place, local_now())
    try:
        yield store
    finally:
        store.close()


def _wants_back(said: str) -> bool:
    """Whether somebody at the screen wants the last backup back."""
    question = _("{said} Restore it now?").format(said=said)
    return sys.stdin.isatty() and typer.confirm(question, default=True)
