"""From float32 to int8 by ONNX Runtime: scales for weights, and ranges for activations."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from typing_extensions import override

from pyojeong.core.images import Pixels
from pyojeong.recogniser.model import INPUT

BATCH = 16  # crops whose activations give one range: ranges are the means of the batches'
LAYERS = {"Conv", "Gemm", "MatMul"}  # those with weights


class Reader(CalibrationDataReader):
    """Gives crops, uint8 [crop, size, size, 3], batch after batch."""

    def __init__(self, crops: Pixels) -> None:
        starts = range(0, len(crops), BATCH)
        self._batches = (crops[start : start + BATCH] for start in starts)

    @override
    # pyrefly: ignore[bad-override] - ONNX Runtime means None at the end, its stub forgets it
    def get_next(self) -> dict[str, npt.NDArray[np.float32]] | None:
        batch = next(self._batches, None)
        if batch is None:
            return None
        return {INPUT: batch.transpose(0, 3, 1, 2).astype(np.float32)}


def quantise(data: bytes, crops: Pixels, first: int = 1) -> bytes:
    """Return an exported model in int8, without its card.

    The first layers and the last stay float32: they are small, and every error of theirs is seen.

    Args:
        data: the ONNX file.
        crops: what activations are measured on, uint8 [crop, size, size, 3], RGB.
        first: how many of the first layers stay float32, at least one.
    """
    with tempfile.TemporaryDirectory() as folder, quiet():
        given, ready, made = (Path(folder) / f"{name}.onnx" for name in ("given", "ready", "made"))
        given.write_bytes(data)
        quant_pre_process(given, ready, skip_symbolic_shape=True)  # ONNX's own knows these shapes
        layers = [node.name for node in onnx.load(ready).graph.node if node.op_type in LAYERS]
        quantize_static(
            ready,
            made,
            Reader(crops),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            # 7 bits of weights: processors without VNNI add pairs of products in 16 bits and would
            # clip them. So a file that was right here is right everywhere.
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[*layers[:first], layers[-1]],
            extra_options={"CalibMovingAverage": True},  # the one brightest crop sets no range
        )
        return made.read_bytes()


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the quantiser's advice from the screen: it goes through the root logger."""
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)
    try:
        yield
    finally:
        root.setLevel(level)
