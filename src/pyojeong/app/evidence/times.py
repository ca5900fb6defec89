"""How long answers took: a record of what was, and never a goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyojeong.app.evidence.periods import BEGINS, Period, period_of
from pyojeong.app.evidence.seen import Seen

LOW, HIGH = 0.05, 0.95  # quantiles at which the whiskers of a box end


@dataclass(frozen=True)
class Spread:
    """How long the answers of a period took, in ms: quartiles, and the middle nine tenths.

    since: first day of the period. n: answers.
    """

    since: date
    n: int
    low: int
    lower: int
    median: int
    upper: int
    high: int


@dataclass(frozen=True)
class ReactionTimes:
    """The spreads period after period; one without an answer is left out."""

    period: Period = "week"
    spreads: tuple[Spread, ...] = ()


def reaction_times(seen: Sequence[Seen]) -> ReactionTimes:
    """Return how long right answers without help took, taught or not, in order."""
    told = [(one.at.date(), one.reaction_ms) for one in seen if one.correct and not one.prompted]
    if not told:
        return ReactionTimes()
    days = {day for day, _took in told}
    period = period_of(min(days), max(days))
    begins = {day: BEGINS[period](day) for day in days}
    took: dict[date, list[int]] = {}
    for day, ms in told:
        took.setdefault(begins[day], []).append(ms)
    return ReactionTimes(period, tuple(_spread(day, took[day]) for day in sorted(took)))


def quantile(ordered: Sequence[int], share: float) -> int:
    """Return the value below which so much of an ordered sequence lies, between its neighbours.

    Hyndman and Fan 1996, The American Statistician 50:361-365, definition 7.
    """
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return round(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def _spread(since: date, took: list[int]) -> Spread:
    took.sort()
    low, lower, median, upper, high = (
        quantile(took, share) for share in (LOW, 0.25, 0.5, 0.75, HIGH)
    )
    return Spread(since, len(took), low, lower, median, upper, high)
