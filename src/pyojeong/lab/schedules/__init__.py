"""Schedules: the learning rate as a pure function of what has been done and measured so far.

Nothing is kept between steps, so a run that is resumed has the same rate as one never stopped.
"""

from collections.abc import Callable, Sequence

from pyojeong.core.registry import Registry
from pyojeong.lab.record import Epoch

# (done, epochs, history) -> factor on the run's learning rate, from 0 to 1.
# done: epochs finished before this step, with the fraction of the one under way, 0 to `epochs`;
# epochs: of the whole run; history: the finished epochs, in order.
Schedule = Callable[[float, int, Sequence[Epoch]], float]

SCHEDULES: Registry[Schedule] = Registry("schedule", "pyojeong.lab.schedules")
