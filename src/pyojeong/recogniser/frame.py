"""Frame: one picture to look at, wherever it came from."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pyojeong.core.files import printable
from pyojeong.core.images import Pixels


@dataclass(frozen=True, eq=False)
class Frame:
    """A photo, or one picture of a film.

    name: path as text can hold it (see `printable`), or what messages call it. pixels: uint8
    [height, width, 3] RGB, upright; None where it could not be read. index: number of the frame in
    a film, from 0; None in a photo. time_s: seconds since the film's beginning; None in a photo.
    problem: a sentence, why pixels is None or that they are only a part. file: where it lies, if in
    a file. given: what came, if it lies in no file and whoever gave it has it anyway. of: about how
    many frames of its film there will be. rate: about how many of them a second.
    """

    name: str
    pixels: Pixels | None
    index: int | None = None
    time_s: float | None = None
    problem: str = ""
    file: Path | None = None
    given: bytes | Pixels | Image.Image | None = None
    of: int | None = None
    rate: float | None = None

    def __post_init__(self) -> None:
        """Let every table and terminal take the texts, whatever a file is called."""
        object.__setattr__(self, "name", printable(self.name))
        object.__setattr__(self, "problem", printable(self.problem))
