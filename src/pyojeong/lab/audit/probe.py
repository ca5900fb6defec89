"""A linear probe: what a simple model says of photos that it has not seen."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# Inverse strength of the regularisation: features outnumber photos. Of 0.0001 to 0.1 this judged
# drawn faces best.
STRENGTH = 0.001
STEPS = 300


def probabilities(views: Sequence[Floats], truth: Ints, parts: Sequence[Ints]) -> Doubles:
    """Return out-of-sample probabilities, [photo, label].

    Args:
        views: of each photo, [photo, feature] each; all teach, and their answers are averaged.
        truth: [photo], index of the label; every label is in every fold's rest.
        parts: the photos of each fold; together all.
    """
    found = np.zeros((len(truth), int(truth.max()) + 1))
    for part in parts:
        rest = np.setdiff1d(np.arange(len(truth)), part)
        model = LogisticRegression(C=STRENGTH, max_iter=STEPS)
        model.fit(np.concatenate([x[rest] for x in views]), np.tile(truth[rest], len(views)))
        told = np.mean([model.predict_proba(x[part]) for x in views], axis=0)
        found[np.ix_(part, model.classes_)] = told
    return found
