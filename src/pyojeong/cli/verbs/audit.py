"""`pyojeong audit`: what is wrong with a data set."""

from pathlib import Path
from typing import Annotated

import typer

from pyojeong.cli.verbs.app import DetectorWeights, Source, app, example
from pyojeong.core import i18n
from pyojeong.core.i18n import _


@app.command(
    help=_("Look through a data set before training. Copies, labels, faces missed, shortcuts."),
    epilog=example("pyojeong audit photos/ --detector dlib-hog --out audit"),
)
def audit(
    source: Source,
    out: Annotated[Path, typer.Option(help=_("Folder for audit.html, audit.json and faces."))],
    detector: Annotated[
        list[str] | None,
        typer.Option(help=_("See `pyojeong list detectors`. Repeats; default: dlib-hog.")),
    ] = None,
    detector_weights: DetectorWeights = None,
    weights: Annotated[
        str | None,
        typer.Option(help=_("NET=FILE of a net that describes the faces (default: gradients).")),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help=_("Processes (default: one a core)."))
    ] = None,
) -> None:
    """Audit a data set."""
    from pyojeong.cli import console
    from pyojeong.core.crops import CropSpec
    from pyojeong.faces import DETECTORS
    from pyojeong.lab.audit import hog
    from pyojeong.lab.audit.conduct import audit as look_through
    from pyojeong.lab.audit.frozen import named
    from pyojeong.lab.audit.terminal import table
    from pyojeong.lab.audit.write import write_audit
    from pyojeong.lab.datasets import open_dataset
    from pyojeong.lab.decisions import honoured
    from pyojeong.lab.prepare import prepare

    detectors = list(dict.fromkeys(detector or ["dlib-hog"]))
    for name in detectors:
        DETECTORS.get(name)
    embed, embedded_by = named(weights) if weights else (hog.embed, hog.NAME)
    prepared = {}
    for name in detectors:
        crop = CropSpec(detector=name, margin=0.05, size=128, missing="whole")
        with console.counted(_("Preparing")) as progress:
            prepared[name] = prepare(
                source,
                crop,
                out / f"faces-{name}",
                weights=detector_weights,
                workers=workers,
                progress=progress,
            )
    dataset = open_dataset(source)
    with console.stages() as told:
        found = look_through(
            prepared,
            dataset,
            decisions=honoured(source),
            embed=embed,
            embedded_by=embedded_by,
            workers=workers,
            progress=told,
        )
    page = write_audit(found, dataset, out, i18n.current())
    console.out.print(table(found, i18n.current()))
    console.say(_("Page: {path}").format(path=page))
    if found.suggestions:
        console.say(
            _("{count} photos can be left out without a judgement: {line}").format(
                count=len(found.suggestions),
                line=f"pyojeong decide {source} --from {out / 'audit.json'}",
            )
        )
