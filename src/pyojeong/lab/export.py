"""Export: a trained net as an ONNX file with its card inside, and the same card beside it.

The file takes pixels as they are: its graph normalises. It is written only if ONNX Runtime, through
the recogniser's own door, says of golden pictures what torch says.
"""

import tempfile
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode
from typing_extensions import override

from pyojeong import __version__
from pyojeong.core.card import ModelCard
from pyojeong.core.errors import ExportError, StorageError, WeightsError
from pyojeong.core.files import sha256, storage, write_bytes, write_text
from pyojeong.core.images import Pixels
from pyojeong.core.settings import replace
from pyojeong.lab.doubt import calibrate
from pyojeong.lab.golden import golden
from pyojeong.lab.inference import load_net, predict_tensors
from pyojeong.lab.record import RunRecord
from pyojeong.lab.tensors import Tensors
from pyojeong.lab.weights import FILE
from pyojeong.recogniser.model import CARD, INPUT, OUTPUT, Model

OPSET = 17  # the first with all that these nets need; ONNX Runtime reads it from 1.12 on
TOLERANCE = 1e-3  # of a probability: nobody sees less, and float32 sums differ by 1e-6


@dataclass(frozen=True)
class Exported:
    """What was written.

    card: as it lies beside the file. pictures: golden ones that it was tried on. apart: the largest
    difference to torch in any of their probabilities.
    """

    path: Path
    card: ModelCard
    pictures: int
    apart: float


@dataclass(frozen=True)
class Checked:
    """An exported model before it is written: data, with the card; pictures: the golden ones."""

    data: bytes
    card: ModelCard
    pictures: Pixels
    apart: float


def export_run(record: RunRecord, out: Path) -> Exported:
    """Export the net of a finished Run.

    Args:
        record: of the Run; where nobody has fitted its doubt yet, its validation photos do.
        out: the .onnx file; the card goes beside it, as .json.

    Raises:
        WeightsError: the weights are damaged, or not those of the card.
        ExportError: ONNX cannot hold the net, or answers otherwise than torch.
        StorageError: the file cannot be written.
    """
    net, card = trained(record)
    return export_net(net, card, out)


def trained(record: RunRecord) -> tuple[nn.Module, ModelCard]:
    """Return the net of a finished Run in eval mode, and its card with its doubt.

    Raises:
        WeightsError: the weights are damaged, or not those of the card.
    """
    net, card = load_net(record)
    path = record.folder / FILE
    if sha256(path) != card.weights_sha256:
        raise WeightsError(
            f"{path} is not the file that its card.json describes (its SHA-256 differs): put the "
            "first one back, or delete the folder and train again."
        )
    if card.calibration is None:
        found = calibrate(record.validation)
        card = replace(card, calibration=found, temperature=found.temperature)
    return net, card


def export_net(net: nn.Module, card: ModelCard, out: Path) -> Exported:
    """Write a net as ONNX with its card, if it says what torch says.

    Args:
        net: in eval mode; float [batch, 3, size, size], normalised, in, logits out.
        card: of these weights; its version becomes ours.
        out: the .onnx file; the card goes beside it, as .json.

    Raises:
        ExportError: ONNX cannot hold the net, or answers otherwise than torch.
        StorageError: the file cannot be written, or beside it lies a .json that is not ours.
    """
    beside(out)
    made = checked(net, card)
    return Exported(out, write(out, made.data, made.card), len(made.pictures), made.apart)


def checked(net: nn.Module, card: ModelCard) -> Checked:
    """Return a net as ONNX with its card, which says what torch says; nothing is written.

    Raises:
        ExportError: ONNX cannot hold the net, or answers otherwise than torch.
    """
    card = replace(card, version=__version__, file_sha256=None)
    data = with_card(to_onnx(net, card), card)
    pictures = golden(card)
    apart = difference(net, opened(data), pictures)
    if not apart <= TOLERANCE:  # so that NaN is refused too
        raise ExportError(
            f"{card.model} answers otherwise in ONNX than in torch (by up to {apart:.3f} in "
            f"probability on {len(pictures)} drawn faces; {TOLERANCE} is allowed), so nothing was "
            "written: train another net, or report this one."
        )
    return Checked(data, card, pictures, apart)


class FromPixels(nn.Module):
    """A net with its normalisation before it: pixels from 0 to 255 in, logits out."""

    def __init__(self, net: nn.Module, card: ModelCard) -> None:
        super().__init__()
        self.net = net
        self.register_buffer("mean", 255 * torch.tensor(card.mean).view(1, 3, 1, 1))
        self.register_buffer("std", 255 * torch.tensor(card.std).view(1, 3, 1, 1))

    @override
    def forward(self, pixels: Tensor) -> Tensor:
        """Return logits: float [batch, 3, size, size] -> float [batch, label]."""
        return self.net((pixels - self.get_buffer("mean")) / self.get_buffer("std"))


def to_onnx(net: nn.Module, card: ModelCard) -> bytes:
    """Return an ONNX file without a card: "pixels" in, "logits" out, any batch.

    Raises:
        ExportError: ONNX cannot hold the net at this size.
    """
    example = torch.zeros(2, 3, card.size, card.size)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(), UnequalPools():
        # The exporter that needs no further package says that it is old; what tracing may lose,
        # of which it warns too, the golden pictures show.
        warnings.simplefilter("ignore")
        path = Path(folder) / "net.onnx"
        try:
            torch.onnx.export(
                FromPixels(net.cpu(), card).eval(),
                (example,),
                path,
                dynamo=False,
                opset_version=OPSET,
                input_names=[INPUT],
                output_names=[OUTPUT],
                dynamic_axes={INPUT: {0: "batch"}, OUTPUT: {0: "batch"}},
            )
        except RuntimeError as error:  # torch's own, and the exporter's, which derives from it
            why = str(error).partition("\n")[0].partition(". ")[0]
            raise ExportError(
                f"ONNX cannot hold {card.model} at {card.size} px ({why}): train it at the size "
                "it was published for, or train another net."
            ) from error
        return path.read_bytes()


class UnequalPools(TorchFunctionMode):
    """Writes pooling to unequal windows as two products with constant matrices.

    ONNX has no such pooling: AlexNet and VGG pool so, but at the sizes they were published for.
    """

    @override
    def __torch_function__(
        self,
        func: Callable[..., Tensor],
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Tensor:
        result = func(*args, **(kwargs or {}))
        if func is not functional.adaptive_avg_pool2d:
            return result
        (*_, height, width), (*_, rows, columns) = map(tuple, (args[0].shape, result.shape))
        if int(height) % int(rows) == 0 and int(width) % int(columns) == 0:
            return result
        return windows(int(height), int(rows)) @ args[0] @ windows(int(width), int(columns)).T


def windows(side: int, count: int) -> Tensor:
    """Return the means over `count` windows of `side` values, float [count, side].

    Window i reaches from floor(i side / count) up to but without ceil((i + 1) side / count), as
    torch's `adaptive_avg_pool2d` has it.
    """
    means = torch.zeros(count, side)
    for i in range(count):
        first, last = i * side // count, -(-(i + 1) * side // count)
        means[i, first:last] = 1 / (last - first)
    return means


def with_card(data: bytes, card: ModelCard) -> bytes:
    """Return the ONNX file with the card in its metadata."""
    model = onnx.load_model_from_string(data)
    onnx.helper.set_model_props(model, {CARD: card.model_dump_json()})
    return model.SerializeToString()


def opened(data: bytes) -> Model:
    """Return an exported model as the recogniser opens it, before it is written anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        path.write_bytes(data)
        return Model.load(path)


def difference(net: nn.Module, model: Model, pictures: Pixels) -> float:
    """Return by how much torch and ONNX Runtime differ at most in a probability.

    Args:
        net: in eval mode.
        model: the same, exported.
        pictures: uint8 [picture, size, size, 3], RGB.
    """
    pixels = torch.from_numpy(pictures).permute(0, 3, 1, 2).contiguous()
    keys = tuple(map(str, range(len(pictures))))
    tensors = Tensors(pixels, torch.full((len(keys),), -1), keys)
    expected = predict_tensors(net, model.card, tensors, device="cpu").probabilities
    return float(np.abs(model.probabilities(pictures) - expected).max())


def write(out: Path, data: bytes, card: ModelCard) -> ModelCard:
    """Write the file, then the card beside it with the file's hash; return that card.

    Cut off in between, the file still has its card within.

    Raises:
        StorageError: one of them cannot be written, or beside the file lies a .json not ours.
    """
    path = beside(out)
    with storage(path):
        path.unlink(missing_ok=True)
    write_bytes(out, data)
    whole = replace(card, file_sha256=sha256(out))
    write_text(path, whole.model_dump_json(indent=2) + "\n")
    return whole


def beside(out: Path) -> Path:
    """Return where the card goes, if nothing is there but the card of an earlier export.

    Raises:
        StorageError: something else is.
    """
    path = out.with_suffix(".json")
    if not path.exists():
        return path
    with suppress(OSError, ValueError):
        if ModelCard.model_validate_json(path.read_bytes()).file_sha256:
            return path
    raise StorageError(
        f"{path} is not the card of an exported model, and would be overwritten: choose another "
        "--out."
    )
