"""The one safe way to open a picture: by its content, upright, RGB, and never too large."""

import io
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from pyojeong.core.errors import PictureError

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
SUFFIXES = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".dib", ".tif", ".tiff",
            ".gif"}  # fmt: skip

# The largest cameras in use take about 100 million pixels: 300 MB as RGB. A picture that claims
# more is a mistake or an attack, and is refused by its header, before a pixel is decoded.
MAX_PIXELS = 100_000_000

# Of either side. OpenCV turns pictures of up to 32,767 px, and the patient detector pads a photo by
# half and turns it: at MAX_PIXELS this much becomes 30,800 px.
MAX_SIDE = 20_000

# A progressive JPEG is decoded once for each of its scans. It has about ten; a hostile one has
# thousands, of ten bytes each, and would take hours. libtiff takes 100 in the JPEGs within it.
MAX_SCANS = 100
MAX_SCANNED = 2_000_000_000  # pixels times scans: a few seconds

# A JPEG has about twenty segments; ICC profiles and depth maps take a few hundred of 64 KB. Pillow
# joins EXIF segments one by one, in time that grows with the square of their number.
MAX_SEGMENTS = 1000
# ITU-T T.81, table B.1: the markers of segments, and the end of the image. At other codes libjpeg
# and Pillow give up, or go on with the next byte.
MARKER = re.compile(rb"\xff([\xc0-\xc7\xc9-\xcf\xd9-\xef\xfe])")
END, SCAN = b"\xd9", b"\xda"

MAX_BYTES = 500_000_000  # of a file: MAX_PIXELS as raw RGB, with room to spare

WHITE = (255, 255, 255, 255)

# What Pillow logs of a broken picture, we say in one sentence; of others it has nothing to say.
logging.getLogger("PIL").addHandler(logging.NullHandler())

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Picture:
    """An opened picture.

    pixels: uint8 [height, width, 3], RGB, upright, on white where it was transparent.
    format: one of FORMATS. mode: Pillow's name of the stored mode ("L", "CMYK", "I;16" ...).
    width, height: in pixels, as stored, before the EXIF turn. more: whether the file holds more
    frames or pages than this one, the first.
    """

    pixels: Pixels
    format: str
    mode: str
    width: int
    height: int
    more: bool = False


def hidden(path: PurePath) -> bool:
    """Return whether a file lies where people put nothing: dot files, and what macOS adds."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.parts)


def is_picture(path: PurePath) -> bool:
    """Return whether a file is meant as a photo: neither hidden, nor by its name something else.

    A name without a suffix may be a photo: many downloads have none. Whether it really is one,
    its content says when it is opened.
    """
    return not hidden(path) and (path.suffix.lower() in SUFFIXES or not path.suffix)


def open_picture(
    source: Path | bytes, name: str = "The picture", *, most: int = MAX_PIXELS
) -> Picture:
    """Open a picture; of an animation, the first frame.

    Args:
        source: a file, or the bytes of one.
        name: what messages call it, where `source` is bytes.
        most: pixels that it may have; a service allows fewer than we do here.

    Raises:
        PictureError: it is missing, empty, no picture, damaged, or larger than `most` or
            MAX_SIDE.
    """
    data = source if isinstance(source, bytes) else read_picture(source)
    name = name if isinstance(source, bytes) else str(source)
    if not data:
        raise PictureError(f"{name} is empty (0 bytes): copy it again from where it came.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow warns of, we refuse or do not mind
        return _decode(data, name, most)


def read_picture(path: Path) -> bytes:
    """Return the bytes of a picture file.

    Raises:
        PictureError: it is missing, cannot be read, or is larger than MAX_BYTES.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PictureError(f"{path} is no photo: it has over {MAX_BYTES // 10**6} MB.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise PictureError(f"There is no picture {path}: check the path.") from error
    except OSError as error:
        raise PictureError(f"{path} cannot be read: check that it is a file of yours.") from error


def read_image(image: Image.Image, name: str = "The picture", *, most: int = MAX_PIXELS) -> Picture:
    """Return what an open Pillow image shows now, as `open_picture` returns it.

    Raises:
        PictureError: it is damaged, or larger than `most` or MAX_SIDE.
    """
    with _one_sentence(name, most):
        refuse_large(image.width, image.height, name, most)
        mode, width, height = image.mode, image.width, image.height
        image.load()
        return Picture(
            pixels=_rgb(ImageOps.exif_transpose(image)),
            # MPO is the JPEG of phones with two lenses: Pillow knows it as a kind of JPEG.
            format="JPEG" if image.format == "MPO" else str(image.format),
            mode=mode,
            width=width,
            height=height,
            more=image.format != "MPO" and _has_more(image),
        )


def _has_more(image: Image.Image) -> bool:
    try:
        return bool(getattr(image, "is_animated", False))  # of a GIF, the second frame is sought
    except Exception:  # it is damaged after the frame that was read
        return True


def _decode(data: bytes, name: str, most: int) -> Picture:
    scans = _scans(data, name) if data.startswith(b"\xff\xd8") else 1
    with (
        _one_sentence(name, most),
        Image.open(io.BytesIO(data), formats=FORMATS) as image,
    ):
        if scans * image.width * image.height > MAX_SCANNED:
            raise _too_long(name)
        return read_image(image, name, most=most)


@contextmanager
def _one_sentence(name: str, most: int) -> Iterator[None]:
    """Turn whatever decoders raise into a PictureError."""
    try:
        yield
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(name, "", most) from error
    except UnidentifiedImageError as error:
        raise PictureError(
            f"{name} is no picture, whatever its name says: {', '.join(FORMATS[:-1])} and "
            f"{FORMATS[-1]} can be opened."
        ) from error
    except Exception as error:  # decoders raise OSError, SyntaxError, struct.error and many more
        raise PictureError(
            f"{name} is damaged or cut short: copy it again from where it came, or remove it."
        ) from error


def refuse_large(width: int, height: int, name: str, most: int = MAX_PIXELS) -> None:
    """Refuse a picture by its size.

    Raises:
        PictureError: it is larger than `most` or MAX_SIDE.
    """
    if width * height > most or max(width, height) > MAX_SIDE:
        raise _too_large(name, f" ({width} x {height} px)", most)


def segments(data: bytes) -> Iterator[bytes]:
    """Yield the code of each segment of a JPEG, up to the end of its image."""
    at, scanned = 2, False
    while marker := MARKER.search(data, at):
        at = marker.end()
        if marker[1] == END:
            if scanned:
                return
            continue  # Pillow reads on, before the first scan
        scanned |= marker[1] == SCAN
        at += int.from_bytes(data[at : at + 2])
        yield marker[1]


def _scans(data: bytes, name: str) -> int:
    """Return how many scans a JPEG has, if it has neither too many nor too many segments."""
    codes = list(islice(segments(data), MAX_SEGMENTS + 1))
    scans = codes.count(SCAN)
    if scans > MAX_SCANS or len(codes) > MAX_SEGMENTS:
        raise _too_long(name)
    return scans


def _too_long(name: str) -> PictureError:
    return PictureError(
        f"{name} is a JPEG of so many parts that it takes too long to open: save it anew."
    )


def _too_large(name: str, size: str, most: int) -> PictureError:
    return PictureError(
        f"{name} is too large{size}: scale it to under {most // 10**6} million pixels, no "
        f"side over {MAX_SIDE:,} px."
    )


def _rgb(image: Image.Image) -> Pixels:
    """Return uint8 [height, width, 3]."""
    if image.mode.startswith(("I", "F")):
        grey = _eight_bits(np.asarray(image), known_range=image.mode.startswith("I;16"))
        return np.repeat(grey[:, :, None], 3, axis=2)
    if image.has_transparency_data:
        opaque = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", opaque.size, WHITE), opaque)
    return np.array(image if image.mode == "RGB" else image.convert("RGB"))


def _eight_bits(values: npt.NDArray[np.generic], *, known_range: bool) -> Pixels:
    """Scale grey values to 0 to 255.

    Sixteen bits go from 0 to 65,535. Of 32-bit and floating-point pictures nobody knows where
    white is: they are stretched between their own darkest and lightest value.
    """
    real = values.astype(np.float64)
    low, high = (0.0, 65535.0) if known_range else (float(real.min()), float(real.max()))
    return np.rint((real - low) * (255.0 / max(high - low, 1e-12))).astype(np.uint8)
