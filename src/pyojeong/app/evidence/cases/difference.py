"""How much more often right since teaching began: the difference of shares over several strata."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pyojeong.app.evidence.cases.interval import CONFIDENCE, Estimate, Interval, deviate, edge


@dataclass(frozen=True)
class Stratum:
    """Probes of one feeling: how many were right, of how many, before and since teaching began."""

    before_right: int
    before: int
    after_right: int
    after: int

    @property
    def weight(self) -> float:
        """How much the difference says here (Mantel and Haenszel 1959); 0: a side is empty."""
        trials = self.before + self.after
        return self.before * self.after / trials if trials else 0.0

    @property
    def difference(self) -> float:
        """The share right after less that before; of a stratum with a weight."""
        return self.after_right / self.after - self.before_right / self.before


def risk_difference(
    strata: Sequence[Stratum], confidence: float = CONFIDENCE, design_effect: float = 1.0
) -> Estimate | None:
    """Return the mean difference of the shares right, -1 to 1, and its interval.

    The mean is weighted as Mantel and Haenszel do. The interval is the stratified score interval
    of Miettinen and Nurminen (1985, Statistics in Medicine 4:213-226): all differences that a test
    would not reject. It stays honest with few trials and with shares of 0 and 1.

    Args:
        strata: those with trials on one side alone say nothing.
        confidence: of the interval, two-sided.
        design_effect: by which the variance is multiplied, where trials hang together.

    Returns:
        the estimate, or None where no stratum has trials on both sides.
    """
    told = [stratum for stratum in strata if stratum.weight]
    if not told:
        return None
    whole = sum(stratum.weight for stratum in told)
    mean = sum(stratum.weight * stratum.difference for stratum in told) / whole
    reach = deviate(confidence) ** 2 * design_effect

    def fits(delta: float) -> bool:
        spread = sum((one.weight / whole) ** 2 * variance(one, delta) for one in told)
        return (mean - delta) ** 2 <= reach * spread

    return Estimate(mean, Interval(edge(fits, mean, -1.0), edge(fits, mean, 1.0)))


def variance(stratum: Stratum, delta: float) -> float:
    """Return the variance of a stratum's difference, if the true one were delta."""
    before = likeliest(stratum, delta)
    after = before + delta
    spread = before * (1 - before) / stratum.before + after * (1 - after) / stratum.after
    trials = stratum.before + stratum.after
    return max(spread, 0.0) * trials / (trials - 1)


def likeliest(stratum: Stratum, delta: float) -> float:
    """Return the likeliest share right before, if the share after lies delta above it.

    It solves p(1-p)(a - n q) + q(1-q)(b - m p) = 0, where b of m were right before, a of n after,
    and q = p + delta; the likelihood has one peak, so the closed form of Miettinen and Nurminen's
    appendix takes the middle of the three roots.
    """
    a, n, b, m = stratum.after_right, stratum.after, stratum.before_right, stratum.before
    cubic = float(m + n)
    square = -(n + a - n * delta + b + m - 2 * m * delta) / (3 * cubic)
    linear = (a - n * delta + b * (1 - 2 * delta) - m * delta * (1 - delta)) / cubic
    constant = b * delta * (1 - delta) / cubic
    half = square**3 - square * linear / 2 + constant / 2
    radius = math.copysign(math.sqrt(max(square**2 - linear / 3, 0.0)), half)
    cosine = half / radius**3 if radius else 0.0
    angle = (math.pi + math.acos(max(-1.0, min(1.0, cosine)))) / 3
    root = 2 * radius * math.cos(angle) - square
    return max(0.0, -delta, min(1.0, 1 - delta, root))
