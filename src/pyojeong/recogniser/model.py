"""Model: an ONNX file with its card, at work in ONNX Runtime."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pyojeong.core.card import ModelCard
from pyojeong.core.errors import WeightsError
from pyojeong.core.images import Pixels
from pyojeong.core.settings import replace
from pyojeong.faces.crop import resample

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

OURS = Path(__file__).parent / "weights" / "recogniser.onnx"  # comes with the wheel
NAME = "model.onnx"  # what `pyojeong export` calls a run's
CARD = "pyojeong.card"  # key in the file's metadata
INPUT, OUTPUT = "pixels", "logits"
BATCH = 32  # crops at once: bounds the memory, however many faces a picture has
SILENT = 4  # ONNX Runtime's level of logging: fatal errors alone

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Model:
    """A session and its card. Any number of threads may use one at once.

    sha256: of the .onnx file, 64 hex digits.
    """

    session: "InferenceSession"
    card: ModelCard
    sha256: str

    @property
    def name(self) -> str:
        """The net and the first of its checksum, as "resnet 1a2b3c4d"."""
        return f"{self.card.model} {self.sha256[:8]}"

    @staticmethod
    def load(path: Path | None = None) -> "Model":
        """Open an exported model.

        Args:
            path: an .onnx file, or the folder of a study or run that was exported; without it, the
                weights that come with Pyojeong.

        Raises:
            WeightsError: there is none, it is damaged, it has no card, or the card beside it is
                another file's.
        """
        path = OURS if path is None else _file(path)
        data = _read(path)
        model = _open(path, data)
        _compare(model, path)
        _try(model, path)
        return model

    def probabilities(self, crops: Pixels) -> Floats:
        """Return calibrated probabilities, float32 [crop, label], each row sums to 1.

        Args:
            crops: uint8 [crop, side, side, 3] RGB, cut as the card's CropSpec says; resampled to
                the card's size where they have another, as the lab reads what it prepared.

        Raises:
            WeightsError: the net's answer is no number.
        """
        batches = [crops[at : at + BATCH] for at in range(0, len(crops), BATCH)]
        none = np.empty((0, len(self.card.labels)), np.float32)
        return np.concatenate([none, *(self._batch(batch) for batch in batches)])

    def _batch(self, crops: Pixels) -> Floats:
        size = self.card.size
        if crops.shape[1:3] != (size, size):
            crops = np.stack([resample(crop, size) for crop in crops])
        pixels = np.ascontiguousarray(crops.transpose(0, 3, 1, 2), np.float32)
        (logits,) = self.session.run([OUTPUT], {INPUT: pixels})
        logits = np.asarray(logits, np.float32)
        if not np.isfinite(logits).all():
            raise WeightsError(f"The weights of {self.name} are damaged: export the run again.")
        return softmax(logits / self.card.temperature)


def softmax(logits: Floats) -> Floats:
    """Return probabilities of logits, float32 [..., label]."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


def _file(path: Path) -> Path:
    if not path.is_dir():
        return path
    if not (path / NAME).is_file():
        raise WeightsError(
            f"{path} holds no {NAME}: make it with `pyojeong export {path}`, or give an .onnx file."
        )
    return path / NAME


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        remedy = (
            "install Pyojeong again, or give --model"
            if path == OURS
            else "check the path, or make one with `pyojeong export RUN`"
        )
        raise WeightsError(f"There is no model {path}: {remedy}.") from error


def _open(path: Path, data: bytes) -> Model:
    """Return the model of a file; its bytes are read once, and tensors in other files refused."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = SILENT
    try:
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the runtime's own, one for each of its codes
        raise WeightsError(
            f"{path} is no ONNX model, or damaged: copy it again, or export the run again."
        ) from error
    text = session.get_modelmeta().custom_metadata_map.get(CARD)
    if text is None:
        raise WeightsError(
            f"{path} has no card, so its labels and its crop are unknown: make one that has with "
            "`pyojeong export RUN`."
        )
    try:
        card = ModelCard.model_validate_json(text)
    except ValueError as error:
        raise WeightsError(
            f"The card in {path} is damaged or of another version: export the run again."
        ) from error
    return Model(session, card, hashlib.sha256(data).hexdigest())


def _compare(model: Model, path: Path) -> None:
    """Refuse a card that lies beside the file and is not its own."""
    beside = path.with_suffix(".json")
    if not beside.is_file():
        return
    try:
        card = ModelCard.model_validate_json(beside.read_bytes())
    except (OSError, ValueError) as error:
        raise WeightsError(
            f"{beside} is no card, and a model's lies there: rename {path.name}, or move it to a "
            "folder of its own."
        ) from error
    if card != replace(model.card, file_sha256=model.sha256):
        raise WeightsError(
            f"{beside} is the card of another file than {path.name}: copy both again, or move "
            f"{path.name} to a folder of its own."
        )


def _try(model: Model, path: Path) -> None:
    """Refuse a net that works otherwise than its card says."""
    grey = np.full((1, model.card.size, model.card.size, 3), 128, np.uint8)
    try:
        model.probabilities(grey)
    except WeightsError:
        raise
    except Exception as error:  # the runtime's own; NumPy's, where labels and outputs differ
        raise WeightsError(
            f"{path} does not work as its card says: make it with `pyojeong export RUN`."
        ) from error
