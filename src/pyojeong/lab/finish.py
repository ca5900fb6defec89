"""The end of a Run: the last epoch's weights, the card, and last of all the environment."""

import json
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

import torch

from pyojeong.core.card import ModelCard
from pyojeong.core.crops import CropSpec
from pyojeong.core.files import sha256, write_text
from pyojeong.core.settings import digest
from pyojeong.lab.learner import Learner
from pyojeong.lab.weights import FILE, save_weights

NAMED = ("pyojeong", "torch", "torchvision", "timm", "lightning-fabric", "numpy")


def finish(
    learner: Learner, folder: Path, crop: CropSpec, data: str, seconds: float, *, keep: bool
) -> None:
    """Write what makes a run folder complete; the environment last: it says that it is."""
    if keep:
        write_card(learner, folder, crop, data)
    environment = environment_of(learner) | {"seconds": round(seconds, 1)}
    write_text(folder / "environment.json", json.dumps(environment, indent=2) + "\n")
    shutil.rmtree(folder / "checkpoint", ignore_errors=True)


def write_card(learner: Learner, folder: Path, crop: CropSpec, data: str) -> None:
    """Write the last epoch's weights, and the ModelCard of those that were kept."""
    run, expected = learner.run, learner.expected
    save_weights(folder / "last.safetensors", learner.whole, run.labels, expected)
    card = ModelCard(
        model=run.training.model,
        labels=run.labels,
        size=run.training.size,
        mean=expected.mean,
        std=expected.std,
        crop=crop,
        data=data,
        weights_sha256=sha256(folder / FILE),
        run=digest(run),
        version=version("pyojeong"),
    )
    write_text(folder / "card.json", card.model_dump_json(indent=2) + "\n")


def environment_of(learner: Learner) -> dict[str, object]:
    """Return what a Run's numbers may depend on beside its settings."""
    gpu = learner.device.type == "cuda"
    return {
        "versions": {name: version(name) for name in NAMED},
        "python": platform.python_version(),
        "system": platform.platform(),
        "device": torch.cuda.get_device_name(learner.device) if gpu else platform.machine(),
        "threads": torch.get_num_threads(),
        "precision": learner.precision,
    }
