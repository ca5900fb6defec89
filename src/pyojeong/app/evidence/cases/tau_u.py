"""Tau-U: nonoverlap less the trend that the baseline had already, with its warning."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyojeong.app.evidence.cases.kendall import concordance
from pyojeong.app.evidence.cases.pairs import balance
from pyojeong.core.i18n import mark

WARNING = mark(
    "Tau-U can be larger than 1 in size, and it allows too little for a trend that was there "
    "before, so that teaching without effect can look like one with an effect."
)


@dataclass(frozen=True)
class TauU:
    """Tau-U, which can exceed 1 in size, and what to be warned of (Tarlow 2017)."""

    value: float
    warning: str = WARNING


def tau_u(before: Sequence[float], after: Sequence[float]) -> TauU | None:
    """Return Tau-U with the trend of the baseline taken off (Parker et al. 2011).

    Kendall's S between the phases less that of the baseline over time, over the pairs between the
    phases. None where a phase is empty.

    Args:
        before: the points of the baseline, in order.
        after: those since teaching began.
    """
    if not before or not after:
        return None
    s = balance(before, after) - concordance(range(len(before)), before)
    return TauU(s / (len(before) * len(after)))
