"""The randomisation test of a multiple baseline whose starts were drawn by chance.

If teaching did nothing, the points would have come out the same whatever the draw: so the effect
seen is set against what the other draws would have shown. It needs no distribution, and points of
one child need not be independent. Wampold and Worsham (1986, Behavioral Assessment 8:135-143);
Bulte and Onghena (2009, Behavior Research Methods 41:477-485); Levin, Ferron and Gafurov (2018,
Developmental Neurorehabilitation 21:290-311).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean

from pyojeong.app.evidence.cases.tier import Tier

Starts = tuple[int, ...]  # the session that teaching begins in, of each tier in order

ROUNDING = 1e-9  # two ways to add up the same shares are a tie


@dataclass(frozen=True)
class Randomised:
    """What the test found.

    effect: mean over the tiers of mean(B) - mean(A), -1 to 1. p: one-sided, that teaching raises
    the points. draws: how many were looked at, the one that was made among them. smallest: the
    least p that so many draws can give; above 0.05 nothing can be concluded.
    """

    effect: float
    p: float
    draws: int
    smallest: float


def randomisation_test(tiers: Sequence[Tier], possible: Iterable[Starts]) -> Randomised | None:
    """Test against every draw that could have been made, each as likely as the others.

    Args:
        tiers: with the starts that were drawn.
        possible: all draws, once each; the one that was made is counted even where it is missing.

    Returns:
        the test, or None where no tier has points both before and since its start.
    """
    made = drawn(tiers)
    effect = effect_of(tiers)
    if made is None:
        return None
    others = [effect(starts) for starts in possible if starts != made]
    return ranked(effect(made), others)


def drawn(tiers: Sequence[Tier]) -> Starts | None:
    """Return the starts that were drawn; None where no tier can be compared under them."""
    starts = [tier.start for tier in tiers if tier.start is not None]
    if len(starts) < len(tiers) or not any(all(tier.split(tier.start)) for tier in tiers):
        return None
    return tuple(starts)


def effect_of(tiers: Sequence[Tier]) -> Callable[[Starts], float]:
    """Return what tells the effect under a draw.

    A tier that a draw leaves without baseline or without teaching so far shows no effect: 0. That
    holds for every draw alike, so the test is sound while a course still runs.
    """

    @cache
    def difference(tier: int, start: int) -> float:
        before, after = tiers[tier].split(start)
        return fmean(after) - fmean(before) if before and after else 0.0

    def effect(starts: Starts) -> float:
        return fmean(difference(tier, start) for tier, start in enumerate(starts))

    return effect


def ranked(seen: float, others: Sequence[float]) -> Randomised:
    """Return how many draws show as much as the one that was made, itself among them."""
    draws = len(others) + 1
    as_much = 1 + sum(other >= seen - ROUNDING for other in others)
    return Randomised(seen, as_much / draws, draws, 1 / draws)
