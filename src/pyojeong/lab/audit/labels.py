"""Probable label errors: photos of which a probe that never saw them says something else.

Confident learning: Northcutt, Jiang and Chuang, JAIR 2021, as cleanlab has it.
"""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores

from pyojeong.core.settings import Settings
from pyojeong.lab.audit.probe import probabilities
from pyojeong.lab.statistics import wilson

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# On drawn faces of which one in twenty had a wrong label, this found 96 % of them and doubted 1.5 %
# of the others; cleanlab's own filters, which ask for more, found 60 to 83 %.
ODDS = 3.0


class LabelDoubt(Settings):
    """One photo whose label is probably wrong. quality: probability of its label, 0 to 1."""

    key: str
    label: str
    likely: str
    quality: float


class Labels(Settings):
    """What the probe said of the labels.

    accuracy, low, high: how often it says what the label says, with its 95 % interval: a judge that
    is right as seldom as this doubts many a good label. doubts: the most doubtful first.
    """

    n: int
    accuracy: float
    low: float
    high: float
    doubts: tuple[LabelDoubt, ...]


def judged(
    views: Sequence[Floats],
    truth: Ints,
    parts: Sequence[Ints],
    keys: Sequence[str],
    labels: Sequence[str],
    kept: Collection[str],
) -> Labels:
    """Return the labels that are probably wrong.

    A label is doubted where the probe thinks another ODDS times as likely.

    Args:
        views: of each photo, [photo, feature] each.
        truth: [photo], index of the label.
        parts: the photos of each fold.
        keys: [photo].
        labels: the vocabulary.
        kept: keys of photos that a person looked at; they teach, and are not doubted.
    """
    said = probabilities(views, truth, parts)
    other = find_label_issues(truth, said, filter_by="predicted_neq_given", n_jobs=1)
    quality = get_label_quality_scores(truth, said)
    doubted = np.asarray(other, bool) & (said.max(axis=1) >= ODDS * quality)
    doubted &= [key not in kept for key in keys]
    right = int((said.argmax(axis=1) == truth).sum())
    interval = wilson(right, len(truth))
    order = [i for i in np.argsort(quality, kind="stable").tolist() if doubted[i]]
    return Labels(
        n=len(truth),
        accuracy=right / len(truth),
        low=interval.low,
        high=interval.high,
        doubts=tuple(
            LabelDoubt(
                key=keys[i],
                label=labels[truth[i]],
                likely=labels[int(said[i].argmax())],
                quality=round(float(quality[i]), 4),
            )
            for i in order
        ),
    )
