"""A checkpoint: all that a Run needs to go on, in one safetensors file that is whole or not there.

Tensors lie in the file as such, everything else as JSON in its header: nothing is ever unpickled.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from pyojeong.core.errors import WeightsError
from pyojeong.lab.record import Epoch
from pyojeong.lab.tensor_file import write_tensors


@dataclass(frozen=True)
class Checkpoint:
    """A Run after an epoch.

    epochs: what was measured, in order. module: the net's state. optimizer: its state, as torch
    gives it. probabilities: float [photo, label], of the last epoch on the validation photos.
    seconds: trained so far.
    """

    epochs: list[Epoch]
    module: dict[str, Tensor]
    optimizer: dict[str, Any]
    probabilities: Tensor
    seconds: float

    def save(self, path: Path) -> None:
        """Write the file.

        Raises:
            StorageError: the disk is full or the folder cannot be written.
        """
        tensors: dict[str, Tensor] = {}
        tree = _take_apart(
            {
                "epochs": [epoch.model_dump(mode="json") for epoch in self.epochs],
                "module": self.module,
                "optimizer": self.optimizer,
                "probabilities": self.probabilities,
                "seconds": self.seconds,
            },
            "",
            tensors,
        )
        write_tensors(path, tensors, {"tree": json.dumps(tree)})

    @staticmethod
    def load(path: Path) -> "Checkpoint":
        """Read what `save` wrote.

        Raises:
            WeightsError: the file is damaged.
        """
        try:
            with safe_open(path, "pt") as file:
                tree = json.loads((file.metadata() or {})["tree"])
                tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
        except (SafetensorError, KeyError) as error:
            raise WeightsError(
                f"{path} is damaged: delete the run folder it lies in and train again."
            ) from error
        fields = _put_together(tree, tensors)
        fields["epochs"] = [Epoch.model_validate(epoch) for epoch in fields["epochs"]]
        return Checkpoint(**fields)


def _take_apart(value: Any, name: str, tensors: dict[str, Tensor]) -> Any:  # noqa: ANN401
    """Return JSON for any tree of dicts, lists, numbers and tensors; the last go into `tensors`."""
    if isinstance(value, Tensor):
        # A copy: safetensors refuses tensors that share memory.
        tensors[name] = value.detach().cpu().clone(memory_format=torch.contiguous_format)
        return {"tensor": name}
    if isinstance(value, dict):
        pairs = [[key, _take_apart(v, f"{name}/{key}", tensors)] for key, v in value.items()]
        return {"pairs": pairs}  # JSON's own keys would all become text
    if isinstance(value, (list, tuple)):
        return [_take_apart(v, f"{name}/{i}", tensors) for i, v in enumerate(value)]
    return value


def _put_together(value: Any, tensors: dict[str, Tensor]) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return [_put_together(v, tensors) for v in value]
    if isinstance(value, dict) and "tensor" in value:
        tensor = tensors[value["tensor"]]
        # In memory as the engine keeps them, so that a resumed run takes the very same steps.
        return tensor.contiguous(memory_format=torch.channels_last) if tensor.ndim == 4 else tensor
    if isinstance(value, dict):
        return {key: _put_together(v, tensors) for key, v in value["pairs"]}
    return value
