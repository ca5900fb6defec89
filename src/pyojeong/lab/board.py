"""TensorBoard, for whoever wants it: one point an epoch."""

from collections.abc import Callable
from pathlib import Path

from pyojeong.core.errors import MissingExtraError
from pyojeong.lab.record import Epoch


def no_board(measured: Epoch) -> None:
    """Write nothing."""
    del measured


def open_board(folder: Path) -> Callable[[Epoch], None]:
    """Return what writes an epoch's numbers into event files in the folder, at once.

    Raises:
        MissingExtraError: TensorBoard is not installed.
    """
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError as error:
        raise MissingExtraError(
            "TensorBoard is not installed: pip install 'pyojeong[tensorboard]'."
        ) from error
    writer = SummaryWriter(folder)

    def add(measured: Epoch) -> None:
        for name, value in measured.model_dump(exclude={"epoch"}).items():
            writer.add_scalar(name, value, measured.epoch)
        writer.flush()

    return add
