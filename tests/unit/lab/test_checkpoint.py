"""Checkpoints: whole or not there, and never unpickled."""

from pathlib import Path

import pytest
import torch
from safetensors import SafetensorError

from pyojeong.core.errors import StorageError, WeightsError
from pyojeong.lab import tensor_file
from pyojeong.lab.checkpoint import Checkpoint
from pyojeong.lab.record import Epoch

EPOCH = Epoch(
    epoch=1,
    learning_rate=0.1 + 0.2,  # a number with all its digits
    train_loss=1 / 3,
    train_accuracy=0.5,
    validation_loss=1e300,
    validation_accuracy=1.0,
)


def test_round_trip(tmp_path: Path) -> None:
    """All comes back to the last digit: numbers, tensors, tuples as lists, number keys."""
    shared = torch.rand(3, 4)
    optimizer = {
        "state": {0: {"step": torch.tensor(7.0), "mean": shared}, 12: {"mean": shared[:2]}},
        "param_groups": [{"lr": 1e-5, "betas": (0.9, 0.999), "foreach": None, "params": [0, 12]}],
    }
    module = {"conv": torch.rand(2, 3, 4, 5), "count": torch.tensor(3)}
    path = tmp_path / "checkpoint" / "state.safetensors"
    Checkpoint([EPOCH], module, optimizer, torch.rand(2, 2), 12.5).save(path)
    loaded = Checkpoint.load(path)
    assert loaded.epochs == [EPOCH]
    assert loaded.seconds == 12.5
    assert all(torch.equal(value, loaded.module[key]) for key, value in module.items())
    assert list(loaded.optimizer["state"]) == [0, 12]
    assert torch.equal(loaded.optimizer["state"][12]["mean"], shared[:2])
    group = loaded.optimizer["param_groups"][0]
    assert group == {"lr": 1e-5, "betas": [0.9, 0.999], "foreach": None, "params": [0, 12]}


def test_replaced_whole(tmp_path: Path) -> None:
    """A checkpoint that cannot be written leaves the one before."""
    path = tmp_path / "state.safetensors"
    Checkpoint([EPOCH], {}, {}, torch.zeros(1), 1.0).save(path)
    with pytest.raises(TypeError):
        Checkpoint([], {}, {"strange": object()}, torch.zeros(1), 2.0).save(path)
    assert Checkpoint.load(path).seconds == 1.0
    assert [file.name for file in tmp_path.iterdir()] == ["state.safetensors"]


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is said in a sentence, and the checkpoint before is left."""
    path = tmp_path / "state.safetensors"
    Checkpoint([EPOCH], {}, {}, torch.zeros(1), 1.0).save(path)

    def full(*_: object, **__: object) -> None:
        # In the very words of safetensors 0.8 on a full file system.
        raise SafetensorError(
            "Error while serializing: I/O error: No space left on device (os error 28)"
        )

    monkeypatch.setattr(tensor_file, "save_file", full)
    with pytest.raises(StorageError, match="free some space"):
        Checkpoint([], {}, {}, torch.zeros(1), 2.0).save(path)
    assert Checkpoint.load(path).seconds == 1.0


@pytest.mark.parametrize("content", [b"", b"nonsense"])
def test_damaged(tmp_path: Path, content: bytes) -> None:
    """A damaged checkpoint says what to delete."""
    path = tmp_path / "state.safetensors"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="delete the run folder"):
        Checkpoint.load(path)
