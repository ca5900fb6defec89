"""`pyojeong evaluate`: the test photos, once."""

from typing import Annotated

import typer

from pyojeong.cli.verbs.app import (
    DetectorWeights,
    Device,
    FacesFolder,
    StudyFolder,
    app,
    example,
)
from pyojeong.core.i18n import _


@app.command(
    help=_("Score a study on its test photos, once."),
    epilog=example(
        "pyojeong evaluate studies/quick",
        'pyojeong evaluate studies/quick --again "two labels were corrected"',
        "pyojeong evaluate studies/quick --on adults/ --on cafe:children/",
    ),
)
def evaluate(
    folder: StudyFolder,
    faces: FacesFolder = None,
    again: Annotated[
        str | None,
        typer.Option(
            metavar="WHY",
            help=_("Open the test photos a further time, and say why; the report shows it."),
        ),
    ] = None,
    on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DATA",
            help=_("Score it on another data set, and leave the test alone; several are compared."),
        ),
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option(help=_("Labels of --on: cafe, liris-cse, or a CSV with theirs,ours.")),
    ] = None,
    detector_weights: DetectorWeights = None,
    device: Device = "auto",
) -> None:
    """Open the test photos, which is refused where they were opened before."""
    from pyojeong.cli.conduct import score
    from pyojeong.lab.ledger import require_closed
    from pyojeong.lab.record import StudyRecord

    record = StudyRecord.open(folder)
    if on:
        from pyojeong.cli.elsewhere import show_elsewhere

        show_elsewhere(
            record, on, mapping=mapping, faces=faces, weights=detector_weights, device=device
        )
        return
    if again is None:
        require_closed(record)
    score(record, faces=faces, device=device, again=again)
