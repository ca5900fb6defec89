"""Photos and frames with what was recognised drawn on them: a box a face, and words beside it.

The line of a sure answer has the feeling's colour, every other one is grey; colour is never alone,
for a face whose words find no room is grey too and is counted in a corner.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from pyojeong.core.i18n import translate
from pyojeong.core.images import Pixels
from pyojeong.core.labels import display
from pyojeong.recogniser.colours import NOT_SURE, WHITE, Colour, colour_of
from pyojeong.recogniser.lettering import speakable, tag, tag_size
from pyojeong.recogniser.placing import Mark, Tag, letters, tags
from pyojeong.recogniser.result import Box, Faces, Recognised

ROOM = 240  # pixels of the shorter side of a drawn photo, so that words fit on the smallest
JPEG_QUALITY = 92
WHOLE = 64  # pixels: the inside of a larger box is left alone


def draw_photo(pixels: Pixels, faces: Faces, language: str) -> bytes:
    """Return the annotated photo as JPEG, without what the file of the photo told of its owner.

    A photo smaller than ROOM is enlarged by a whole number, so that words fit on it.
    """
    times = max(1, -(-ROOM // min(pixels.shape[:2])))
    times = min(times, max(1, 4 * ROOM // max(pixels.shape[:2])))
    height, width = pixels.shape[:2]
    large = np.array(Image.fromarray(pixels).resize((width * times, height * times)))
    language = speakable(language)
    marks = [_scaled(mark, times) for mark in _marks(faces, language)]
    file = io.BytesIO()
    drawn = Image.fromarray(_draw(large, marks, faces, language))
    drawn.save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return file.getvalue()


def annotate(pixels: Pixels, faces: Faces, language: str) -> Pixels:
    """Return a copy of a photo or frame with what was recognised in it.

    Args:
        pixels: uint8 [height, width, 3], RGB.
        faces: the rows of this picture alone.
        language: of the words, `en` or `ko`; Korean needs an installed Korean typeface, else the
            words are English.
    """
    language = speakable(language)
    return _draw(pixels.copy(), _marks(faces, language), faces, language)


def _marks(faces: Faces, language: str) -> list[Mark]:
    """Return a mark a face, the largest first: they choose their room before the others."""
    marks = [_mark(row, row.box, faces.labels, language) for row in faces if row.box is not None]
    return sorted(marks, key=lambda mark: -_area(mark.box))


def _mark(row: Recognised, box: Box, labels: Sequence[str], language: str) -> Mark:
    if row.label is None:
        return Mark(box, NOT_SURE, *2 * (translate("no answer", language),))
    feeling = display(row.label, language)
    words, short = f"{feeling} {row.probabilities[row.label]:.0%}".replace("%", " %"), feeling
    if row.sure is False:
        short = translate("not sure", language)
        words = f"{short}: {words}"
    if row.track is not None:
        words, short = f"{row.track} · {words}", f"{row.track} · {short}"
    colour = NOT_SURE if row.sure is False else colour_of(row.label, labels)
    return Mark(box, colour, words, short)


def _scaled(mark: Mark, times: int) -> Mark:
    left, top, right, bottom = mark.box
    return replace(mark, box=(left * times, top * times, right * times, bottom * times))


def _draw(canvas: Pixels, marks: Sequence[Mark], faces: Faces, language: str) -> Pixels:
    """Draw on the canvas itself, and return it: boxes first, so that no line crosses a word."""
    height, width = canvas.shape[:2]
    beside = list(tags(marks, width, height))
    for mark, words in zip(marks, beside, strict=True):
        line = min(letters(mark.box, width, height) / 7, (mark.box[2] - mark.box[0]) / 15)
        _outline(canvas, mark.box, max(1, round(line)), words.colour if words else NOT_SURE)
    told = [words for words in beside if words] + _corner(beside, faces, width, height, language)
    for words in told:
        sprite = tag(words.text, words.size, words.colour)
        _blend(canvas, words.left, words.top, sprite[:, :, :3], sprite[:, :, 3] / 255)
    return canvas


def _corner(
    beside: Sequence[Tag | None], faces: Faces, width: int, height: int, language: str
) -> list[Tag]:
    """Return what is said of the picture as a whole, at its lower edge, if it fits there."""
    silent = beside.count(None)
    if silent:
        text = translate("{n} faces without room for words", language).format(n=silent)
    else:
        text = next(filter(None, (_missing(what, language) for what in faces.happened)), "")
    size = letters((0, 0, 0, 0), width, height)
    wide, high = tag_size(text, size)
    return [Tag(text, size, 0, height - high, NOT_SURE)] if text and wide <= width else []


def _missing(happened: str, language: str) -> str:
    """Return what stands in for a face, in words; nothing where there is one."""
    return {
        "none": translate("no face found", language),
        "whole": translate("no face found: the whole photo", language),
        "centre": translate("no face found: the centre of the photo", language),
    }.get(happened, "")


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _outline(canvas: Pixels, box: Box, line: int, colour: Colour) -> None:
    """Draw a rounded box with a white rim, so that it is seen on dark and on light.

    How far a pixel is from the line: the signed distance to a rounded box (Quilez,
    https://iquilezles.org/articles/distfunctions2d/).
    """
    left, top, right, bottom = box
    half = np.array([(right - left) / 2, (bottom - top) / 2])
    radius = min(3.0 * line, *half)
    for x0, y0, x1, y1 in _rim(box, round(radius) + 2 * line, canvas):
        x = abs(np.arange(x0, x1) + 0.5 - (left + right) / 2) - half[0] + radius
        y = abs(np.arange(y0, y1) + 0.5 - (top + bottom) / 2) - half[1] + radius
        outside = np.hypot(np.maximum(x, 0), np.maximum(y, 0)[:, None])
        distance = abs(outside + np.minimum(np.maximum(x, y[:, None]), 0) - radius)
        _blend(canvas, x0, y0, WHITE, 0.75 * np.clip(line + 0.5 - distance, 0, 1))
        _blend(canvas, x0, y0, colour, np.clip(line / 2 + 0.5 - distance, 0, 1))


def _rim(box: Box, reach: int, canvas: Pixels) -> Iterator[tuple[int, int, int, int]]:
    """Yield the parts of the canvas that a box's line runs through: not its inside, if large."""
    height, width = canvas.shape[:2]
    left, right = np.clip((box[0], box[2]), -2 * reach, width + 2 * reach).round().astype(int)
    top, bottom = np.clip((box[1], box[3]), -2 * reach, height + 2 * reach).round().astype(int)
    first, last, upper, lower = left - reach, right + reach, top + reach, bottom - reach
    parts = [(first, top - reach, last, bottom + reach)]
    if min(right - left, bottom - top) > WHOLE + 2 * reach:
        parts = [
            (first, top - reach, last, upper),
            (first, upper, left + reach, lower),
            (right - reach, upper, last, lower),
            (first, lower, last, bottom + reach),
        ]
    for x0, y0, x1, y1 in parts:
        inside = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
        if inside[0] < inside[2] and inside[1] < inside[3]:
            yield inside


def _blend(
    canvas: Pixels, left: int, top: int, colour: Colour | Pixels, opacity: npt.NDArray[np.float64]
) -> None:
    """Lay a colour over the canvas; opacity: float [height, width], 0 to 1, wholly inside it."""
    high, wide = opacity.shape
    part = canvas[top : top + high, left : left + wide]
    part[:] = np.rint(part + (np.asarray(colour) - part.astype(np.float64)) * opacity[:, :, None])
