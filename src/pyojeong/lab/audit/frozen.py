"""A frozen net as embedding: what its head would be given, for each face crop."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import torch

from pyojeong.core.errors import WeightsError
from pyojeong.core.images import Pixels
from pyojeong.lab.inference import Still, features_of, to_device
from pyojeong.lab.learner import reproducible
from pyojeong.lab.models import MODELS
from pyojeong.lab.recipe import Training, Weights
from pyojeong.lab.tensors import Tensors
from pyojeong.lab.weights import begin, parse_weights

Floats = npt.NDArray[np.float32]


def named(text: str) -> tuple[Callable[[Pixels], list[Floats]], str]:
    """Return the embedding of "NET=WEIGHTS", as a study takes it, and its name.

    Raises:
        WeightsError: no net is named, or its weights are not to be had.
    """
    model, equals, value = text.partition("=")
    if not equals:
        raise WeightsError(f"{text} names no net: write it as densenet169={text}.")
    return frozen(model, parse_weights(value)), model


def frozen(model: str, weights: Weights) -> Callable[[Pixels], list[Floats]]:
    """Return an embedding: uint8 [photo, side, side, 3] -> one view, float [photo, feature].

    Raises:
        UnknownNameError: there is no such net.
        WeightsError, NetworkError: its weights are not to be had.
    """
    net, device = MODELS.get(model), torch.device("cpu")
    with reproducible(0, "cpu"):  # the head, which is not used, is filled by chance
        module, expected = begin(Training(model=model, weights=weights), ("one", "other"))
    module = to_device(module, device).eval()

    def embed(pixels: Pixels) -> list[Floats]:
        still = Still(pixels.shape[1], expected.mean, expected.std)
        photos = torch.from_numpy(pixels).permute(0, 3, 1, 2).contiguous()
        unknown = torch.full((len(pixels),), -1)
        tensors = Tensors(photos, unknown, tuple(map(str, range(len(pixels)))))
        found = features_of(module, net.head, still, tensors)
        pooled = found.flatten(2).mean(dim=2) if found.ndim > 2 else found
        return [pooled.numpy().astype(np.float32)]

    return embed
