"""What the frame alone tells: where on a photo its face stands, and how large it is.

A flat square over a face shows this still. It is no expression, but it is no hair, hand or place
either: whoever takes the photo comes near for one feeling and steps back for another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from sklearn.ensemble import RandomForestClassifier

from pyojeong.faces import Face
from pyojeong.lab.folds import Folds
from pyojeong.lab.pooled import Pooled
from pyojeong.lab.prepared import Row
from pyojeong.lab.views import lone_face

TREES = 300
LEAF = 5  # photos at least: labels are noisy, and four numbers are soon learnt by heart


def told_by_frame(
    rows: Sequence[Row], folds: Folds, truth: Mapping[str, str], like: Pooled, seed: int
) -> Pooled:
    """Return what a random forest (Breiman 2001) tells from the frames, on the same folds.

    Args:
        rows: the photos.
        folds: of photos with one face each.
        truth: their labels, by key.
        like: another control's predictions, whose photos and folds are taken over.
        seed: of the forest.
    """
    frames = {row.key: frame(face, row) for row in rows if (face := lone_face(row))}
    place = {key: index for index, key in enumerate(like.keys)}
    column = {label: index for index, label in enumerate(like.labels)}
    probabilities = np.zeros((1, len(like.keys), len(like.labels)), np.float32)
    for fold in folds.folds:
        forest = RandomForestClassifier(TREES, min_samples_leaf=LEAF, random_state=seed)
        forest.fit([frames[key] for key in fold.training], [truth[key] for key in fold.training])
        said = forest.predict_proba([frames[key] for key in fold.held_out])
        at = np.ix_([place[key] for key in fold.held_out], [column[x] for x in forest.classes_])
        probabilities[0][at] = said
    return replace(like, probabilities=probabilities)


def frame(face: Face, row: Row) -> tuple[float, ...]:
    """Return the face's place and size, as fractions of the photo, and the photo's proportions."""
    left, top, right, bottom = face.box
    width, height = row.width or 1, row.height or 1
    return (
        (left + right) / 2 / width,
        (top + bottom) / 2 / height,
        max(right - left, bottom - top) / width,
        width / height,
    )
