"""`pyojeong explain`: what an answer hangs on, by hiding and by Grad-CAM."""

from pathlib import Path
from typing import Annotated

import typer

from pyojeong.cli.verbs.app import DetectorWeights, Device, app, example
from pyojeong.core import i18n
from pyojeong.core.errors import SettingsError
from pyojeong.core.i18n import _


@app.command(
    help=_("Draw what a trained model's answer hangs on: parts hidden, and Grad-CAM beside it."),
    epilog=example("pyojeong explain studies/quick photo.jpg --out why.svg"),
)
def explain(
    model: Annotated[
        Path, typer.Argument(metavar="RUN", help=_("Folder of a study or of one run."))
    ],
    photo: Annotated[Path, typer.Argument(metavar="PHOTO", help=_("A photo with a face."))],
    out: Annotated[Path, typer.Option(help=_("Figure to write, .svg."))] = Path("why.svg"),
    detector_weights: DetectorWeights = None,
    device: Device = "auto",
) -> None:
    """Explain what a model says of a photo."""
    from pyojeong.cli import console
    from pyojeong.core.files import write_text
    from pyojeong.lab.explain import explain_photo
    from pyojeong.lab.explain_plots import explained
    from pyojeong.lab.record import find_run
    from pyojeong.lab.style import finish
    from pyojeong.recogniser.explain_words import in_full

    if out.suffix != ".svg":
        raise SettingsError(f"{out} must end in .svg: that is how the figure is written.")
    language = i18n.current()
    both = explain_photo(find_run(model), photo, weights=detector_weights, device=device)
    console.say(in_full(both.explanation, language))
    write_text(out, finish("why", language, explained(both, language)).svg)
    console.say(str(out))
