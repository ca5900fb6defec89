"""A Run that trains in a second, on photos that any net can tell apart.

Started as a program, with a Run as JSON, a folder and an epoch, it trains that Run and kills itself
by SIGKILL in that epoch.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import torch

from pyojeong.core.crops import CropSpec
from pyojeong.core.settings import replace
from pyojeong.lab.engine import Progress, train
from pyojeong.lab.recipe import Run, Training
from pyojeong.lab.record import RunRecord
from pyojeong.lab.tensors import Tensors

LABELS = ("blue", "green", "red")


def coloured(count: int, seed: int = 1, side: int = 32) -> Tensors:
    """Return that many photos, the labels in turn: a photo of label i is brighter in channel i."""
    generator = torch.Generator().manual_seed(seed)
    shape = (count, 3, side, side)
    pixels = torch.randint(0, 140, shape, generator=generator, dtype=torch.uint8)
    truth = torch.arange(count) % len(LABELS)
    pixels[torch.arange(count), truth] += 80
    return Tensors(pixels, truth, tuple(f"photo-{index}" for index in range(count)))


def small_run(**changes: object) -> Run:
    """Return a small Run with some settings changed."""
    training = Training(model="lenet5", size=32, epochs=3, batch=8, learning_rate=3e-3)
    changed = replace(training, **changes)
    return Run(training=changed, data="coloured", split="none", labels=LABELS)


def go(
    run: Run,
    folder: Path,
    progress: Callable[[Progress], None] | None = None,
    *,
    tensorboard: bool = False,
    device: str = "cpu",
) -> RunRecord:
    """Train a Run on coloured photos."""
    return train(
        run,
        coloured(25),
        coloured(9, seed=2),
        folder,
        crop=CropSpec(size=32),
        data="coloured",
        progress=progress,
        tensorboard=tensorboard,
        device=device,
    )


if __name__ == "__main__":
    told, where, last = sys.argv[1:]

    def kill(progress: Progress) -> None:
        """End this process as a power cut would."""
        if progress.epoch == int(last):
            os.kill(os.getpid(), signal.SIGKILL)

    go(Run.model_validate_json(told), Path(where), kill)
