"""`pyojeong demo`: three invented children with weeks of practice, to look at."""

from pathlib import Path
from typing import Annotated

import typer

from pyojeong.cli.verbs.app import app, example
from pyojeong.core.errors import SettingsError
from pyojeong.core.i18n import _, current

PIN = "2580"  # of the demo's own folder, and said


@app.command(
    help=_("Fill a folder with three invented children and weeks of their practice, to look at."),
    epilog=example("pyojeong demo", "pyojeong demo --data demo --weeks 3"),
)
def demo(
    data: Annotated[
        Path | None,
        typer.Option(help=_("A new folder (default: pyojeong-demo, where the user's data lie).")),
    ] = None,
    weeks: Annotated[int, typer.Option(min=1, max=52, help=_("Of practice."))] = 6,
    seed: Annotated[int, typer.Option(min=0, help=_("Of all chance."))] = 0,
) -> None:
    """Fill it."""
    from pyojeong.app import demo as invented
    from pyojeong.app.care.accounts import Accounts
    from pyojeong.app.store import open_store
    from pyojeong.app.web.pin import Door
    from pyojeong.app.web.server import local_now
    from pyojeong.app.web.vault import StoreVault
    from pyojeong.cli import console
    from pyojeong.cli.verbs.serve_app import user_folder

    folder = data or user_folder().with_name("pyojeong-demo")
    if folder.exists() and any(folder.iterdir()):
        raise SettingsError(
            _("{folder} is not empty: give a new folder with --data, or delete it.").format(
                folder=folder
            )
        )
    store = open_store(folder, local_now())
    try:
        with console.counted(_("Sessions")) as progress:
            trials = invented.fill(
                store,
                local_now(),
                "ko" if current() == "ko" else "en",
                weeks=weeks,
                seed=seed,
                progress=progress,
            )
        accounts = Accounts(store, local_now)
        Door(accounts, StoreVault(store), local_now).set_keepers_pin(PIN)
    finally:
        store.close()
    console.say(
        _(
            "{trials} trials of three invented children are in {folder}. Look at them with: "
            "pyojeong serve --data {folder}   (the caregiver's PIN is {pin})"
        ).format(trials=f"{trials:,}", folder=folder, pin=PIN)
    )
