"""Frames: the place and the size of a face may give its label away."""

import numpy as np
import pytest

from fakes.prepared import fake_row
from pyojeong.faces import Face
from pyojeong.lab.folds import Fold, Folds
from pyojeong.lab.frame import frame, told_by_frame
from pyojeong.lab.pooled import Pooled
from pyojeong.lab.prepared import Row

LABELS = ("happy", "sad")


def row(index: int, side: float) -> Row:
    """Return a photo of 200 x 100 pixels with a face of that side in its middle."""
    box = (100 - side / 2, 50 - side / 2, 100 + side / 2, 50 + side / 2)
    known = vars(fake_row(f"{index:03}", LABELS[index % 2]))
    return Row(**known | {"width": 200, "height": 100, "faces": 1, "box": box, "score": 1.0})


def told(rows: list[Row], folds: int) -> Pooled:
    """Return what the frames tell, on as many folds, of which one is enough."""
    keys = [row.key for row in rows]
    parts = [tuple(keys[at::3]) for at in range(3)][:folds]
    held = tuple(key for part in parts for key in part)
    like = Pooled(
        keys=held,
        labels=LABELS,
        truth=np.array([int(key) % 2 for key in held]),
        fold=np.repeat(np.arange(folds), [len(part) for part in parts]),
        group=np.arange(len(held)),
        probabilities=np.zeros((1, len(held), 2), np.float32),
    )
    made = Folds(
        folds=tuple(
            Fold(training=tuple(sorted(set(keys) - set(part))), held_out=part) for part in parts
        ),
        groups={},
    )
    return told_by_frame(rows, made, {row.key: row.label for row in rows}, like, seed=1)


def test_frame() -> None:
    """A frame is the middle of the box, its longer side, and the photo's proportions."""
    found = frame(Face((20, 10, 60, 70), 1.0), row(0, 10))
    assert found == pytest.approx((0.2, 0.4, 0.3, 2.0))


@pytest.mark.parametrize("folds", [1, 3])
def test_size_tells(folds: int) -> None:
    """Where one label is always photographed from nearer, its frame tells it."""
    rng = np.random.default_rng(3)
    rows = [row(i, 20 + 30 * (i % 2) + float(rng.uniform(0, 10))) for i in range(60)]
    found = told(rows, folds)
    assert found.correct.mean() > 0.95
    assert found.probabilities.sum(axis=2) == pytest.approx(1)


def test_size_tells_nothing() -> None:
    """Where it is not, its frame tells nothing."""
    rng = np.random.default_rng(4)
    rows = [row(i, float(rng.uniform(20, 60))) for i in range(120)]
    assert 0.35 < told(rows, 3).correct.mean() < 0.65
