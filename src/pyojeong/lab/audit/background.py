"""Does the place give the label away? A linear probe that sees everything but the face.

If labels can be told from the wall, the frame or a stamp in a corner, a net will learn those, and
its score says nothing about expressions.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pyojeong.core.settings import Settings
from pyojeong.lab.audit.folds import folds
from pyojeong.lab.statistics import wilson

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

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
