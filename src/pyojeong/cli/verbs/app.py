"""The command itself: its faults in one sentence, and the options that several verbs share."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typing_extensions import override

from pyojeong import __version__
from pyojeong.core.errors import PyojeongError
from pyojeong.core.i18n import _

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
            name = error.name or ""
            top = name.partition(".")[0]
            extra = "lab" if top in LAB_MODULES else "app" if top in APP_MODULES else None
            if extra is None:
                raise
            complain(missing_extra(extra, name))
            raise typer.Exit(1) from error


# Top-level modules of the extra `lab`: without them only its verbs are missing.
LAB_MODULES = {
    "cleanlab", "imagehash", "jinja2", "lightning_fabric", "markupsafe", "matplotlib", "onnx",
    "pyarrow", "pytorch_optimizer", "safetensors", "scipy", "sklearn", "timm", "torch",
    "torchvision",
}  # fmt: skip
APP_MODULES = {
    "alembic", "argon2", "fastapi", "fsrs", "h11", "platformdirs", "sqlalchemy",
    "starlette", "uvicorn",
}  # fmt: skip


def missing_extra(extra: str, module: str) -> str:
    """Return the sentence for an extra that is not installed."""
    return _('{module} is not installed: pip install "pyojeong[{extra}]" brings it.').format(
        module=module, extra=extra
    )


def example(*lines: str) -> str:
    """Return the end of a help text: lines to type, which the formatter must not fold."""
    return "\n".join(["\b", _("Example:"), *(f"  {line}" for line in lines)])


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
