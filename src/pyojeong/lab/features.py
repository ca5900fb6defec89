"""What a frozen trunk makes of photos, computed once for all Runs that share it."""

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from pyojeong.core.settings import digest, replace
from pyojeong.lab.engine import trunk_features
from pyojeong.lab.recipe import Run
from pyojeong.lab.tensor_file import write_tensors
from pyojeong.lab.tensors import Tensors
from pyojeong.lab.transforms import TRANSFORMS


def cacheable(run: Run) -> bool:
    """Return whether every epoch gives the head of a Run the same features."""
    training = run.training
    return training.trainable == "head" and not TRANSFORMS.get(training.augment).random


def trunk_name(run: Run, keys: Sequence[str], data: str) -> str:
    """Return the name of what a Run's features hang on: its trunk, its size, and the photos.

    Args:
        run: whose labels and head do not matter.
        keys: of the photos, in order.
        data: content hash of the photos.
    """
    training = run.training
    seed = training.seed if training.weights.kind == "none" else 0  # a trunk of chance alone
    weights, size = training.weights, training.size
    settings = type(training)(model=training.model, weights=weights, size=size, seed=seed)
    return digest(replace(run, training=settings, data=data, labels=tuple(keys), split="-"))


def features(run: Run, photos: Tensors, path: Path, device: str) -> Tensors:
    """Return the photos as their features, read from a file or computed and written there.

    A damaged file is computed anew.
    """
    if path.is_file():
        try:
            found = load_file(path)["features"]
        except (SafetensorError, KeyError):
            found = torch.empty(0)
        if len(found) == len(photos):
            return photos.as_features(found)
    made = trunk_features(run, photos, device)
    write_tensors(path, {"features": made}, {})
    return photos.as_features(made)
