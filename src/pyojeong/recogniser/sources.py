"""Sources: photos, folders, films, cameras, arrays and iterators, frame by frame."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pyojeong.core.images import Pixels


@dataclass(frozen=True)
class Camera:
    """A camera by its number, 0 for the first."""

    number: int = 0


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture to look at.

    name: path, or what messages call it. pixels: uint8 [height, width, 3] RGB, upright; None
    where it could not be read. index: number of the frame in a film, from 0; None in a photo.
    time_s: seconds since the film's beginning; None in a photo. problem: a sentence, why pixels is
    None. file: where the picture or film lies, None where it lies in no file. given: what came as
    an array, bytes or a PIL image and lies in no file. of: frames of the film, as far as its
    header says.
    """

    name: str
    pixels: Pixels | None
    index: int | None = None
    time_s: float | None = None
    problem: str = ""
    file: Path | None = None
    given: "bytes | Pixels | Image.Image | None" = None
    of: int | None = None


One = Path | str | bytes | Pixels | Image.Image | Camera | Frame
Source = One | Iterable[One]


def frames_of(source: Source) -> Iterator[Frame]:
    """Yield the frames of a source, one after another, never a film at once."""
    raise NotImplementedError(source)
