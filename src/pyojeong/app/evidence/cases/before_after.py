"""Whether one feeling is right more often since teaching of it began: an exact test."""

import math

from pyojeong.app.evidence.cases.by_session import BeforeAfter
from pyojeong.app.evidence.cases.difference import Stratum, risk_difference
from pyojeong.app.evidence.cases.interval import CONFIDENCE


def before_after(stratum: Stratum, confidence: float = CONFIDENCE) -> BeforeAfter | None:
    """Test by Fisher's exact test (1935, Journal of the Royal Statistical Society 98:39-82).

    Given how many were right in all, chance alone decides how many of them fall after the start.
    One answer a session is independent of the others, as far as sessions are.

    Returns:
        the test, or None where a side is empty.
    """
    difference = risk_difference([stratum], confidence)
    if difference is None:
        return None
    right = stratum.before_right + stratum.after_right
    most = min(right, stratum.after)
    ways = math.comb(stratum.before + stratum.after, right)
    as_much = sum(
        math.comb(stratum.after, k) * math.comb(stratum.before, right - k)
        for k in range(stratum.after_right, most + 1)
    )
    return BeforeAfter(difference, as_much / ways)
