"""`pyojeong predict`: feelings in photos, films and before the camera."""

from pathlib import Path
from typing import Annotated

import typer

from pyojeong.cli.verbs.app import INTERRUPTED, DetectorWeights, app, example
from pyojeong.core.errors import SettingsError
from pyojeong.core.files import printable
from pyojeong.core.i18n import _

TRAINED = (
    "study.json",
    "blend.json",
    "weights.safetensors",
    "model.onnx",
)  # what such folders hold


@app.command(
    help=_("Name the feelings in photos, folders, films, and before the camera."),
    epilog=example(
        "pyojeong predict photo.jpg holiday/ film.mp4 --out table.csv --draw",
        "pyojeong predict --webcam 0",
    ),
)
def predict(
    photos: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PHOTO...", help=_("Photos, films, or folders of them.")),
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(
            help=_("ONNX file, or folder of an exported study or run (default: our own model).")
        ),
    ] = None,
    webcam: Annotated[
        int | None, typer.Option(min=0, help=_("Number of a camera; Ctrl-C ends it."))
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help=_("Table to write too: .csv, .json or .parquet."))
    ] = None,
    draw: Annotated[
        bool,
        typer.Option(
            "--draw", help=_("Also draw photos and films, and a film's feelings over time.")
        ),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help=_("Say which part of the face each answer hangs on.")),
    ] = False,
    detector: Annotated[
        str | None,
        typer.Option(help=_("Face detector, one of the model's (default: the best that is here).")),
    ] = None,
    detector_weights: DetectorWeights = None,
    one: Annotated[
        bool, typer.Option("--one", help=_("Of each picture, the one face that the model chooses."))
    ] = False,
    fps: Annotated[
        float | None, typer.Option(min=0.01, help=_("Of films, at most so many frames a second."))
    ] = None,
) -> None:
    """Recognise, show, and write."""
    from pyojeong.cli import console
    from pyojeong.cli.recognise import Wanted, recognise
    from pyojeong.recogniser import Camera, Recogniser

    require_photos(photos or [])
    if not photos and webcam is None:
        raise SettingsError("There is nothing to look at: give photos, films, or --webcam 0.")
    if draw and not out:
        raise SettingsError("--draw needs --out: say where the table and the pictures go.")
    recogniser = Recogniser.load(model, detector=detector, detector_weights=detector_weights)
    sources = [*(photos or []), *([] if webcam is None else [Camera(webcam)])]
    wanted = Wanted(every=not one, fps=fps, out=out, draw=draw, explain=explain)
    ended = recognise(recogniser, sources, wanted)
    faces = ended.faces
    console.say(
        _("{model}, faces found by {detector}").format(model=faces.model, detector=faces.detector)
    )
    if out:
        console.say(printable(out))
    if ended.fault or (ended.early and webcam is None):
        console.complain(_("Stopped. What was seen until then is kept."))
        raise ended.fault or typer.Exit(INTERRUPTED)
    if set(faces.happened) == {"unreadable"}:
        raise typer.Exit(1)


def require_photos(paths: list[Path]) -> None:
    """Refuse folders of studies and runs: their figures are no photos.

    Raises:
        SettingsError: with what was probably meant.
    """
    for path in paths:
        if any((path / name).is_file() for name in TRAINED):
            raise SettingsError(
                f"{path} is a trained model, no folder of photos: give it with --model {path}."
            )
