"""Single-case statistics: what one child's points before and since teaching can say.

A phase is a sequence of points in order, each a session's share right, 0 to 1; A is the baseline, B
what came since teaching began. Nothing here raises or gives NaN on empty, short or constant phases:
where nothing can be said, None is, and the docstring says when. Nothing knows the clock or draws
chance of its own.
"""

from pyojeong.app.evidence.cases.before_after import before_after
from pyojeong.app.evidence.cases.by_session import (
    BeforeAfter,
    by_session,
    chance,
    compared,
    stratum_of,
)
from pyojeong.app.evidence.cases.corrected import CorrectedTau, corrected_tau
from pyojeong.app.evidence.cases.criteria import Criteria, Reason, Standard, criteria
from pyojeong.app.evidence.cases.describe import Phase, describe, immediacy
from pyojeong.app.evidence.cases.difference import Stratum, risk_difference
from pyojeong.app.evidence.cases.interval import CONFIDENCE, Estimate, Interval
from pyojeong.app.evidence.cases.kendall import Kendall, kendall
from pyojeong.app.evidence.cases.nonoverlap import nap, pnd, tau
from pyojeong.app.evidence.cases.randomisation import (
    Randomised,
    Starts,
    randomisation_test,
)
from pyojeong.app.evidence.cases.tau_u import TauU, tau_u
from pyojeong.app.evidence.cases.tier import Tier
from pyojeong.app.evidence.cases.trend import Line, trend

__all__ = [
    "CONFIDENCE",
    "BeforeAfter",
    "CorrectedTau",
    "Criteria",
    "Estimate",
    "Interval",
    "Kendall",
    "Line",
    "Phase",
    "Randomised",
    "Reason",
    "Standard",
    "Starts",
    "Stratum",
    "TauU",
    "Tier",
    "before_after",
    "by_session",
    "chance",
    "compared",
    "corrected_tau",
    "criteria",
    "describe",
    "immediacy",
    "kendall",
    "nap",
    "pnd",
    "randomisation_test",
    "risk_difference",
    "stratum_of",
    "tau",
    "tau_u",
    "trend",
]
