"""A tenth of the learning rate when the validation loss has stopped falling.

The 2024 study: torch's ReduceLROnPlateau(factor 0.1, patience 10), which by default watches for a
minimum, so the loss, and takes a fall of less than 0.01 % for none.
"""

from collections.abc import Sequence
from math import inf

from pyojeong.lab.record import Epoch
from pyojeong.lab.schedules import SCHEDULES

FACTOR = 0.1  # the study's
PATIENCE = 10  # epochs without a fall that are borne; the study's
THRESHOLD = 1e-4  # relative; torch's default


@SCHEDULES.register("plateau")
def plateau(done: float, epochs: int, history: Sequence[Epoch]) -> float:
    """Return FACTOR to the power of the plateaus in the validation losses."""
    del done, epochs
    factor, best, waited = 1.0, inf, 0
    for epoch in history:
        if epoch.validation_loss < best * (1 - THRESHOLD):
            best, waited = epoch.validation_loss, 0
        else:
            waited += 1
        if waited > PATIENCE:
            factor, waited = factor * FACTOR, 0
    return factor
