"""TensorBoard, for whoever wants it: one point an epoch."""

from pathlib import Path

from pyojeong.core.errors import MissingExtraError
from pyojeong.lab.record import Epoch


class Board:
    """Event files in `folder`/tensorboard, if wanted.

    Raises:
        MissingExtraError: TensorBoard is wanted and not installed.
    """

    def __init__(self, folder: Path, *, wanted: bool) -> None:
        self._writer = None
        if not wanted:
            return
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError as error:
            raise MissingExtraError(
                "TensorBoard is not installed: pip install 'pyojeong[tensorboard]'."
            ) from error
        self._writer = SummaryWriter(folder / "tensorboard")

    def add(self, measured: Epoch) -> None:
        """Write an epoch's numbers; each goes to the disk at once."""
        if self._writer is None:
            return
        for name, value in measured.model_dump(exclude={"epoch"}).items():
            self._writer.add_scalar(name, value, measured.epoch)
        self._writer.flush()
