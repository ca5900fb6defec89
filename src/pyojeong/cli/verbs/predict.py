"""`pyojeong predict`: photos from outside a study."""

from pathlib import Path
from typing import Annotated

import typer

from pyojeong.cli.verbs.app import DetectorWeights, Device, app, example
from pyojeong.core import i18n
from pyojeong.core.errors import SettingsError
from pyojeong.core.i18n import _


@app.command(
    help=_("Name the feeling in photos. They go through the model's own crop, in eval mode."),
    epilog=example("pyojeong predict studies/quick photo.jpg holiday/ --out table.csv --draw"),
)
def predict(
    model: Annotated[
        Path, typer.Argument(metavar="MODEL", help=_("Folder of a study or of one run."))
    ],
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO...", help=_("Files or folders."))],
    out: Annotated[
        Path | None, typer.Option(help=_("Table to write: .csv or .json (default: shown)."))
    ] = None,
    draw: Annotated[
        bool, typer.Option("--draw", help=_("Also draw each photo with its face and bars."))
    ] = False,
    every: Annotated[
        bool,
        typer.Option(
            "--every",
            help=_("Every face of a photo, not only the one that the model's crop chooses."),
        ),
    ] = False,
    detector_weights: DetectorWeights = None,
    device: Device = "auto",
) -> None:
    """Predict photos from outside the study."""
    from pyojeong.cli import console
    from pyojeong.cli.watch import show_predictions
    from pyojeong.lab.predict import find_run, predict_photos, write_predictions

    if draw and not out:
        raise SettingsError("--draw needs --out: say where the table and the pictures go.")
    with console.counted(_("Reading")) as progress:
        rows = predict_photos(
            find_run(model),
            photos,
            every=every,
            weights=detector_weights,
            device=device,
            progress=progress,
        )
    show_predictions(rows)
    if out:
        for path in write_predictions(rows, out, draw=draw, language=i18n.current()):
            console.say(str(path))
