"""`pyojeong list`: the names of what there is."""

from enum import StrEnum
from typing import Annotated

import typer

from pyojeong.cli.verbs.app import app, example
from pyojeong.core.i18n import _


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


@app.command(
    "list",
    help=_("List what there is, one name a line."),
    epilog=example("pyojeong list models"),
)
def list_(kind: Annotated[Kinds, typer.Argument(help=_("What to list."))]) -> None:
    """List names, one a line."""
    from importlib import import_module

    module, *registries = {
        Kinds.models: ("pyojeong.lab.models", "MODELS"),
        Kinds.losses: ("pyojeong.lab.losses", "LOSSES"),
        Kinds.optimizers: ("pyojeong.lab.optimizers", "OPTIMIZERS"),
        Kinds.schedules: ("pyojeong.lab.schedules", "SCHEDULES"),
        Kinds.transforms: ("pyojeong.lab.transforms", "TRANSFORMS"),
        Kinds.datasets: ("pyojeong.lab.datasets", "DATASETS"),
        Kinds.detectors: ("pyojeong.faces", "DETECTORS"),
        Kinds.recipes: ("pyojeong.recipes", "RECIPES", "BLENDS"),
    }[kind]
    held = import_module(module)
    for name in sorted(name for each in registries for name in getattr(held, each).names()):
        typer.echo(name)
