"""Confusions: which feeling was asked, and which was chosen, first and lately."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pyojeong.app.domain.feelings import CONTRAST, ORDER, SAFETY, Feeling
from pyojeong.app.evidence.asked import probes
from pyojeong.app.evidence.seen import Chosen, Seen

WINDOW = 60  # [D] answers to held-out probes in a matrix, at most


@dataclass(frozen=True)
class Matrix:
    """How often which feeling was chosen where another was asked. since, until: of its answers."""

    counts: Mapping[tuple[Feeling, Chosen], int] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None

    @property
    def n(self) -> int:
        """All answers in it."""
        return sum(self.counts.values())

    @property
    def right(self) -> int:
        """Answers that chose what was asked."""
        return sum(count for (asked, chosen), count in self.counts.items() if asked == chosen)

    def asked(self, feeling: Feeling) -> int:
        """Return how often a feeling was asked."""
        return sum(count for (asked, _chosen), count in self.counts.items() if asked == feeling)


@dataclass(frozen=True)
class Confusions:
    """The first answers against the latest ones. shared: answers that are in both."""

    first: Matrix = Matrix()
    latest: Matrix = Matrix()
    shared: int = 0

    @property
    def asked(self) -> tuple[Feeling, ...]:
        """The feelings that were asked in either, in their order."""
        there = {asked for each in (self.first, self.latest) for asked, _chosen in each.counts}
        return tuple(one for one in (*ORDER, SAFETY) if one in there)

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What was asked or chosen in either, in order: feelings, and that one can't tell."""
        there = {one for each in (self.first, self.latest) for cell in each.counts for one in cell}
        every: tuple[Chosen, ...] = (*ORDER, SAFETY, CONTRAST, "unsure")
        return tuple(one for one in every if one in there)


def confusions(seen: Sequence[Seen], window: int = WINDOW) -> Confusions:
    """Return the first answers to held-out probes against the latest ones.

    Args:
        seen: in order; what was taught, and what has two answers, is left out.
        window: answers in a matrix, at most.
    """
    told = [one for one in probes(seen) if one.answers == 1]
    n = min(window, len(told))
    shared = max(0, 2 * n - len(told))
    return Confusions(_matrix(told[:n]), _matrix(told[len(told) - n :]), shared)


def _matrix(seen: Sequence[Seen]) -> Matrix:
    if not seen:
        return Matrix()
    counts = Counter((one.feeling, one.chosen) for one in seen)
    return Matrix(counts, seen[0].day, seen[-1].day)
