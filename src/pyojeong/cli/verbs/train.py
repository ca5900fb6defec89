"""`pyojeong train`: one net on prepared faces."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pyojeong.cli.verbs.app import Device, TensorBoard, app, example
from pyojeong.core.errors import DataError
from pyojeong.core.i18n import _

if TYPE_CHECKING:
    from pyojeong.lab.prepared import Prepared


@app.command(
    help=_("Train one net on prepared faces. Started again, it goes on where it stood."),
    epilog=example("pyojeong train faces/ --model resnet18 --weights none --out studies/one"),
)
def train(
    faces: Annotated[
        Path, typer.Argument(metavar="FACES", help=_("Folder that `pyojeong prepare` wrote."))
    ],
    out: Annotated[Path, typer.Option(help=_("Folder of the study that it makes."))],
    model: Annotated[str, typer.Option(help=_("See `pyojeong list models`."))],
    weights: Annotated[
        str, typer.Option(help=_("imagenet, none, a file, or run:FOLDER."))
    ] = "imagenet",
    trainable: Annotated[
        str, typer.Option(help=_("all, or head: the trunk stays as it is."))
    ] = "all",
    loss: Annotated[str, typer.Option(help=_("See `pyojeong list losses`."))] = "cross_entropy",
    optimizer: Annotated[str, typer.Option(help=_("See `pyojeong list optimizers`."))] = "adam",
    learning_rate: Annotated[float, typer.Option(help=_("Learning rate."))] = 1e-4,
    schedule: Annotated[str, typer.Option(help=_("See `pyojeong list schedules`."))] = "cosine",
    augment: Annotated[str, typer.Option(help=_("See `pyojeong list transforms`."))] = "study_2024",
    size: Annotated[int, typer.Option(help=_("Side of the net's input in pixels."))] = 224,
    epochs: Annotated[int, typer.Option(min=1, help=_("Epochs."))] = 30,
    batch: Annotated[int, typer.Option(min=2, help=_("Photos a step."))] = 16,
    seed: Annotated[int, typer.Option(min=0, help=_("Of training and split."))] = 0,
    device: Device = "auto",
    tensorboard: TensorBoard = False,
) -> None:
    """Train one Run."""
    from pyojeong.cli.conduct import conduct
    from pyojeong.lab.prepare import Prepared
    from pyojeong.lab.recipe import Data, Study, Training
    from pyojeong.lab.weights import parse_weights

    prepared = Prepared.open(faces)
    _require_decided(prepared)
    training = Training.model_validate(
        {
            "model": model,
            "weights": parse_weights(weights),
            "trainable": trainable,
            "loss": loss,
            "optimizer": optimizer,
            "learning_rate": learning_rate,
            "schedule": schedule,
            "augment": augment,
            "size": size,
            "epochs": epochs,
            "batch": batch,
            "seed": seed,
        }
    )
    # One training is a study with one candidate a stage: split, test and report come with it.
    only = Study(
        name="train",
        title=f"{model}, {loss}, {optimizer}",
        data=Data(source=prepared.source, crop=prepared.crop, seed=seed),
        base=training,
        models=(model,),
        losses=(loss,),
        optimizers=(optimizer,),
    )
    conduct(only, out, device=device, tensorboard=tensorboard, prepared=prepared)


def _require_decided(prepared: "Prepared") -> None:
    """Refuse faces of photos that were decided about since; photos that have gone cannot be."""
    from pyojeong.lab.decisions import beside, honoured

    source = prepared.source
    if beside(source) and honoured(source).digest != prepared.manifest.decisions:
        raise DataError(
            f"The decisions about {source} have changed since {prepared.folder} was prepared: "
            f"type `pyojeong prepare {source}` with another --out, and train on that."
        )
