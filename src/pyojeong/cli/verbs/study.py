"""`pyojeong study`: a whole study."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pyojeong.cli.verbs.app import DetectorWeights, Device, FacesFolder, TensorBoard, app, example
from pyojeong.core.i18n import _

if TYPE_CHECKING:
    from pyojeong.lab.recipe import Weights


@app.command(
    help=_("Conduct a whole study. Stages, choice, one test, report; started again, it goes on."),
    epilog=example(
        "pyojeong study quick",
        "pyojeong study six_cpu --data photos/ --detector-weights yunet.onnx "
        "--weights densenet169=densenet169.safetensors --out studies/six",
    ),
)
def study(
    recipe: Annotated[str, typer.Argument(help=_("See `pyojeong list recipes`."))],
    data: Annotated[
        list[str] | None,
        typer.Option(
            help=_(
                "Data set, where not the recipe's own: see `data show`. NAME=DATA, and repeated, "
                "where a recipe blends several."
            )
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help=_("Folder of the study (default: studies/RECIPE)."))
    ] = None,
    faces: FacesFolder = None,
    models: Annotated[
        str | None, typer.Option(help=_("Nets of the first stage, with commas between."))
    ] = None,
    weights: Annotated[
        list[str] | None,
        typer.Option(help=_("imagenet, none, a file, run:FOLDER; or NET=one of these. Repeats.")),
    ] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help=_("Epochs of every run."))] = None,
    seed: Annotated[int | None, typer.Option(min=0, help=_("Of training."))] = None,
    controls: Annotated[
        bool | None,
        typer.Option(
            "--controls/--no-controls",
            help=_("Also train without the face, on the whole scene, and on shuffled labels."),
        ),
    ] = None,
    detector_weights: DetectorWeights = None,
    device: Device = "auto",
    tensorboard: TensorBoard = False,
) -> None:
    """Conduct a Study."""
    from pyojeong.cli.conduct import conduct
    from pyojeong.core.errors import SettingsError
    from pyojeong.lab.asked import blend_with_overrides, with_overrides
    from pyojeong.lab.weights import parse_weights
    from pyojeong.recipes import BLENDS, RECIPES

    given: dict[str, Weights] = {}
    for text in weights or []:
        net, _equals, value = text.rpartition("=")
        given[net] = parse_weights(value)
    folder = out or Path("studies") / recipe
    if recipe in BLENDS:
        from pyojeong.cli.blending import blend, named_sources

        blend(
            blend_with_overrides(
                BLENDS.get(recipe)(), epochs=epochs, seed=seed, weights=given.get("")
            ),
            named_sources(data or []),
            folder,
            device=device,
            tensorboard=tensorboard,
            detector_weights=detector_weights,
        )
        return
    if data and len(data) > 1:
        raise SettingsError(f"{recipe} takes one data set: give --data once.")
    wanted = with_overrides(
        RECIPES.get(recipe)(data[0] if data else None),
        epochs=epochs,
        seed=seed,
        models=tuple(models.split(",")) if models else None,
        weights=given.pop("", None),
        model_weights=given,
        controls=controls,
    )
    conduct(
        wanted,
        folder,
        device=device,
        tensorboard=tensorboard,
        faces=faces,
        detector_weights=detector_weights,
    )
