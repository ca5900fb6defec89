"""A tiny exported model: block means of the crop, one linear layer of seeded weights, a card."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from pyojeong.core.card import Calibration, ModelCard
from pyojeong.core.crops import CropSpec
from pyojeong.core.files import sha256, write_text
from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import replace

SIZE = 48
BLOCKS = 6  # a side: each is 8 px wide
MEAN, STD = (0.5, 0.4, 0.3), (0.25, 0.25, 0.2)

CROP = CropSpec(detector="yunet", margin=0.1, square=True, size=SIZE)
DLIB_CROP = CropSpec(detector="dlib-hog", margin=0.2, square=True, size=SIZE)
WHOLE_CROP = CropSpec(detector="none", missing="whole", size=SIZE)

CALIBRATION = Calibration(
    n=200, temperature=1.5, coverage=0.9, set_threshold=0.2, right=0.9, not_sure_below=0.3
)


def fake_weights(labels: int, seed: int = 7) -> np.ndarray:
    """Return weights, float32 [channel * block * block, label]."""
    chance = np.random.default_rng(seed)
    return chance.normal(0, 0.3, (3 * BLOCKS * BLOCKS, labels)).astype(np.float32)


def fake_card(
    *,
    labels: Sequence[str] = EIGHT,
    crop: CropSpec = CROP,
    also: Sequence[CropSpec] = (DLIB_CROP, WHOLE_CROP),
    calibration: Calibration | None = CALIBRATION,
) -> ModelCard:
    """Return a card as the lab writes it."""
    return ModelCard(
        model="fake",
        labels=tuple(labels),
        size=SIZE,
        mean=MEAN,
        std=STD,
        crop=crop,
        also=tuple(also),
        temperature=calibration.temperature if calibration else 1.0,
        calibration=calibration,
        data="nothing: its weights are chance",
        weights_sha256="0" * 64,
        run="0123456789abcdef",
        version="0",
    )


def fake_onnx(
    path: Path, card: ModelCard | None = None, *, weights: np.ndarray | None = None
) -> Path:
    """Write a model and the card beside it; return the path of the .onnx file.

    Args:
        path: of the .onnx file.
        card: its card, by default `fake_card()`.
        weights: float32 [3 * BLOCKS * BLOCKS, label] of the block means, RGB plane after plane,
            rows from the top; by default seeded chance.
    """
    card = card or fake_card()
    weights = fake_weights(len(card.labels)) if weights is None else weights
    block = SIZE // BLOCKS
    constants = {
        "mean": np.array(card.mean, np.float32).reshape(1, 3, 1, 1) * 255,
        "std": np.array(card.std, np.float32).reshape(1, 3, 1, 1) * 255,
        "weights": weights.astype(np.float32),
    }
    nodes = [
        helper.make_node("Sub", ["pixels", "mean"], ["centred"]),
        helper.make_node("Div", ["centred", "std"], ["normal"]),
        helper.make_node(
            "AveragePool", ["normal"], ["means"], kernel_shape=[block] * 2, strides=[block] * 2
        ),
        helper.make_node("Flatten", ["means"], ["flat"]),
        helper.make_node("MatMul", ["flat", "weights"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "fake",
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["batch", 3, SIZE, SIZE])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", len(card.labels)])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    helper.set_model_props(model, {"pyojeong.card": card.model_dump_json()})
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))
    beside = replace(card, file_sha256=sha256(path))
    write_text(path.with_suffix(".json"), beside.model_dump_json(indent=2) + "\n")
    return path
