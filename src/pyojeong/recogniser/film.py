"""An annotated film: frames in, a file out that is whole or not there.

OpenCV's own FFmpeg writes it: in a .webm VP9, which browsers play; in an .mp4 MPEG-4 Part 2, which
players play and which is written some forty times as fast. Neither has sound.
"""

import math
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
from PIL import Image, ImageOps

from pyojeong.core.errors import SettingsError, StorageError
from pyojeong.core.files import atomic_path
from pyojeong.core.images import Pixels
from pyojeong.recogniser.draw import annotate
from pyojeong.recogniser.result import Faces

if TYPE_CHECKING:
    import cv2

CODECS = {".webm": "VP90", ".mp4": "mp4v"}  # by the file's ending
FASTEST = 240.0  # frames a second: a source that claims more is mistaken
LONGEST_STILL_S = 60.0  # a frame is shown no longer: a broken clock must not fill the disk
SPARE = 10_000_000  # bytes that must be free: OpenCV itself does not stop on a full disk
SMALLEST = 16  # pixels a side: smaller frames both codecs refuse


class AnnotatedFilm:
    """Writes frames with their faces: `with AnnotatedFilm(out, 25, "en") as film: film.add(...)`.

    The film is in its place when the block ends. If an exception ends it, or if no frame was
    added, nothing is written: catch inside the block what shall not cost the film.
    """

    def __init__(self, out: Path, rate: float, language: str) -> None:
        """Begin a film.

        Args:
            out: a file that ends in .webm or .mp4.
            rate: frames a second. The source's may vary: each frame is shown from its own time
                to that of the next, and of two that fall together the later is.
            language: of the words.

        Raises:
            SettingsError: another ending, or a rate that no film has.
        """
        if out.suffix.lower() not in CODECS:
            raise SettingsError(
                f"{out} must end in .webm or .mp4: that says how to write the annotated film."
            )
        if not 0 < rate <= FASTEST:
            raise SettingsError(
                f"A film cannot have {rate:g} frames a second: choose up to {FASTEST:g}."
            )
        self._out, self._language = out, language
        # MPEG-4 knows at most 65,535 parts of a second, and OpenCV asks for a thousand a frame.
        self._rate = rate if rate < 65 else round(rate, 2)
        self._files = ExitStack()
        self._writer: cv2.VideoWriter | None = None
        self._size = (0, 0)
        self._shown: Pixels | None = None  # waits until the next frame says for how long
        self._written = 0
        self._time_s, self._clock_s = math.nan, 0.0

    def __enter__(self) -> Self:
        return self

    def add(self, pixels: Pixels, faces: Faces) -> None:
        """Take the next frame.

        Args:
            pixels: uint8 [height, width, 3], RGB; fitted into the first frame's size, whose sides
                are made even, for a film's must be.
            faces: the rows of this frame. Their `time_s` says when; a frame without one follows
                the last at the film's rate.

        Raises:
            StorageError: the film cannot be written there.
        """
        if self._writer is None:
            self._begin(pixels)
        if shutil.disk_usage(self._path.parent).free < SPARE:
            raise _cannot(self._out)
        self._clock_s += self._since_last(faces)
        self._write_until(round(self._clock_s * self._rate))
        self._shown = _fitted(annotate(pixels, faces, self._language), self._size)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            with self._files:
                self._finish()
        else:
            if self._writer is not None:
                self._writer.release()
            self._files.__exit__(kind, error, trace)

    def _begin(self, pixels: Pixels) -> None:
        import cv2

        height, width = pixels.shape[:2]
        self._size = max(SMALLEST, width + width % 2), max(SMALLEST, height + height % 2)
        path = self._files.enter_context(_named(self._out))
        codec = cv2.VideoWriter.fourcc(*CODECS[path.suffix])
        with _hushed():
            name = os.fsencode(path)  # OpenCV dies of a text that is not UTF-8
            # pyrefly: ignore[no-matching-overload] - bytes are taken, which the stubs do not say
            self._writer = cv2.VideoWriter(name, cv2.CAP_FFMPEG, codec, self._rate, self._size)
        self._path = path
        if not self._writer.isOpened():
            raise _cannot(self._out)

    def _since_last(self, faces: Faces) -> float:
        """Return how long the last frame has been shown, in seconds."""
        before = self._time_s
        self._time_s = float(faces.time_s[0]) if len(faces) else math.nan
        if self._shown is None:
            return 0.0
        passed = self._time_s - before
        return 1 / self._rate if math.isnan(passed) else min(max(passed, 0.0), LONGEST_STILL_S)

    def _write_until(self, count: int) -> None:
        while self._writer is not None and self._shown is not None and self._written < count:
            self._writer.write(self._shown[:, :, ::-1])
            self._written += 1

    def _finish(self) -> None:
        """Show the last frame, close the file and look whether it is whole.

        OpenCV says nothing when the disk is full: what was written is asked.
        """
        if self._writer is None:
            return
        self._write_until(self._written + 1)
        self._writer.release()
        import cv2

        # pyrefly: ignore[no-matching-overload] - bytes, as above
        film = cv2.VideoCapture(os.fsencode(self._path), cv2.CAP_FFMPEG)
        there = film.get(cv2.CAP_PROP_FRAME_COUNT) if film.isOpened() else 0
        film.release()
        if abs(there - self._written) > 1:  # 1: a .webm knows its length in milliseconds
            raise _cannot(self._out)


@contextmanager
def _named(out: Path) -> Iterator[Path]:
    """Give a temporary path with the ending of `out`, by which OpenCV knows the format."""
    with atomic_path(out) as temporary:
        named = temporary.with_name(temporary.name + out.suffix.lower())
        try:
            yield named
            named.replace(temporary)
        finally:
            named.unlink(missing_ok=True)


@contextmanager
def _hushed() -> Iterator[None]:
    """Silence standard error: OpenCV says there that a .webm needs no codec tag."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _fitted(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """Return the frame at a film's size: nearly as large, its edge is repeated; else on black."""
    width, height = size
    cut = pixels[:height, :width]
    down, right = height - cut.shape[0], width - cut.shape[1]
    if max(down, right) <= 1 and pixels.shape[0] <= height + 1 and pixels.shape[1] <= width + 1:
        return np.pad(cut, ((0, down), (0, right), (0, 0)), mode="edge")
    return np.array(ImageOps.pad(Image.fromarray(pixels), size))


def _cannot(out: Path) -> StorageError:
    return StorageError(
        f"The annotated film {out} could not be written whole: free some space, or choose the "
        "other of .webm and .mp4."
    )
