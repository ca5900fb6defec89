"""What lies about a face: a photo as numbers, with its face erased."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# Of a face's box, on every side: dlib's and YuNet's boxes end at brows and chin, and hair, neck and
# a dropped jaw move with the expression.
WIDEN = 0.35
# Where no face is known, the middle of the photo is left out: left, top, right, bottom.
MIDDLE = (0.2, 0.1, 0.8, 0.9)
COLOURS, EDGES = 8, 16  # blocks a side


def outside(pixels: Floats, box: npt.NDArray[np.float64] | None) -> Floats:
    """Return features of a small photo with its face erased, NaN where nothing is left.

    Args:
        pixels: [side, side, 3], 0 to 1.
        box: of the face, left, top, right, bottom, as fractions of the photo; None if unknown.
    """
    side = len(pixels)
    seen = np.ones((side, side), np.float32)
    left, top, right, bottom = MIDDLE if box is None else _widened(box)
    x, y = (np.round(np.clip([[left, right], [top, bottom]], 0, 1) * side)).astype(int)
    seen[y[0] : y[1], x[0] : x[1]] = 0
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    edges = np.abs(cv2.Laplacian(grey, cv2.CV_32F)).astype(np.float32)
    # The erased face has an edge of its own.
    inner = np.asarray(cv2.erode(seen, np.ones((3, 3), np.uint8)), np.float32)
    colours = [_blocks(pixels[:, :, channel], seen, COLOURS) for channel in range(3)]
    return np.concatenate([*colours, _blocks(edges, inner, EDGES)]).astype(np.float32)


def _widened(box: npt.NDArray[np.float64]) -> Sequence[float]:
    left, top, right, bottom = box.tolist()
    x, y = WIDEN * (right - left), WIDEN * (bottom - top)
    return left - x, top - y, right + x, bottom + y


def _blocks(values: Floats, seen: Floats, n: int) -> Floats:
    """Return the mean of each block's seen pixels, [n * n], NaN where under a quarter is seen."""

    def mean(of: Floats) -> Floats:
        step = len(of) // n
        return of.reshape(n, step, n, step).mean(axis=(1, 3)).ravel()

    share = mean(seen)
    means = mean(values * seen) / np.maximum(share, 1e-6)
    return np.where(share < 0.25, np.nan, means)
