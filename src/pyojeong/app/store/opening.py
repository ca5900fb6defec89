"""Opening the store: looked at, backed up, migrated; and what is done where it is damaged."""

import os
from datetime import datetime
from pathlib import Path

from pyojeong.app.store import backups, migrating, postgresql, sqlite
from pyojeong.app.store.store import Store
from pyojeong.core.errors import (
    DamagedStoreError,
    StorageError,
    StoreError,
)
from pyojeong.core.files import storage
from pyojeong.core.i18n import _

DATABASE = "pyojeong.db"
OWNER_ONLY = 0o600
FOLDER_OF_OWNER = 0o700


def open_store(place: Path | str, now: datetime, *, anew: bool = False) -> Store:
    """Open the database of a folder, made if there is none, or the one at a URL.

    Args:
        place: the data folder; or a URL, `postgresql://user@host/name`.
        now: the time; its day names the backup.
        anew: begin an empty one, where the old one is gone although there are backups.

    Raises:
        DamagedStoreError: it is damaged, and now kept aside, or gone; the last backup is offered.
        NewerStoreError: a newer Pyojeong wrote it; nothing is touched.
        StoreError: it is no database of Pyojeong, or another server keeps it locked, or the one at
            the URL does not answer.
        StorageError: the disk is full, or the folder cannot be written.
        SettingsError: it is no URL of a database.
        MissingExtraError: what is needed for one is not installed.
    """
    if isinstance(place, str) and "://" in place:
        return _at_url(place)
    return _in_folder(Path(place), now, anew=anew)


def restore(folder: Path, now: datetime) -> Path:
    """Put the last good backup back, and return it; what is there now is kept aside.

    Raises:
        StoreError: there is no backup that is whole.
        StorageError: the disk is full.
    """
    database = folder / DATABASE
    backup = backups.last_good(database)
    if backup is None:
        raise StoreError(_("There is no backup in {folder}.").format(folder=folder))
    if database.exists():
        backups.set_aside(database, now)
    backups.put_back(database, backup)
    return backup


def _in_folder(folder: Path, now: datetime, *, anew: bool) -> Store:
    database = folder.absolute() / DATABASE
    _keep_to_owner(database.parent)
    there = _look(database, now, anew=anew)
    version = None
    if there:
        with sqlite.looker_at(database).connect() as connection:
            version = migrating.version(connection, str(database))
    else:
        with storage(database):
            os.close(os.open(database, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
    store = Store(sqlite.engine_of(database), database)
    try:
        _close_to_others(database)
        if there:
            backups.back_up(database, now.date())
        _migrate(store, version)
    except BaseException:
        store.close()
        raise
    return store


def _look(database: Path, now: datetime, *, anew: bool) -> bool:
    """Return whether there is a database with something in it.

    Raises:
        DamagedStoreError: it is damaged, or gone although there are backups.
    """
    found = sqlite.tables(database) if database.exists() else set()
    if found:
        return True
    backup = backups.last_good(database)
    if found is None:
        aside = backups.set_aside(database, now)
        raise DamagedStoreError(_damaged(database, aside, backup), backup)
    if backup and not anew:
        raise DamagedStoreError(
            _("{path} is gone or empty: restore the backup {backup}.").format(
                path=database, backup=backup
            ),
            backup,
        )
    return False


def _damaged(database: Path, aside: Path, backup: Path | None) -> str:
    if backup is None:
        return _(
            "{path} is damaged and kept aside as {aside}; there is no backup: start again to begin "
            "anew."
        ).format(path=database, aside=aside.name)
    return _("{path} is damaged and kept aside as {aside}: restore the backup {backup}.").format(
        path=database, aside=aside.name, backup=backup
    )


def _keep_to_owner(folder: Path) -> None:
    """Make the folder and those above it, for their owner alone; what others use is left."""
    with storage(folder):
        if not folder.exists():
            wanting = [one for one in (folder, *folder.parents) if not one.exists()]
            for one in reversed(wanting):
                one.mkdir(mode=FOLDER_OF_OWNER, exist_ok=True)
            return
        if not folder.is_dir():
            raise StorageError(_("{path} is no folder: choose another.").format(path=folder))
        if (folder / DATABASE).exists() or not any(folder.iterdir()):
            folder.chmod(FOLDER_OF_OWNER)


def _close_to_others(database: Path) -> None:
    with storage(database):
        for end in ("", *backups.BESIDE):
            file = database.with_name(database.name + end)
            if file.exists():
                file.chmod(OWNER_ONLY)


def _migrate(store: Store, version: str | None) -> None:
    if version != migrating.HEAD:
        with store.faults():
            migrating.migrate(store.engine)


def _at_url(url: str) -> Store:
    store = Store(postgresql.engine_of(url), None)
    try:
        with store.faults(), store.engine.connect() as connection:
            version = migrating.version(connection, store.place)
        _migrate(store, version)
    except BaseException:
        store.close()
        raise
    return store
