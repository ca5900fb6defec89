"""The verbs: data, prepare, train, study, evaluate, predict, report, list, doctor."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typing_extensions import override

from pyojeong import __version__
from pyojeong.core import i18n
from pyojeong.core.errors import PyojeongError, SettingsError
from pyojeong.core.i18n import _

if TYPE_CHECKING:
    from pyojeong.lab.prepared import Prepared
    from pyojeong.lab.recipe import Study, Weights

INTERRUPTED = 130  # as a shell says it: 128 + SIGINT


class Verbs(TyperGroup):
    """A group whose faults are one sentence each, and whose interruption is no fault."""

    @override
    def invoke(self, ctx: Any) -> Any:
        """Run the verb; turn what it raises into a sentence and an exit code."""
        from pyojeong.cli.console import complain

        try:
            return super().invoke(ctx)
        except PyojeongError as error:
            complain(str(error))
            raise typer.Exit(1) from error
        except ValueError as error:
            # pydantic's ValidationError, whose import would slow every start
            if not hasattr(error, "errors"):
                raise
            first = error.errors()[0]
            place = " ".join(str(part) for part in first["loc"])
            complain(f"{place}: {first['msg']}. See --help for what may be given.")
            raise typer.Exit(1) from error
        except KeyboardInterrupt as error:
            complain(_("Stopped. What is finished is kept: run the same command to go on."))
            raise typer.Exit(INTERRUPTED) from error
        except ModuleNotFoundError as error:
            if error.name and error.name.split(".")[0] in LAB_MODULES:
                complain(missing_extra("lab", error.name))
                raise typer.Exit(1) from error
            raise


# Top-level modules of the extra `lab`: without them only its verbs are missing.
LAB_MODULES = {
    "imagehash", "jinja2", "lightning_fabric", "markupsafe", "matplotlib", "pyarrow",
    "pytorch_optimizer", "safetensors", "scipy", "sklearn", "timm", "torch", "torchvision",
}  # fmt: skip


def missing_extra(extra: str, module: str) -> str:
    """Return the sentence for an extra that is not installed."""
    return _('{module} is not installed: pip install "pyojeong[{extra}]" brings it.').format(
        module=module, extra=extra
    )


def example(*lines: str) -> str:
    """Return the end of a help text: lines to type, which the formatter must not fold."""
    return "\n".join(["\b", _("Example:"), *(f"  {line}" for line in lines)])


class Kinds(StrEnum):
    """What `pyojeong list` lists."""

    models = "models"
    losses = "losses"
    optimizers = "optimizers"
    schedules = "schedules"
    transforms = "transforms"
    datasets = "datasets"
    detectors = "detectors"
    recipes = "recipes"


app = typer.Typer(
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # drawing help in boxes would cost 0.2 s of the 0.4 s we allow
    add_completion=False,
    help=_(
        "Pyojeong trains and honestly tests facial-expression models, and runs them. "
        "Start with: pyojeong study quick"
    ),
)
data_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help=_("Look at a data set, or draw one."),
)  # fmt: skip
app.add_typer(data_app, name="data")

Language = Annotated[
    str | None, typer.Option("--lang", help=_("Language: en or ko (default: your locale)."))
]
Source = Annotated[
    str,
    typer.Argument(
        metavar="DATA",
        help=_(
            "Folder a label, zip, CSV manifest, FER2013, or by name: drawn:count=1200,seed=7 · "
            "kaggle:owner/name · hf:owner/name"
        ),
    ),
]
DetectorWeights = Annotated[
    Path | None, typer.Option(help=_("Weights file of the face detector (YuNet's ONNX file)."))
]
Device = Annotated[str, typer.Option(help=_("auto, cpu or cuda."))]
TensorBoard = Annotated[bool, typer.Option(help=_("Also write TensorBoard event files."))]
FacesFolder = Annotated[
    Path | None, typer.Option(help=_("Folder of prepared faces (default: STUDY/faces)."))
]
StudyFolder = Annotated[Path, typer.Argument(metavar="STUDY", help=_("Folder of a study."))]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pyojeong {__version__}")
        raise typer.Exit


def _unknown_language(value: str | None) -> None:
    if value is not None:
        raise typer.BadParameter(_("choose en or ko"))


@app.callback()
def root(
    *,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            callback=_unknown_language,
            help=_("Language: en or ko (default: your locale)."),
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=_("The version."))
    ] = False,
) -> None:
    """Hold what is common; `--lang` is taken by `main` before the verbs are read."""


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
    from pyojeong.lab.prepare import Prepared
    from pyojeong.lab.recipe import Data, Study, Training
    from pyojeong.lab.weights import parse_weights

    prepared = Prepared.open(faces)
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
    _conduct(only, out, device=device, tensorboard=tensorboard, prepared=prepared)


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
        str | None, typer.Option(help=_("Data set, where not the recipe's own: see `data show`."))
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
    detector_weights: DetectorWeights = None,
    device: Device = "auto",
    tensorboard: TensorBoard = False,
) -> None:
    """Conduct a Study."""
    from pyojeong.lab.study import with_overrides
    from pyojeong.lab.weights import parse_weights
    from pyojeong.recipes import RECIPES

    given: dict[str, Weights] = {}
    for text in weights or []:
        net, _equals, value = text.rpartition("=")
        given[net] = parse_weights(value)
    wanted = with_overrides(
        RECIPES.get(recipe)(data),
        epochs=epochs,
        seed=seed,
        models=tuple(models.split(",")) if models else None,
        weights=given.pop("", None),
        model_weights=given,
    )
    folder = out or Path("studies") / recipe
    _conduct(
        wanted,
        folder,
        device=device,
        tensorboard=tensorboard,
        faces=faces,
        detector_weights=detector_weights,
    )


@app.command(
    help=_("Score a study on its test photos, once."),
    epilog=example("pyojeong evaluate studies/quick"),
)
def evaluate(folder: StudyFolder, faces: FacesFolder = None, device: Device = "auto") -> None:
    """Open the test set, or show what it said."""
    from pyojeong.cli import console
    from pyojeong.cli.watch import verdict
    from pyojeong.lab.evaluate import evaluate as evaluate_study
    from pyojeong.lab.record import StudyRecord

    evaluation = evaluate_study(StudyRecord.open(folder), faces=faces, device=device)
    console.say(verdict(evaluation))


@app.command(
    help=_("Write the report of a study anew. One HTML file, figures and tables."),
    epilog=example("pyojeong report studies/quick"),
)
def report(folder: StudyFolder) -> None:
    """Write the report."""
    from pyojeong.cli import console
    from pyojeong.lab.record import StudyRecord
    from pyojeong.lab.report import write_report

    console.say(str(write_report(StudyRecord.open(folder), language=i18n.current())))


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


@app.command(
    "list",
    help=_("List what there is, one name a line."),
    epilog=example("pyojeong list models"),
)
def list_(kind: Annotated[Kinds, typer.Argument(help=_("What to list."))]) -> None:
    """List names, one a line."""
    from importlib import import_module

    module, registry = {
        Kinds.models: ("pyojeong.lab.models", "MODELS"),
        Kinds.losses: ("pyojeong.lab.losses", "LOSSES"),
        Kinds.optimizers: ("pyojeong.lab.optimizers", "OPTIMIZERS"),
        Kinds.schedules: ("pyojeong.lab.schedules", "SCHEDULES"),
        Kinds.transforms: ("pyojeong.lab.transforms", "TRANSFORMS"),
        Kinds.datasets: ("pyojeong.lab.datasets", "DATASETS"),
        Kinds.detectors: ("pyojeong.faces", "DETECTORS"),
        Kinds.recipes: ("pyojeong.recipes", "RECIPES"),
    }[kind]
    for name in getattr(import_module(module), registry).names():
        typer.echo(name)


@app.command(
    help=_("Say what is missing, and how to mend it."),
    epilog=example("pyojeong doctor"),
)
def doctor() -> None:
    """Look at the installation."""
    from pyojeong.cli.doctor import examine

    if not examine():
        raise typer.Exit(1)


def _conduct(
    study: "Study",
    folder: Path,
    *,
    device: str,
    tensorboard: bool,
    prepared: "Prepared | None" = None,
    faces: Path | None = None,
    detector_weights: Path | None = None,
) -> None:
    """Conduct a study before the user's eyes: stages, test, report."""
    from pyojeong.cli import console
    from pyojeong.cli.watch import StudyWatcher, verdict
    from pyojeong.lab.evaluate import evaluate as evaluate_study
    from pyojeong.lab.report import write_report
    from pyojeong.lab.study import conduct

    with console.bars() as progress:
        record = conduct(
            study,
            folder,
            watcher=StudyWatcher(progress),
            prepared=prepared,
            faces=faces,
            detector_weights=detector_weights,
            device=device,
            tensorboard=tensorboard,
        )
    place = prepared.folder if prepared else faces
    console.say(verdict(evaluate_study(record, faces=place, device=device)))
    page = write_report(record, language=i18n.current())
    console.say(_("Report: {path}").format(path=page))
