"""`pyojeong doctor`: what is missing, and how to mend it."""

import typer

from pyojeong.cli.verbs.app import app, example
from pyojeong.core.i18n import _


@app.command(
    help=_("Say what is missing, and how to mend it."),
    epilog=example("pyojeong doctor"),
)
def doctor() -> None:
    """Look at the installation."""
    from pyojeong.cli.doctor import examine

    if not examine():
        raise typer.Exit(1)
