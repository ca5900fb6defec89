"""Weights of a fake study's final model: few numbers, in a real file."""

import numpy as np
from safetensors.numpy import save

from pyojeong.core.files import write_bytes
from pyojeong.lab.record import StudyRecord

LEARNED = 6 * 512 + 6


def fake_weights(record: StudyRecord) -> None:
    """Write a head of LEARNED numbers, and a batch norm's statistics beside it."""
    final = record.final
    assert final is not None
    tensors = {
        "fc.weight": np.zeros((6, 512), np.float16),
        "fc.bias": np.zeros(6, np.float16),
        "bn1.running_mean": np.zeros(64, np.float16),
        "bn1.running_var": np.zeros(64, np.float16),
        "bn1.num_batches_tracked": np.zeros((), np.int64),
    }
    write_bytes(final.folder / "weights.safetensors", save(tensors))
