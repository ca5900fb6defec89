"""Does the place give the label away? A linear probe that sees everything but the face.

If labels can be told from the wall, the frame or a stamp in a corner, a net will learn those, and
its score says nothing about expressions.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from pyojeong.core.settings import Settings
from pyojeong.lab.audit.folds import folds
from pyojeong.lab.statistics import wilson

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# Of a face's box, on every side: dlib's and YuNet's boxes end at brows and chin, and hair, neck and
# a dropped jaw move with the expression.
WIDEN = 0.35
# Where no face is known, the middle of the photo is left out: left, top, right, bottom.
MIDDLE = (0.2, 0.1, 0.8, 0.9)
COLOURS, EDGES = 8, 16  # blocks a side
RIDGE = 0.03  # of the photos' number; features are standardised
PERMUTATIONS = 199  # the smallest p value is 1 in 200
CLIP = 5.0  # standard deviations: no single photo pulls the probe


class Background(Settings):
    """How well labels are told from what is not the face, and by chance.

    accuracy, low, high: out-of-sample, with its 95 % interval. shuffled: mean accuracy on shuffled
    labels. p: share of shufflings (the true labels counted) that do as well. recalls: of each
    label. given_away: labels told more often than the best-told label of 99 % of the shufflings.
    without_face: photos of no known face, whose middle was left out.
    """

    n: int
    accuracy: float
    low: float
    high: float
    shuffled: float
    p: float
    recalls: dict[str, float]
    given_away: tuple[str, ...]
    without_face: int


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


def background(
    features: Floats,
    truth: Ints,
    groups: Ints,
    labels: Sequence[str],
    rng: np.random.Generator,
    without_face: int,
) -> Background | None:
    """Probe what lies about the faces; None where the photos are too few to be folded.

    Ridge regression on indicators of the labels (Hastie et al. 2009, 4.2): one solution serves the
    true labels and all the shuffled ones (permutation test: Ojala and Garriga 2010, test 1).

    Args:
        features: [photo, feature], of `outside`.
        truth: [photo], index of the label.
        groups: [photo], what must stay in one fold.
        labels: the vocabulary.
        rng: the chance of folds and shufflings.
        without_face: photos in which no face was known.
    """
    parts = folds(truth, groups, rng)
    if parts is None:
        return None
    every = np.stack([truth, *(rng.permutation(truth) for _ in range(PERMUTATIONS))])
    told = _told(_standardised(features), every, len(labels), parts)
    right = told == every
    accuracy = right.mean(axis=1)
    recalls = np.stack(
        [(right & (every == i)).sum(1) / (every == i).sum(1) for i in range(len(labels))]
    )
    limit = np.quantile(recalls[:, 1:].max(axis=0), 0.99)
    n = len(truth)
    interval = wilson(int(right[0].sum()), n)
    return Background(
        n=n,
        accuracy=float(accuracy[0]),
        low=interval.low,
        high=interval.high,
        shuffled=float(accuracy[1:].mean()),
        p=float((accuracy >= accuracy[0]).mean()),
        recalls={name: float(recalls[i, 0]) for i, name in enumerate(labels)},
        given_away=tuple(name for i, name in enumerate(labels) if recalls[i, 0] > limit),
        without_face=without_face,
    )


def _told(features: Floats, every: Ints, labels: int, parts: Sequence[Ints]) -> Ints:
    """Return the label told of each photo by a probe that never saw it, [shuffling, photo].

    every: [shuffling, photo], the labels to learn.
    """
    told = np.zeros(every.shape, np.int64)
    indicators = np.eye(labels, dtype=np.float32)
    for part in parts:
        rest = np.setdiff1d(np.arange(len(features)), part)
        centre = features[rest].mean(axis=0)
        known = features[rest] - centre
        square = known.T @ known + RIDGE * len(rest) * np.eye(known.shape[1], dtype=np.float32)
        solver = np.linalg.solve(square, known.T)
        new = features[part] - centre
        for i, wanted in enumerate(every):
            known_labels = indicators[wanted[rest]]
            mean = known_labels.mean(axis=0)
            told[i, part] = (new @ (solver @ (known_labels - mean)) + mean).argmax(axis=1)
    return told


def _standardised(features: Floats) -> Floats:
    """Return columns of mean 0 and variance 1; what is not seen in a photo says nothing."""
    enough = np.isfinite(features).sum(axis=0) >= max(2, len(features) // 20)
    kept = features[:, enough]
    mean, deviation = np.nanmean(kept, axis=0), np.nanstd(kept, axis=0)
    scaled = (kept - mean) / np.maximum(deviation, 1e-6)
    return np.clip(np.nan_to_num(scaled), -CLIP, CLIP).astype(np.float32)
