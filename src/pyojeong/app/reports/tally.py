"""Counts of trials: how many were right without help, by feeling and by level of help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyojeong.app.domain.feelings import ORDER, SAFETY, Feeling
from pyojeong.app.domain.trial import DELAYS_S, TEACH
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.evidence.times import quantile

FEWEST = 4  # [D] answers: quartiles of fewer say nothing


@dataclass(frozen=True)
class Tally:
    """How many were right without help, of how many."""

    right: int
    count: int

    @property
    def share(self) -> float | None:
        """The share right, 0 to 1; None of nothing."""
        return self.right / self.count if self.count else None


@dataclass(frozen=True)
class Level:
    """Trials of teaching at one level of help.

    delay_s: seconds until the answer is shown; None: it is not. alone: right before it was shown.
    after: right once it was. count: of all.
    """

    delay_s: int | None
    alone: int
    after: int
    count: int


@dataclass(frozen=True)
class ByFeeling:
    """One feeling: teaching, and what was asked without help about faces never taught with."""

    feeling: Feeling
    taught: Tally
    probed: Tally


@dataclass(frozen=True)
class Times:
    """Quartiles of the times to right answers without help, in ms; count: of these answers."""

    low: int
    median: int
    high: int
    count: int


def tally(rows: Iterable[Seen]) -> Tally:
    """Count first responses that were right without help."""
    right = [row.independent for row in rows]
    return Tally(sum(right), len(right))


def taught(rows: Iterable[Seen]) -> list[Seen]:
    """Return the trials of teaching."""
    return [row for row in rows if row.purpose == TEACH]


def probed(rows: Iterable[Seen]) -> list[Seen]:
    """Return the trials that tell of what was not taught."""
    return [row for row in rows if row.probe]


def levels(rows: Iterable[Seen]) -> tuple[Level, ...]:
    """Count teaching by level of help, from most to least, those levels that were used."""
    teaching = taught(rows)
    used = sorted({row.prompt for row in teaching})
    return tuple(_level(level, [one for one in teaching if one.prompt == level]) for level in used)


def by_feeling(rows: Sequence[Seen]) -> tuple[ByFeeling, ...]:
    """Count by feeling, in the order in which they are taught, those that were asked about."""
    found = []
    for feeling in (*ORDER, SAFETY):
        mine = [row for row in rows if row.feeling == feeling]
        if mine:
            found.append(ByFeeling(feeling, tally(taught(mine)), tally(probed(mine))))
    return tuple(found)


def times(rows: Iterable[Seen]) -> Times | None:
    """Return the quartiles of the times to answers that were right without help.

    None of fewer than FEWEST.
    """
    took = sorted(row.reaction_ms for row in rows if row.independent)
    if len(took) < FEWEST:
        return None
    low, median, high = (quantile(took, share) for share in (0.25, 0.5, 0.75))
    return Times(low, median, high, len(took))


def _level(level: int, rows: Sequence[Seen]) -> Level:
    delay = DELAYS_S[level] if level < len(DELAYS_S) else None
    alone = sum(row.independent for row in rows)
    after = sum(row.correct and row.prompted for row in rows)
    return Level(delay, alone, after, len(rows))
