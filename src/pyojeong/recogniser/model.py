"""Model: an ONNX file with its card, at work in ONNX Runtime."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pyojeong.core.card import ModelCard
from pyojeong.core.errors import WeightsError
from pyojeong.core.files import sha256
from pyojeong.core.images import Pixels
from pyojeong.faces.crop import resample

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

CARD = "pyojeong.card"  # key in the file's metadata_props
INPUT, OUTPUT = "pixels", "logits"
BATCH = 32  # crops at once: bounds the memory, however many faces a picture has


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
        """Open an exported model; without a path the weights that come with Pyojeong.

        Raises:
            WeightsError: the file is missing or damaged, has no card, or one of another file
                lies beside it.
        """
        return _load(
            path or Path(str(files("pyojeong.recogniser") / "weights" / "recogniser.onnx"))
        )

    def probabilities(self, crops: Pixels) -> npt.NDArray[np.float32]:
        """Return calibrated probabilities, float32 [crop, label], each row sums to 1.

        Args:
            crops: uint8 [crop, side, side, 3] RGB, cut as the card's CropSpec says; they are
                resampled to the card's size where they have another.
        """
        parts = [self._batch(crops[at : at + BATCH]) for at in range(0, len(crops), BATCH)]
        return np.concatenate([np.empty((0, len(self.card.labels)), np.float32), *parts])

    def _batch(self, crops: Pixels) -> npt.NDArray[np.float32]:
        size = self.card.size
        fitting = [
            crop if crop.shape[:2] == (size, size) else resample(crop, size) for crop in crops
        ]
        pixels = np.stack(fitting).transpose(0, 3, 1, 2).astype(np.float32)
        (logits,) = self.session.run([OUTPUT], {INPUT: pixels})
        return softmax(np.asarray(logits, np.float32) / self.card.temperature)


def softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return probabilities of logits, float32 [..., label]."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


def _load(path: Path) -> Model:
    import onnxruntime

    try:
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        card = ModelCard.model_validate_json(session.get_modelmeta().custom_metadata_map[CARD])
        return Model(session, card, sha256(path))
    except Exception as error:
        raise WeightsError(
            f"{path} is no model of Pyojeong: export one with `pyojeong export RUN`."
        ) from error
