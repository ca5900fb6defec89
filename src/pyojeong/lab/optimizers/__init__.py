"""Optimizers: one a file, each made for parameters and a learning rate."""

from collections.abc import Callable, Iterable

from torch.nn import Parameter
from torch.optim import Optimizer

from pyojeong.core.registry import Registry

OptimizerFactory = Callable[[Iterable[Parameter], float], Optimizer]

OPTIMIZERS: Registry[OptimizerFactory] = Registry("optimizer", "pyojeong.lab.optimizers")
