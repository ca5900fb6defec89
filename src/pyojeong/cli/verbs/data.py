"""`pyojeong data`: look at a data set, or draw one."""

from pathlib import Path
from typing import Annotated

import typer

from pyojeong.cli.verbs.app import Source, data_app, example
from pyojeong.core import i18n
from pyojeong.core.i18n import _


@data_app.command(
    "show",
    help=_("Count labels, formats and sizes. What cannot be read is listed."),
    epilog=example("pyojeong data show photos/ --out survey"),
)
def data_show(
    source: Source,
    out: Annotated[
        Path | None, typer.Option(help=_("Folder for the figure, as SVG and PNG."))
    ] = None,
) -> None:
    """Show what a data set holds."""
    from pyojeong.cli import console
    from pyojeong.lab.datasets import open_dataset
    from pyojeong.lab.survey import survey

    with console.counted(_("Reading")) as progress:
        found = survey(open_dataset(source), progress=progress)
    console.out.print(found.table(i18n.current()))
    if out:
        for path in found.write(out, i18n.current()):
            console.say(str(path))


@data_app.command(
    "drawn",
    help=_("Draw faces into a folder a label. A table says what each one shows."),
    epilog=example("pyojeong data drawn faces/ --count 1200 --seed 7"),
)
def data_drawn(
    out: Annotated[Path, typer.Argument(metavar="OUT", help=_("Folder to draw into."))],
    count: Annotated[int, typer.Option(min=1, help=_("How many faces."))] = 1200,
    seed: Annotated[int, typer.Option(min=0, help=_("Equal seeds draw equal faces."))] = 7,
    size: Annotated[int, typer.Option(min=32, max=2048, help=_("Side in pixels."))] = 256,
    labels: Annotated[
        str | None, typer.Option(help=_("Labels with commas between (default: the study's six)."))
    ] = None,
) -> None:
    """Draw the embedded data."""
    from pyojeong.cli import console
    from pyojeong.core.labels import SIX
    from pyojeong.drawn import write_folder

    chosen = tuple(labels.split(",")) if labels else SIX
    with console.counted(_("Drawing")) as progress:
        write_folder(out, count=count, seed=seed, size=size, labels=chosen, progress=progress)
    console.say(_("{count} drawn faces in {out}").format(count=count, out=out))
