"""Small films, cameras and detectors for the recogniser's tests."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from cv2.typing import MatLike

from pyojeong.core.images import Pixels
from pyojeong.faces import Face

RATE = 10.0
SIZE = (64, 48)  # width, height


def write_film(path: Path, frames: int = 20, *, rate: float = RATE) -> Path:
    """Write a film that grows lighter: frame i is grey, about 10 * i; MJPEG in an .avi."""
    path.parent.mkdir(parents=True, exist_ok=True)
    codec = cv2.VideoWriter.fourcc(*("MJPG" if path.suffix == ".avi" else "mp4v"))
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, codec, rate, SIZE)
    for index in range(frames):
        writer.write(np.full((SIZE[1], SIZE[0], 3), 10 * index % 256, np.uint8))
    writer.release()
    return path


class FakeCapture:
    """A camera that gives frames, or None where it drops one, and then is taken away."""

    def __init__(self, frames: Sequence[Pixels | None]) -> None:
        """Begin before the first frame."""
        self._frames: Iterator[Pixels | None] = iter(frames)
        self._frame: Pixels | None = None
        self.released = False
        self._there = bool(frames)

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        """Return whether there is a camera."""
        return self._there

    def get(self, propId: int, /) -> float:  # noqa: N803 - OpenCV's name
        """Return that nothing is known."""
        return 0.0 * propId

    def grab(self) -> bool:
        """Go on."""
        self._frame = next(self._frames, None)
        return self._frame is not None

    def retrieve(self) -> tuple[bool, MatLike]:
        """Return the frame as BGR."""
        frame = self._frame
        return frame is not None, np.zeros(0) if frame is None else frame[:, :, ::-1].copy()

    def release(self) -> None:
        """Close it."""
        self.released = True


class Clock:
    """A clock that goes on by a tenth of a second whenever it is looked at."""

    def __init__(self) -> None:
        """Begin somewhere."""
        self.now = 100.0

    def __call__(self) -> float:
        """Return the seconds."""
        self.now += 0.1
        return self.now


class FakeDetector:
    """Finds the same faces in every picture that is not black, and counts who uses it at once."""

    def __init__(self, faces: Sequence[Face]) -> None:
        """Take the faces."""
        self.faces = list(faces)

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return them."""
        return self.faces if pixels.any() else []
