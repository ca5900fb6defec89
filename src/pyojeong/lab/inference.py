"""Nets at work, in eval mode and full precision: validation, the test set, and photos from outside.

One path for all: whoever asks for probabilities gets them from here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from pyojeong.core.card import ModelCard
from pyojeong.core.errors import SettingsError
from pyojeong.core.images import Pixels
from pyojeong.faces.crop import resample
from pyojeong.lab.models import Rgb
from pyojeong.lab.record import Predictions, RunRecord
from pyojeong.lab.tensors import Tensors
from pyojeong.lab.transforms import normalise, resize
from pyojeong.lab.weights import FILE, load_trained

BATCH = 32  # photos: fills two cores; 150 MB in the widest net at 224 px


@dataclass(frozen=True)
class Still:
    """Makes a net's input of photos without chance: uint8 [photo, 3, h, w] -> float, normalised."""

    size: int
    mean: Rgb
    std: Rgb

    def __call__(self, pixels: Tensor) -> Tensor:
        """Return the input."""
        return normalise(resize(pixels, self.size), self.mean, self.std)


def choose_device(name: str) -> torch.device:
    """Return the device of that name; `auto` is the GPU where there is one.

    Raises:
        SettingsError: there is no such device here.
    """
    if name not in ("auto", "cpu", "cuda"):
        raise SettingsError(f"There is no device {name!r}: use auto, cpu or cuda.")
    if name == "cuda" and not torch.cuda.is_available():
        raise SettingsError("No CUDA device is to be found here: use --device cpu, or auto.")
    return torch.device("cuda" if name != "cpu" and torch.cuda.is_available() else "cpu")


def to_device(module: nn.Module, device: torch.device) -> nn.Module:
    """Return the module on the device, channels last in memory: the layout that kernels want."""
    # pyrefly: ignore[no-matching-overload] - torch documents the argument, its stubs lack it
    return module.to(device, memory_format=torch.channels_last)


@torch.no_grad()
def logits_of(module: nn.Module, still: Callable[[Tensor], Tensor], tensors: Tensors) -> Tensor:
    """Return logits, float [photo, label], of a module that is in eval mode."""
    return torch.cat([module(still(batch.pixels)) for batch in tensors.in_order(BATCH)])


@torch.no_grad()
def features_of(
    module: nn.Module, head: str, still: Callable[[Tensor], Tensor], tensors: Tensors
) -> Tensor:
    """Return what the head of a module in eval mode is given, float [photo, ...]."""
    caught: list[Tensor] = []

    def catch(_head: nn.Module, inputs: tuple[Tensor]) -> None:
        caught.append(inputs[0].float())

    hook = module.get_submodule(head).register_forward_pre_hook(catch)
    try:
        logits_of(module, still, tensors)
    finally:
        hook.remove()
    return torch.cat(caught)


def load_net(record: RunRecord) -> tuple[nn.Module, ModelCard]:
    """Return the best epoch's net in eval mode, and its card.

    Raises:
        WeightsError: the weights are damaged.
    """
    card = record.card
    return load_trained(record.folder / FILE, card.model, card.labels), card


def predict_tensors(
    net: nn.Module, card: ModelCard, tensors: Tensors, *, device: str = "auto"
) -> Predictions:
    """Return the probabilities of photos.

    Args:
        net: in eval mode, as `load_net` returns it.
        card: says the size, the normalisation, the temperature and the labels.
        tensors: photos, cropped as the card says; their truth may be -1.
        device: `auto`, `cpu` or `cuda`.
    """
    chosen = choose_device(device)
    net = to_device(net, chosen)
    still = Still(card.size, card.mean, card.std)
    logits = logits_of(net, still, tensors.to(chosen)) / card.temperature
    return Predictions(
        keys=tensors.keys,
        labels=card.labels,
        truth=tensors.truth.cpu().numpy(),
        probabilities=functional.softmax(logits, dim=1).cpu().numpy(),
    )


def predict_crops(
    net: nn.Module, card: ModelCard, crops: Pixels, *, device: str = "auto"
) -> npt.NDArray[np.float32]:
    """Return the probabilities of crops, float32 [crop, label], as `Model.probabilities` does.

    Args:
        net: in eval mode.
        card: its card.
        crops: uint8 [crop, side, side, 3] RGB, cut as the card says; resampled to its size where
            they have another, as `Prepared.pixels` does.
        device: `auto`, `cpu` or `cuda`.
    """
    fitting = np.stack([resample(crop, card.size) for crop in crops])
    pixels = torch.from_numpy(fitting).permute(0, 3, 1, 2).contiguous()
    keys = tuple(map(str, range(len(crops))))
    tensors = Tensors(pixels, torch.full((len(crops),), -1), keys)
    return predict_tensors(net, card, tensors, device=device).probabilities
