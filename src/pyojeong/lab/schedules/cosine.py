"""Half a cosine down to zero after a linear warm-up.

Loshchilov and Hutter 2017, arXiv:1608.03983, without restarts; warm-up: Goyal 2017,
arXiv:1706.02677, section 2.2.
"""

from collections.abc import Sequence
from math import cos, pi

from pyojeong.lab.record import Epoch
from pyojeong.lab.schedules import SCHEDULES

WARM_UP = 0.1  # fraction of the run; Goyal 2017 has 5 epochs of 90, and our runs are shorter
FIRST = 0.01  # factor of the very first step, so that it is not lost


@SCHEDULES.register("cosine")
def cosine(done: float, epochs: int, history: Sequence[Epoch]) -> float:
    """Return the factor: FIRST up to 1 over the warm-up, then down to 0 at the end."""
    del history
    part = done / epochs
    if part < WARM_UP:
        return FIRST + (1 - FIRST) * part / WARM_UP
    return (1 + cos(pi * (part - WARM_UP) / (1 - WARM_UP))) / 2
