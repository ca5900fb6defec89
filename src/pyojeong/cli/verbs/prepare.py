"""`pyojeong prepare`: every face found and cut out, once."""

from pathlib import Path
from typing import Annotated

import typer

from pyojeong.cli.verbs.app import DetectorWeights, Source, app, example
from pyojeong.core import i18n
from pyojeong.core.i18n import _


@app.command(
    help=_("Find and cut out every face, once."),
    epilog=example("pyojeong prepare photos/ --detector dlib-hog --missing whole --out faces"),
)
def prepare(
    source: Source,
    out: Annotated[Path, typer.Option(help=_("Folder for the prepared faces."))],
    detector: Annotated[str, typer.Option(help=_("See `pyojeong list detectors`."))] = "yunet",
    choose: Annotated[
        str, typer.Option(help=_("Which of several faces: first or largest."))
    ] = "largest",
    margin: Annotated[
        float, typer.Option(min=0, max=1, help=_("Widen the box by this fraction, each side."))
    ] = 0.0,
    square: Annotated[bool, typer.Option(help=_("Make the box square."))] = False,
    size: Annotated[int, typer.Option(min=16, max=1024, help=_("Side in pixels."))] = 224,
    missing: Annotated[
        str, typer.Option(help=_("A photo without a face: whole, skip or centre."))
    ] = "skip",
    detector_weights: DetectorWeights = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help=_("Processes (default: one a core)."))
    ] = None,
) -> None:
    """Prepare a data set."""
    from pyojeong.cli import console
    from pyojeong.core.crops import CropSpec
    from pyojeong.faces import DETECTORS
    from pyojeong.lab.prepare import prepare as prepare_faces

    DETECTORS.get(detector)
    crop = CropSpec.model_validate(
        {
            "detector": detector,
            "choose": choose,
            "margin": margin,
            "square": square,
            "size": size,
            "missing": missing,
        }
    )
    with console.counted(_("Preparing")) as progress:
        prepared = prepare_faces(
            source, crop, out, weights=detector_weights, workers=workers, progress=progress
        )
    console.out.print(prepared.report().table(i18n.current()))
