"""Where the words of each face stand: beside it, and never over another face or other words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pyojeong.recogniser.colours import Colour
from pyojeong.recogniser.lettering import tag_size
from pyojeong.recogniser.result import Box

SMALLEST = 11  # pixels of letters that can still be read
NAMED = 200  # faces that get words, the largest first: more of them nobody reads in one picture
COVERED = 0.25  # of a face's own height that its words may cover where there is no other room

Edges = npt.NDArray[np.float64]  # [n, 4]: left, top, right, bottom


@dataclass(frozen=True)
class Mark:
    """What is drawn of one face: a box, and long words or, where there is less room, short ones."""

    box: Box
    colour: Colour
    words: str
    short: str


@dataclass(frozen=True)
class Tag:
    """Words with their place: left and top, in pixels; size: of the letters."""

    text: str
    size: int
    left: int
    top: int
    colour: Colour


def tags(marks: Sequence[Mark], width: int, height: int) -> Iterator[Tag | None]:
    """Yield the words of every mark where they cover nothing of another; None: there is no room."""
    boxes = np.array([mark.box for mark in marks]).reshape(-1, 4)
    taken = np.empty((0, 4))
    for index, mark in enumerate(marks):
        others = np.concatenate([np.delete(boxes, index, axis=0), taken]) if index < NAMED else None
        words = None if others is None else _placed(mark, others, width, height)
        if words is not None:
            taken = np.concatenate([taken, [_edges(words)]])
        yield words


def _placed(mark: Mark, others: Edges, width: int, height: int) -> Tag | None:
    size = letters(mark.box, width, height)
    everything = np.concatenate([others, [mark.box]])
    tall = tag_size(mark.short, size)[1] <= COVERED * (mark.box[3] - mark.box[1])
    for avoided in (everything, others) if tall else (everything,):
        for text in (mark.words, mark.short):
            for left, top in _places(mark.box, tag_size(text, size), width, height):
                words = Tag(text, size, left, top, mark.colour)
                if not _overlaps(_edges(words), avoided):
                    return words
    return None


def _places(box: Box, size: tuple[int, int], width: int, height: int) -> Iterator[tuple[int, int]]:
    """Yield where words may stand, the best first: above, below, to the right, to the left."""
    wide, high = size
    left, top, right, bottom = (int(np.clip(edge, -1e6, 1e6)) for edge in box)
    gap = 3  # pixels between the box and its words
    corners = (
        (left, top - high - gap),
        (left, bottom + gap),
        (right + gap, top),
        (left - wide - gap, top),
    )
    if wide <= width and high <= height:
        for x, y in corners:
            yield min(max(x, 0), width - wide), min(max(y, 0), height - high)


def _edges(words: Tag) -> Box:
    wide, high = tag_size(words.text, words.size)
    return words.left, words.top, words.left + wide, words.top + high


def _overlaps(edges: Box, others: Edges) -> bool:
    left, top, right, bottom = edges
    beside = (others[:, 0] >= right) | (others[:, 2] <= left)
    return bool((~(beside | (others[:, 1] >= bottom) | (others[:, 3] <= top))).any())


def letters(box: Box, width: int, height: int) -> int:
    """Return the size of a face's letters in pixels: by its width, and readable in the whole."""
    least = max(SMALLEST, min(width, height) // 45)
    return int(np.clip((box[2] - box[0]) / 6, least, max(least, min(width, height) // 18)))
