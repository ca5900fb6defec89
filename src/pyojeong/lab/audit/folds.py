"""Folds of the audit's probes: stratified by label, never through a group."""

import warnings

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import StratifiedGroupKFold

Ints = npt.NDArray[np.int64]

FOLDS = 5
FEWEST = 2 * FOLDS  # photos of a label, that its own fold is more than one of them


def folds(truth: Ints, groups: Ints, rng: np.random.Generator) -> list[Ints] | None:
    """Return the photos of each fold; None where a label has too few photos or groups for folds.

    Args:
        truth: [photo], index of the label.
        groups: [photo], equal for photos that belong together.
        rng: the chance of the shuffling.
    """
    labels = np.unique(truth)
    if len(labels) < 2:
        return None
    for label in labels:
        own = truth == label
        if own.sum() < FEWEST or len(np.unique(groups[own])) < FOLDS:
            return None
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=int(rng.integers(1 << 31)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of labels with fewer photos than folds
        return [held for _, held in splitter.split(truth, truth, groups)]
