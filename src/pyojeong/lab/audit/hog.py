"""Histograms of oriented gradients: shapes and edges as numbers, without weights or a network.

Dalal and Triggs, Histograms of Oriented Gradients for Human Detection, CVPR 2005.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from pyojeong.core.images import Pixels

Floats = npt.NDArray[np.float32]

SIDE = 64  # pixels
CELLS = (8, 16)  # pixels a side: mouth and brows, and the face as a whole
BINS = 9  # of 180 degrees, as in the paper
CLIP = 0.2  # of a normalised block: L2-Hys, section 6.4
NAME = "hog"


def embed(pixels: Pixels) -> list[Floats]:
    """Return features of face crops, and of the crops in the mirror: an expression has no side.

    Args:
        pixels: uint8 [photo, side, side, 3] RGB.
    """
    small = [cv2.resize(x, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for x in pixels]
    grey = np.stack([cv2.cvtColor(x, cv2.COLOR_RGB2GRAY) for x in small])
    return [gradients(grey), gradients(np.ascontiguousarray(grey[:, :, ::-1]))]


def gradients(grey: npt.NDArray[np.uint8], cells: Sequence[int] = CELLS) -> Floats:
    """Return the histograms of square grey photos: uint8 [photo, side, side] -> [photo, feature].

    Gradients of the square root (section 6.1), votes shared between the two nearest bins, blocks
    of 2 x 2 cells that overlap by half.
    """
    real = np.sqrt(grey.astype(np.float32))
    x, y = np.zeros_like(real), np.zeros_like(real)
    x[:, :, 1:-1] = real[:, :, 2:] - real[:, :, :-2]
    y[:, 1:-1] = real[:, 2:] - real[:, :-2]
    strength = np.hypot(x, y)
    place = np.mod(np.arctan2(y, x), np.pi) * (BINS / np.pi)
    below = np.floor(place)
    share = place - below
    votes = [
        strength * ((1 - share) * (below % BINS == i) + share * ((below + 1) % BINS == i))
        for i in range(BINS)
    ]
    return np.concatenate([_blocks(votes, cell) for cell in cells], axis=1)


def _blocks(votes: Sequence[Floats], cell: int) -> Floats:
    photos, side = votes[0].shape[:2]
    n = side // cell
    bins = [v.reshape(photos, n, cell, n, cell).sum(axis=(2, 4)) for v in votes]
    cells = np.stack(bins, axis=-1)
    blocks = np.concatenate(
        [cells[:, :-1, :-1], cells[:, 1:, :-1], cells[:, :-1, 1:], cells[:, 1:, 1:]], axis=-1
    )
    clipped = np.minimum(_normal(blocks), CLIP)
    return _normal(clipped).reshape(photos, -1).astype(np.float32)


def _normal(blocks: Floats) -> Floats:
    return blocks / np.sqrt((blocks**2).sum(axis=-1, keepdims=True) + 1e-2)
