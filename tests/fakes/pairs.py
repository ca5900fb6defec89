"""Two candidates on the same drawn photos, one of which holds anger and disgust apart better."""

import numpy as np

from fakes.study import drawn
from pyojeong.core.files import write_text
from pyojeong.core.labels import SIX
from pyojeong.lab.pair_focus import Pairs, measure_pairs
from pyojeong.lab.pooled import Pooled
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.showcase import confused_picture, save_picture


def fake_pooled(
    rng: np.random.Generator,
    mixing: float,
    *,
    photos: int = 600,
    seeds: int = 2,
    folds: int = 5,
    noise: np.ndarray | None = None,
) -> Pooled:
    """Return predictions that hold each photo's truth ahead, but disgust and anger for alike.

    Args:
        rng: the chance.
        mixing: how much more probable each of the pair is for photos of the other, in logits.
        photos: of all labels together.
        seeds: models of each fold.
        folds: that the photos are dealt into.
        noise: what is hard about each photo, whichever model tells it, float [photo, label].
    """
    truth = np.arange(photos) % len(SIX)
    group = np.arange(photos) // 2
    logits = rng.normal(0, 0.6, (seeds, photos, len(SIX)))
    logits += rng.normal(0, 1, (photos, len(SIX))) if noise is None else noise
    logits[:, np.arange(photos), truth] += 2
    for label, other in ((0, 1), (1, 0)):
        logits[:, truth == label, other] += mixing
    powers = np.exp(logits)
    return Pooled(
        keys=tuple(f"{SIX[label]}/{index:03}.jpg" for index, label in enumerate(truth)),
        labels=SIX,
        truth=truth.astype(np.int64),
        fold=(group % folds).astype(np.int64),
        group=group.astype(np.int64),
        probabilities=(powers / powers.sum(axis=2, keepdims=True)).astype(np.float32),
    )


def fake_pairs(record: StudyRecord, *, focused: float = 1.0) -> Pairs:
    """Write pairs.json and its pictures; `focused` is how much it mixes up, the plain one 1.5."""
    rng = np.random.default_rng(7)
    noise = rng.normal(0, 1, (600, len(SIX)))
    plain, other = (fake_pooled(rng, mixing, noise=noise) for mixing in (1.5, focused))
    measured = measure_pairs(plain, other, (("fear", "sad"),), seed=0)
    write_text(record.folder / "pairs.json", measured.model_dump_json(indent=2))
    for one in measured.mixing.photos:
        save_picture(confused_picture(record, one.key), drawn(SIX.index(one.truth), 160))
    return measured
