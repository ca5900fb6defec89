"""`pyojeong export`: a trained net as an ONNX file that needs no torch."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pyojeong.cli.verbs.app import app, example
from pyojeong.core.errors import SettingsError
from pyojeong.core.i18n import _

if TYPE_CHECKING:
    from pyojeong.lab.export import Exported
    from pyojeong.lab.int8 import Int8


@app.command(
    help=_("Write a trained model as one ONNX file with its card, which runs without torch."),
    epilog=example(
        "pyojeong export studies/quick",
        "pyojeong export studies/quick --out feelings.onnx",
        "pyojeong export studies/quick --int8",
    ),
)
def export(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=_("Folder of a study or of one run."))],
    out: Annotated[
        Path | None,
        typer.Option(help=_("The .onnx file (default: RUN/model.onnx, or model-int8.onnx).")),
    ] = None,
    licence: Annotated[
        str | None, typer.Option(help=_("Licence of the weights, for the card."))
    ] = None,
    int8: Annotated[
        bool,
        typer.Option(
            "--int8",
            help=_("Whole numbers: a quarter of the size, and faster; what it costs is measured."),
        ),
    ] = False,
    calibrate: Annotated[
        Path | None,
        typer.Option(
            metavar="FACES",
            help=_("Of --int8: the prepared faces of the run (default: STUDY/faces)."),
        ),
    ] = None,
) -> None:
    """Export a Run, if ONNX Runtime says what torch says."""
    from pyojeong.core.settings import replace
    from pyojeong.lab.export import export_net, trained
    from pyojeong.lab.int8 import export_int8, photos_of
    from pyojeong.lab.record import find_run
    from pyojeong.recogniser.model import NAME

    path = out or run / (NAME.replace(".", "-int8.") if int8 else NAME)
    if path.suffix != ".onnx":
        raise SettingsError(f"{path} must end in .onnx: that is what is written.")
    if calibrate and not int8:
        raise SettingsError("--calibrate is of --int8: give both, or none.")
    record = find_run(run)
    net, card = trained(record)
    card = replace(card, licence=licence or card.licence)
    if int8:
        _tell_price(export_int8(net, card, path, photos_of(record, card, calibrate)))
    else:
        _tell(export_net(net, card, path))


def _tell(made: "Exported") -> None:
    from pyojeong.cli import console

    told = _(
        "{path}: {size:.1f} MB; on {pictures} drawn faces its probabilities are those of torch "
        "(they differ by {apart:.6f} at most). Its card is beside it and inside."
    )
    size = made.path.stat().st_size / 1e6
    console.say(told.format(path=made.path, size=size, pictures=made.pictures, apart=made.apart))


def _tell_price(made: "Int8") -> None:
    from pyojeong.cli import console

    _tell(made.exported)
    told = _(
        "In int8 it gives the same answer to {agreed:.1%} of those, and is right on {right} of "
        "{n} validation photos: {change:+.1f} points against float32 (95 %: {low:+.1f} to "
        "{high:+.1f})."
    )
    accuracy, lost = made.accuracy, made.lost
    console.say(
        told.format(
            agreed=made.agreed,
            right=accuracy.hits,
            n=accuracy.n,
            change=-100 * lost.value,
            low=-100 * lost.high,
            high=-100 * lost.low,
        )
    )
