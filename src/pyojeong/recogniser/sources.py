"""Sources: photos, folders, films, cameras, arrays and iterators, frame by frame."""

import math
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from pyojeong.core.errors import DataError, PictureError, SettingsError
from pyojeong.core.images import (
    Pixels,
    hidden,
    is_picture,
    open_picture,
    read_image,
    refuse_large,
)
from pyojeong.recogniser.capture import (
    SUFFIXES,
    Camera,
    camera_frames,
    film_frames,
    frames_in_film,
    is_film,
)
from pyojeong.recogniser.frame import Frame

ONLY_FIRST = "Only the first of its frames was looked at."

# http://..., and what pathlib makes of it: http:/...; one letter is a disk of Windows.
URL = re.compile(r"[A-Za-z][\w+.-]+:/")

Given = bytes | Pixels | Image.Image
One = str | Path | Given | Camera | Frame
Source = One | Iterable[One]


def frames_of(source: Source, *, fps: float | None = None) -> Iterator[Frame]:
    """Yield the frames of a source, one after another; a film is never in memory as a whole.

    What cannot be read is a frame too, without pixels, and `problem` says why.

    Args:
        source: path of a photo, film or folder; bytes of a photo; an array, uint8 RGB [height,
            width, 3], RGBA [height, width, 4] (laid on white) or grey [height, width]; a Pillow
            image; a Camera; a Frame; or many of these, as a list or whatever can be iterated.
        fps: of films and cameras, at most so many frames a second; by default all.

    Raises:
        DataError: a path is not there, or a folder has nothing to look at.
        SettingsError: it is an address on the web, or no source at all; or fps is no pace.
    """
    if fps is not None and not 0 < fps < math.inf:
        raise SettingsError(
            f"fps is {fps}: give more than 0 frames a second, or nothing to look at all of them."
        )
    if isinstance(source, (list, tuple)):
        for one in source:
            if isinstance(one, (str, os.PathLike)):
                _there(one)
    yield from _frames(source, "picture", fps, keep=True)


def frames_in(source: Source, *, fps: float | None = None) -> int:
    """Return about how many frames `frames_of` will yield; 0 where nobody can know."""
    if isinstance(source, (list, tuple)):
        return sum(frames_in(one, fps=fps) for one in source)
    if isinstance(source, (str, Path)):
        path = _there(source)
        files = _files(path) if path.is_dir() else [path]
        return sum(frames_in_film(file, fps) if is_film(file) else 1 for file in files)
    return 0 if isinstance(source, Camera) or hasattr(source, "__next__") else 1


def read_again(given: Given | Path, name: str) -> Pixels:
    """Return the pixels of what a Frame has as `file` or `given`.

    Raises:
        PictureError: it can no longer be read.
    """
    if isinstance(given, (bytes, Path)):
        return open_picture(given, name).pixels
    return _pixels(given, name)


def _frames(source: object, name: str, fps: float | None, *, keep: bool) -> Iterator[Frame]:
    """Yield the frames; keep: whether the caller holds what was given anyway."""
    if isinstance(source, (str, os.PathLike)):
        yield from _path_frames(_there(source), fps)
    elif isinstance(source, Camera):
        yield from camera_frames(source, fps)
    elif isinstance(source, Frame):
        yield _checked(source)
    elif isinstance(source, (bytes, bytearray, memoryview)):
        given = bytes(source)
        yield _read(Frame(name, None, given=given if keep else None), given)
    elif isinstance(source, Image.Image) or hasattr(source, "__array__"):
        given = source if isinstance(source, Image.Image) else np.asarray(source)
        yield _read(Frame(name, None, given=given if keep else None), given)
    elif isinstance(source, Iterable):
        keep = keep and isinstance(source, Sequence)
        for number, one in enumerate(source, start=1):
            yield from _frames(one, f"{name} {number}", fps, keep=keep)
    else:
        raise SettingsError(
            f"{type(source).__name__} is nothing to look at: give a path, bytes, an array, a "
            "Pillow image, or many of these."
        )


def _there(source: "str | os.PathLike[str]") -> Path:
    """Return the path of a file, or of a folder with something in it."""
    text = os.fspath(source)
    path = Path(text)
    try:
        there = path.exists()
    except OSError:  # a name longer than the system's
        there = False
    if not there and URL.match(text):
        raise SettingsError(f"{text} is an address: fetch the file, and give its path.")
    if not there:
        raise DataError(f"There is no {text[:200]}: check the path.")
    if path.is_dir() and next(_files(path), None) is None:
        raise DataError(f"No photo or film in {path}: give photos, films, or a folder of them.")
    return path


def _files(folder: Path) -> Iterator[Path]:
    """Yield what is meant as a photo or film, sorted."""
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder)
        film = path.suffix.lower() in SUFFIXES and not hidden(within)
        if (film or is_picture(within)) and path.is_file():
            yield path


def _path_frames(path: Path, fps: float | None) -> Iterator[Frame]:
    for file in _files(path) if path.is_dir() else [path]:
        if not file.is_file():  # a pipe or a device may never end
            yield Frame(str(file), None, problem=f"{file} is no file: give one.", file=file)
        elif is_film(file):
            yield from film_frames(file, fps)
        else:
            yield _read(Frame(str(file), None, file=file), file)


def _read(frame: Frame, given: Given | Path) -> Frame:
    try:
        if isinstance(given, (bytes, Path)):
            picture = open_picture(given, frame.name)
            problem = ONLY_FIRST if picture.more else ""
            return replace(frame, pixels=picture.pixels, problem=problem)
        return replace(frame, pixels=_pixels(given, frame.name))
    except PictureError as error:
        return replace(frame, problem=str(error))


def _checked(frame: Frame) -> Frame:
    return frame if frame.pixels is None else _read(frame, frame.pixels)


def _pixels(given: Pixels | Image.Image, name: str) -> Pixels:
    """Return uint8 [height, width, 3].

    Raises:
        PictureError: the array is no picture, or too large.
    """
    if isinstance(given, Image.Image):
        return read_image(given, name).pixels
    shape = given.shape
    fits = len(shape) == 2 or (len(shape) == 3 and shape[2] in (3, 4))
    if given.dtype != np.uint8 or not fits or 0 in shape:
        raise PictureError(
            f"{name} is {given.dtype} {list(shape)}: give uint8, 0 to 255, as [height, width, 3] "
            "RGB, [height, width, 4] RGBA, or [height, width] grey."
        )
    refuse_large(shape[1], shape[0], name)
    if shape[2:] == (3,):
        return np.array(given, order="C")  # a copy: who gave it may draw the next frame into it
    return read_image(Image.fromarray(np.ascontiguousarray(given)), name).pixels
