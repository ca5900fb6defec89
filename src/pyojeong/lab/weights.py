"""Weights of nets: where they come from, whether they fit, and what input they expect."""

import json
import pickle
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn

from pyojeong.core.errors import WeightsError
from pyojeong.core.files import sha256
from pyojeong.lab.models import IMAGENET_MEAN, IMAGENET_STD, MODELS, Net, Rgb
from pyojeong.lab.recipe import Training, Weights
from pyojeong.lab.tensor_file import write_tensors

FILE = "weights.safetensors"  # of a run folder: the best epoch


@dataclass(frozen=True)
class Input:
    """What the weights expect: RGB mean and std of values from 0 to 1, and the batch norms' eps.

    eps: None where it is the net's own. folded: their batch norms are folded into the convolutions
    (mean 0, variance 1): normalising by a batch would undo what they know, so that in training too
    the statistics stay as they are.
    """

    mean: Rgb
    std: Rgb
    eps: float | None = None
    folded: bool = False


# Published files that say nothing of their input, by SHA-256.
KNOWN = {
    # DenseNet-169, converted from Keras, whose batch norms have this eps.
    "63d9a9d726a5dc1ba13da553dea61278884d7868c019fdbb5fbbb74dfd6cf3a5": Input(
        IMAGENET_MEAN, IMAGENET_STD, eps=1.001e-5
    ),
    # MobileNetV2, converted from TensorFlow Lite: pixels / 127.5 - 1.
    "14c9e1d7f0494e37e1efb251738e045e3505112b216224e30e17a07ddbe7754c": Input(
        (0.5, 0.5, 0.5), (0.5, 0.5, 0.5), folded=True
    ),
}


# What the two readers raise at bytes that they do not understand.
DAMAGES = (SafetensorError, pickle.UnpicklingError, RuntimeError, AttributeError, EOFError)


@dataclass(frozen=True)
class State:
    """What a file of weights holds: tensors by name, and what Pyojeong wrote beside them."""

    tensors: Mapping[str, Tensor]
    notes: Mapping[str, Any]


def parse_weights(text: str) -> Weights:
    """Return the value of "imagenet", "none", "run:FOLDER", or the path of a file.

    Raises:
        WeightsError: there is no such file or run.
    """
    if text in ("imagenet", "none"):
        return Weights.model_validate({"kind": text})
    is_run = text.startswith("run:")
    path = Path(text.removeprefix("run:")) / FILE if is_run else Path(text)
    if not path.is_file():
        raise WeightsError(
            f"No weights at {path}: give a file (.safetensors or .pth), run:FOLDER of a trained "
            "run, `imagenet`, or `none`."
        )
    return Weights(kind="run" if is_run else "file", path=str(path), sha256=sha256(path))


def begin(training: Training, labels: tuple[str, ...]) -> tuple[nn.Module, Input]:
    """Return the net as it is before training, and the input that its weights expect.

    Torch's chance fills what no weights fill: seed it before.

    Raises:
        UnknownNameError: there is no such net.
        WeightsError: the weights are missing, damaged, changed, or made for another net.
        NetworkError: ImageNet weights cannot be fetched.
    """
    net, weights = MODELS.get(training.model), training.weights
    if weights.kind == "imagenet" and not net.pretrained:
        raise WeightsError(
            f"Nobody publishes ImageNet weights for {net.name}: give its weights as `none`."
        )
    module = net.build(len(labels), weights.kind == "imagenet")
    expected = Input(net.mean, net.std)
    if weights.kind in ("file", "run"):
        state, path = _given(weights), Path(weights.path or "")
        expected = KNOWN.get(weights.sha256 or "") or _noted(state, expected)
        fit_into(module, net, state, labels, path)
    set_eps(module, expected.eps)
    return module, expected


def fit_into(
    module: nn.Module, net: Net, state: State, labels: tuple[str, ...], path: Path
) -> None:
    """Load the trunk, and the head too if it has the same labels.

    Raises:
        WeightsError: the trunk is another net's; the first difference is named.
    """
    own = module.state_dict()
    head = {key for key in own if key.startswith(f"{net.head}.")}
    needed = [k for k in own if k not in head and not k.endswith("num_batches_tracked")]
    difference = _first_difference({key: own[key] for key in needed}, state.tensors)
    difference = difference or _first_surplus(own, net, state.tensors)
    if difference:
        raise WeightsError(
            f"The weights in {path} are not made for {net.name} ({difference}): give those of a "
            f"{net.title}, or `none`."
        )
    same_labels = tuple(state.notes.get("labels", labels)) == labels
    if not same_labels or _first_difference({k: own[k] for k in head}, state.tensors):
        own = {key: value for key, value in own.items() if key not in head}
    module.load_state_dict({k: v for k, v in state.tensors.items() if k in own}, strict=False)


def set_eps(module: nn.Module, eps: float | None) -> None:
    """Give every batch norm this eps, if there is one."""
    for part in module.modules():
        if eps is not None and isinstance(part, nn.BatchNorm2d):
            part.eps = eps


def read_state(path: Path) -> State:
    """Read a file of weights: safetensors, or torch's own format if it holds tensors alone.

    Raises:
        WeightsError: it cannot be read, or holds code.
    """
    try:
        if path.suffix in (".pth", ".pt", ".bin"):
            found = torch.load(path, map_location="cpu", weights_only=True)
            return State(found.get("state_dict", found), {})
        with safe_open(path, "pt") as file:
            notes = json.loads((file.metadata() or {}).get("pyojeong", "{}"))
            return State({key: file.get_tensor(key) for key in file.keys()}, notes)  # noqa: SIM118
    except DAMAGES as error:
        raise WeightsError(
            f"{path} cannot be read as weights (damaged, or more than tensors inside): fetch it "
            "again, or give a .safetensors file."
        ) from error
    except OSError as error:
        raise WeightsError(f"{path} cannot be opened: give the path of a weights file.") from error


def save_weights(
    path: Path, tensors: Mapping[str, Tensor], labels: tuple[str, ...], expected: Input
) -> None:
    """Write safetensors, whole or not at all, with the labels and the input beside the tensors.

    Raises:
        StorageError: the disk is full or the folder cannot be written.
    """
    notes = {"labels": labels, **asdict(expected)}
    plain = {key: tensor.detach().cpu().contiguous() for key, tensor in tensors.items()}
    write_tensors(path, plain, {"pyojeong": json.dumps(notes)})


def load_trained(path: Path, model: str, labels: tuple[str, ...]) -> nn.Module:
    """Return a trained net in eval mode from what `save_weights` wrote.

    Raises:
        WeightsError: the file is damaged or another net's.
    """
    net = MODELS.get(model)
    module = net.build(len(labels), False)
    state = read_state(path)
    fit_into(module, net, state, labels, path)
    set_eps(module, _noted(state, Input(net.mean, net.std)).eps)
    return module.eval()


def _given(weights: Weights) -> State:
    """Return the state of the very file that the settings name."""
    path = Path(weights.path or "")
    if not weights.path or not path.is_file():
        raise WeightsError(
            f"The weights {weights.path or weights.sha256} are not there: give their path again."
        )
    if sha256(path) != weights.sha256:
        raise WeightsError(
            f"{path} is not the file it was when this run was set up (its SHA-256 differs): put "
            "the first one back, or start a new run."
        )
    return read_state(path)


def _noted(state: State, otherwise: Input) -> Input:
    if "mean" not in state.notes:
        return otherwise
    return Input(
        mean=tuple(state.notes["mean"]),
        std=tuple(state.notes["std"]),
        eps=state.notes["eps"],
        folded=state.notes.get("folded", False),
    )


def _first_surplus(own: Mapping[str, Tensor], net: Net, given: Mapping[str, Tensor]) -> str | None:
    """Return what only a larger net has: ResNet-152's file holds all of ResNet-50's trunk."""
    head = f"{net.head.split('.')[0]}."
    for key in given:
        if key not in own and not key.startswith(head) and not key.endswith("num_batches_tracked"):
            return f"they also have {key}"
    return None


def _first_difference(own: Mapping[str, Tensor], given: Mapping[str, Tensor]) -> str | None:
    for key, tensor in own.items():
        if key not in given:
            return f"they have no {key}"
        if given[key].shape != tensor.shape:
            there, here = tuple(given[key].shape), tuple(tensor.shape)
            return f"{key} is {there} there and {here} in the net"
    return None
