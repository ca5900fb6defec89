"""Axes of figures with a slot a period: shares or seconds upwards, periods along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyojeong.app.evidence.periods import Period
from pyojeong.app.figures.svg import Drawing, width_of
from pyojeong.app.figures.words import PERCENT, PERIODS, Words, whole

PAGE = 780  # pixels along that a figure has, unless it is short
NARROWEST, WIDEST = 26, 90  # pixels of a slot
FULL = 0.7  # of a slot that is filled
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Axes:
    """Where things stand. top, bottom: pixels of the largest and the least value."""

    top: float
    bottom: float
    count: int
    left: float = 52

    @property
    def step(self) -> float:
        """Pixels of a slot."""
        return min(WIDEST, max(NARROWEST, (PAGE - self.left) / self.count))

    @property
    def width(self) -> float:
        """Pixels of the whole figure."""
        return max(self.left + self.step * self.count + 8, PAGE)

    @property
    def right(self) -> float:
        """Where the last slot ends."""
        return self.left + self.step * self.count

    def slot(self, turn: int) -> tuple[float, float]:
        """Return where what fills a slot begins, and how wide it is."""
        return self.left + self.step * (turn + (1 - FULL) / 2), self.step * FULL

    def y(self, share: float) -> float:
        """Return how far down a part of the largest value lies, 0 to 1."""
        return self.bottom - share * (self.bottom - self.top)

    def shares(self, drawing: Drawing, say: Words) -> None:
        """Draw the lines of shares, and their percents."""
        for share in QUARTERS:
            drawing.line(self.left, self.y(share), self.right, self.y(share), colour="grid")
            words = say(PERCENT, percent=whole(share))
            drawing.text(self.left - 6, self.y(share) + 4, words, anchor="end", colour="quiet")


def periods_below(
    drawing: Drawing,
    axes: Axes,
    period: Period,
    rows: Sequence[tuple[date, int]],
    say: Words,
) -> None:
    """Write the periods and how many trials each had, as many of them as have room."""
    names = [say.period(period, since) for since, _n in rows]
    widest = max((width_of(name) for name in names), default=0.0) + 10
    every = max(1, -int(-widest // axes.step))
    for turn, (name, (_since, n)) in enumerate(zip(names, rows, strict=True)):
        x, wide = axes.slot(turn)
        if turn % every == 0:
            drawing.text(x + wide / 2, axes.bottom + 17, name, anchor="middle")
            drawing.text(
                x + wide / 2, axes.bottom + 34, f"n = {n}", anchor="middle", colour="quiet"
            )


def periods_head(period: Period, say: Words) -> str:
    """Return the head of a table's column of periods."""
    return say(PERIODS[period])
