"""How much help teaching needed over time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyojeong.app.domain.trial import TEACH, UNPROMPTED
from pyojeong.app.evidence.periods import BEGINS, Period, period_of
from pyojeong.app.evidence.seen import Seen

LEVELS = UNPROMPTED + 1  # the last is no help


@dataclass(frozen=True)
class Levels:
    """Trials of teaching in a period by level of help, from most to none. since: its first day."""

    since: date
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        """All trials of teaching in it."""
        return sum(self.counts)


@dataclass(frozen=True)
class PromptLevels:
    """The levels period after period; one in which nothing was taught is left out."""

    period: Period = "week"
    levels: tuple[Levels, ...] = ()


def prompt_levels(seen: Sequence[Seen]) -> PromptLevels:
    """Return how many trials of teaching there were at each level of help, in order."""
    days = Counter((one.at.date(), one.prompt) for one in seen if one.purpose == TEACH)
    if not days:
        return PromptLevels()
    period = period_of(min(days)[0], max(days)[0])
    begin = BEGINS[period]
    counts: dict[date, list[int]] = {}
    for (day, level), count in sorted(days.items()):
        counts.setdefault(begin(day), [0] * LEVELS)[level] += count
    return PromptLevels(period, tuple(Levels(day, tuple(row)) for day, row in counts.items()))
