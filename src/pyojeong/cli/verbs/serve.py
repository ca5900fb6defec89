"""`pyojeong serve`: the child's page; with --api the recogniser over HTTP."""

from pathlib import Path
from typing import Annotated

import typer

from pyojeong.cli.verbs.app import DetectorWeights, app, example
from pyojeong.core.i18n import _


@app.command(
    help=_(
        "Open the child's page on this computer; or, with --api, answer pictures over HTTP with "
        "the faces in them, as JSON, and store nothing."
    ),
    epilog=example(
        "pyojeong serve",
        "pyojeong serve --lan",
        "pyojeong serve --api",
        "PYOJEONG_TOKEN=$(openssl rand -hex 32) pyojeong serve --api --host 0.0.0.0",
    ),
)
def serve(
    api: Annotated[bool, typer.Option("--api", help=_("The interface for programs."))] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help=_("0 takes a free one."))] = 8000,
    browser: Annotated[bool, typer.Option(help=_("Open the page in the browser."))] = True,
    data: Annotated[
        Path | None,
        typer.Option(help=_("Folder of all that is kept (default: the user's own data folder).")),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            envvar="PYOJEONG_DATABASE",
            show_envvar=True,
            help=_("Keep it on a PostgreSQL server instead: postgresql://user@host/name."),
        ),
    ] = None,
    lan: Annotated[
        bool, typer.Option("--lan", help=_("Let other devices of the house in, with a code."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Answer the question of --lan."))] = False,
    restore: Annotated[
        bool, typer.Option("--restore", help=_("Put the last good backup back first."))
    ] = False,
    new_pin: Annotated[
        bool, typer.Option("--new-pin", help=_("Type a new PIN for the grown-ups' pages first."))
    ] = False,
    host: Annotated[
        str,
        typer.Option(
            help=_("With --api: address to listen at; other than this machine needs a token.")
        ),
    ] = "127.0.0.1",
    token_file: Annotated[
        Path | None,
        typer.Option(
            help=_("With --api: file with the token that clients send (or PYOJEONG_TOKEN).")
        ),
    ] = None,
    rate: Annotated[int, typer.Option(min=1, help=_("With --api: requests a minute."))] = 600,
    at_once: Annotated[int, typer.Option(min=1, help=_("With --api: at work at once."))] = 2,
    model: Annotated[
        Path | None,
        typer.Option(
            help=_("ONNX file, or folder of an exported study or run (default: our own model).")
        ),
    ] = None,
    detector: Annotated[
        str | None,
        typer.Option(help=_("Face detector, one of the model's (default: the best that is here).")),
    ] = None,
    detector_weights: DetectorWeights = None,
) -> None:
    """Serve until Ctrl-C."""
    if not api:
        from pyojeong.cli.verbs.serve_app import serve_app

        serve_app(
            port,
            browser=browser,
            data=data,
            database=database,
            lan=lan,
            yes=yes,
            restore=restore,
            new_pin=new_pin,
        )
        return
    from pyojeong import service
    from pyojeong.cli import console
    from pyojeong.recogniser import Recogniser
    from pyojeong.service import guard

    token = guard.read_token(token_file)
    guard.require_token(host, token)
    with service.listen(host, port) as sock:
        recogniser = Recogniser.load(model, detector=detector, detector_weights=detector_weights)
        made = service.create_app(
            recogniser,
            service.Limits(per_minute=rate, at_once=at_once),
            token=token,
            hosts=guard.names(host),
        )
        console.say(
            _("Listening at {url} with {model} and {detector}; Ctrl-C stops it.").format(
                url=service.address(sock), model=recogniser.model.name, detector=recogniser.detector
            )
        )
        service.serve(made, sock)
