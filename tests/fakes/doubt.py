"""Doubt of a model that is somewhat too sure, measured on the fake study's test photos."""

import numpy as np

from pyojeong.core.files import write_text
from pyojeong.core.labels import SIX
from pyojeong.lab.calibration import heat
from pyojeong.lab.doubt import Doubt, calibrate, measure
from pyojeong.lab.record import Predictions, StudyRecord


def told(
    n: int, rng: np.random.Generator, *, temperature: float = 1.0, clear: float = 2.0
) -> Predictions:
    """Return predictions of a model whose fitted temperature should be `temperature`.

    Args:
        n: photos.
        rng: chance.
        temperature: at it the model is exactly as sure as it is right; it gives what it says at 1.
        clear: spread of the logits; 0 leaves every photo open, 5 hardly any.
    """
    logits = rng.normal(0, clear, (n, len(SIX)))
    honest = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    truth = (honest.cumsum(axis=1) < rng.random((n, 1))).sum(axis=1).clip(0, len(SIX) - 1)
    predictions = Predictions(
        keys=tuple(f"{SIX[index]}/{place:05}.jpg" for place, index in enumerate(truth)),
        labels=SIX,
        truth=truth.astype(np.int64),
        probabilities=honest.astype(np.float32),
    )
    return heat(predictions, 1 / temperature)


def fake_doubt(record: StudyRecord, test: int = 245, validation: int = 237) -> Doubt:
    """Write the doubt of a model that is twice too sure; return it."""
    rng = np.random.default_rng(245)
    fitted = calibrate(told(validation, rng, temperature=2.0))
    doubt = measure(fitted, told(test, rng, temperature=2.0))
    write_text(record.folder / "test" / "doubt.json", doubt.model_dump_json(indent=2) + "\n")
    return doubt
