"""Films and cameras through OpenCV, which brings FFmpeg along; one frame in memory at a time."""

import math
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from cv2.typing import MatLike

from pyojeong.core.errors import PictureError
from pyojeong.core.images import MAX_PIXELS, Pixels
from pyojeong.faces.quiet import quiet
from pyojeong.recogniser.frame import Frame

SUFFIXES = {".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".mpg", ".mpeg", ".wmv", ".3gp",
            ".ogv", ".flv"}  # fmt: skip

# Only what begins like a film is handed to FFmpeg: it also reads playlists, which are texts that
# name other files and addresses.
BEGINNINGS = (b"\x1aE\xdf\xa3", b"\0\0\1\xba", b"\0\0\1\xb3", b"OggS", b"0&\xb2u", b"FLV\1")
BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}  # bytes 4 to 8 of MP4 and QuickTime
PHOTOS = {b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1"}  # photos in such boxes

RATES = (1.0, 240.0)  # frames a second that a header may claim: browsers write 1,000 and mean none
RATE = 30.0  # where it claims another
# Of the length in the header this much may be missing at the end: sound often outlasts the picture.
MISSING, MISSING_S = 0.1, 1.0

TRIES = 3  # a camera may drop a frame

# FFmpeg's own words (-8: AV_LOG_QUIET). OpenCV reads it once, at the first film of the process.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")


class Capture(Protocol):
    """What we use of cv2.VideoCapture."""

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        """Return whether there is something to read."""
        ...

    def get(self, propId: int, /) -> float:  # noqa: N803 - OpenCV's name
        """Return a property, 0 or less where it is unknown."""
        ...

    def grab(self) -> bool:
        """Go to the next frame; return whether there is one."""
        ...

    def retrieve(self) -> tuple[bool, MatLike]:
        """Return whether it could be decoded, and the frame, uint8 [height, width, 3] BGR."""
        ...

    def release(self) -> None:
        """Close it."""
        ...


def open_camera(number: int) -> Capture:
    """Return the camera of that number, open or not."""
    with quiet():
        return cv2.VideoCapture(number)


@dataclass(frozen=True)
class Camera:
    """A camera by its number, 0 for the first. How it is opened, and the clock, are handed in."""

    number: int = 0
    open: Callable[[int], Capture] = open_camera
    clock: Callable[[], float] = time.monotonic

    @property
    def name(self) -> str:
        """What messages and results call it."""
        return f"camera {self.number}"


def is_film(path: Path) -> bool:
    """Return whether a file is a film by its name or its content."""
    return path.suffix.lower() in SUFFIXES or _begins_like_a_film(path)


def frames_in_film(path: Path, fps: float | None) -> int:
    """Return about how many frames `film_frames` will yield, as the header says; 0: unknown."""
    try:
        capture = _open_film(path)
    except PictureError:
        return 1
    try:
        return _expected(capture, fps) or 0
    finally:
        capture.release()


def film_frames(path: Path, fps: float | None = None) -> Iterator[Frame]:
    """Yield a film's frames; what cannot be read is a frame without pixels, and says so.

    Args:
        path: of the film.
        fps: at most so many frames a second; by default all.
    """
    try:
        capture = _open_film(path)
    except PictureError as error:
        yield Frame(str(path), None, problem=str(error), file=path)
        return
    try:
        yield from _read(capture, path, fps)
    finally:
        capture.release()


def camera_frames(camera: Camera, fps: float | None = None) -> Iterator[Frame]:
    """Yield a camera's frames until it is taken away; the last one says so, or that there is none.

    Args:
        camera: which, and its clock.
        fps: at most so many frames a second.
    """
    capture = camera.open(camera.number)
    try:
        if capture.isOpened():
            yield from _watch(capture, camera, fps)
        else:
            problem = (
                f"There is no {camera.name}, or another program has it: plug it in, close the "
                "other program, or give another number."
            )
            yield Frame(camera.name, None, problem=problem)
    finally:
        capture.release()


def _open_film(path: Path) -> Capture:
    """Return an open film.

    Raises:
        PictureError: it is none, is damaged, or its frames are too large.
    """
    if not _begins_like_a_film(path):
        raise PictureError(
            f"{path} is no film, or its beginning is damaged: MP4, WebM, QuickTime, Matroska, AVI, "
            "MPEG, Ogg, WMV and FLV can be opened."
        )
    with quiet():
        # An absolute path, in which FFmpeg sees no protocol; as bytes, for OpenCV dies of a text
        # that is not UTF-8.
        # pyrefly: ignore[no-matching-overload] - bytes are taken, which the stubs do not say
        capture = cv2.VideoCapture(os.fsencode(path.absolute()), cv2.CAP_FFMPEG)
    if not capture.isOpened():
        raise PictureError(
            f"{path} has no picture that can be read: it is cut short, damaged, or sound alone."
        )
    width, height = capture.get(cv2.CAP_PROP_FRAME_WIDTH), capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
    if not 0 < width * height <= MAX_PIXELS:
        capture.release()
        raise PictureError(_too_large(path, width, height))
    return capture


def _too_large(path: Path, width: float, height: float) -> str:
    return f"{path} has frames of {width:.0f} x {height:.0f} px: scale it down."


def _begins_like_a_film(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return False
    if head[:4] == b"RIFF":
        return head[8:] == b"AVI "
    return head.startswith(BEGINNINGS) or (head[4:8] in BOXES and head[8:] not in PHOTOS)


def _read(capture: Capture, path: Path, fps: float | None) -> Iterator[Frame]:
    of, rate = _expected(capture, fps), _rate(capture)
    shown = min(rate, fps or rate)
    pace = Pace(fps)
    index, seen, time_s = 0, 0, -1 / rate
    while capture.grab():
        now = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        time_s = now if now > time_s else time_s + 1 / rate  # some films say nothing, or go back
        if pace.due(time_s):
            decoded, bgr = capture.retrieve()
            if decoded and bgr.shape[0] * bgr.shape[1] > MAX_PIXELS:  # some grow on their way
                problem = _too_large(path, bgr.shape[1], bgr.shape[0])
                yield Frame(str(path), None, index, time_s, problem, path)
                return
            if decoded:
                seen += 1
                yield Frame(str(path), _rgb(bgr), index, time_s, file=path, of=of, rate=shown)
        index += 1
    length_s = _length_s(capture)
    if not seen:
        yield Frame(str(path), None, problem=f"No frame of {path} can be read.", file=path)
    elif length_s and time_s + MISSING_S < (1 - MISSING) * length_s:
        problem = f"{path} ends after {time_s:.1f} of {length_s:.1f} s: it is damaged or cut short."
        yield Frame(str(path), None, index, time_s, problem, path)


def _watch(capture: Capture, camera: Camera, fps: float | None) -> Iterator[Frame]:
    pace = Pace(fps)
    start = camera.clock()
    index = missed = 0
    while missed < TRIES:
        read, bgr = capture.retrieve() if capture.grab() else (False, None)
        if not read or bgr is None:
            missed += 1
            continue
        missed = 0
        time_s = camera.clock() - start
        if pace.due(time_s):
            yield Frame(camera.name, _rgb(bgr), index, time_s)
            index += 1
    problem = f"The picture of {camera.name} ended: was it taken away? What was seen is kept."
    yield Frame(camera.name, None, index, camera.clock() - start, problem)


class Pace:
    """Lets through at most so many frames a second, evenly spaced."""

    def __init__(self, fps: float | None) -> None:
        self._fps = fps
        self._slot = -1

    def due(self, time_s: float) -> bool:
        """Return whether the frame of that time is to be looked at."""
        if self._fps is None:
            return True
        slot = math.floor(time_s * self._fps + 1e-6)  # times are rounded to milliseconds or finer
        later = slot > self._slot
        self._slot = max(slot, self._slot)
        return later


def _rate(capture: Capture) -> float:
    rate = capture.get(cv2.CAP_PROP_FPS)
    return rate if RATES[0] <= rate <= RATES[1] else RATE


def _length_s(capture: Capture) -> float | None:
    """Return the film's length as its header says; OpenCV makes a count of frames of it."""
    frames, rate = capture.get(cv2.CAP_PROP_FRAME_COUNT), capture.get(cv2.CAP_PROP_FPS)
    return frames / rate if frames > 0 and rate > 0 else None


def _expected(capture: Capture, fps: float | None) -> int | None:
    length_s, rate = _length_s(capture), _rate(capture)
    return math.ceil(length_s * min(rate, fps or rate)) if length_s else None


def _rgb(bgr: MatLike) -> Pixels:
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)
