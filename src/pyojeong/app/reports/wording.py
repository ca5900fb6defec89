"""How reports say numbers, days and names of things, in a language.

A percentage never stands without what it is of.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.trial import Language, Step
from pyojeong.app.exercises.words import FEELINGS
from pyojeong.app.figures.words import STEPS
from pyojeong.core.i18n import mark, translate

NOTHING = "–"
SHARE = mark("{percent} % ({right} of {count})")
SECONDS = mark("{seconds} s")
MINUTES = mark("{minutes} min")
INTERVAL = mark("{value} ({low} to {high})")
SPAN = mark("{since} to {until}")
AT = mark("{day}, {time}")

MONTHS = (
    mark("{day} January {year}"),
    mark("{day} February {year}"),
    mark("{day} March {year}"),
    mark("{day} April {year}"),
    mark("{day} May {year}"),
    mark("{day} June {year}"),
    mark("{day} July {year}"),
    mark("{day} August {year}"),
    mark("{day} September {year}"),
    mark("{day} October {year}"),
    mark("{day} November {year}"),
    mark("{day} December {year}"),
)


@dataclass(frozen=True)
class Wording:
    """Words of one language. Every method returns text that may be shown as it is."""

    language: Language

    def say(self, message: str, **values: object) -> str:
        """Return a message of the catalogue, filled."""
        text = translate(message, self.language)
        return text.format(**values) if values else text

    def share(self, right: int, count: int) -> str:
        """Return how many were right, of how many, with the percentage."""
        if not count:
            return NOTHING
        return self.say(SHARE, percent=round(100 * right / count), right=right, count=count)

    def day(self, day: date) -> str:
        """Return a day."""
        return self.say(MONTHS[day.month - 1], day=day.day, year=day.year)

    def at(self, moment: datetime) -> str:
        """Return a day and the time of day, by the clock that the moment brings."""
        return self.say(AT, day=self.day(moment), time=f"{moment:%H:%M}")

    def span(self, since: date, until: date) -> str:
        """Return from which day to which."""
        if since == until:
            return self.day(since)
        return self.say(SPAN, since=self.day(since), until=self.day(until))

    def seconds(self, ms: float | None) -> str:
        """Return milliseconds as seconds."""
        return NOTHING if ms is None else self.say(SECONDS, seconds=f"{ms / 1000:.1f}")

    def minutes(self, time: timedelta | None) -> str:
        """Return a length of time in whole minutes, at least one of what is not nothing."""
        if time is None:
            return NOTHING
        whole = round(time / timedelta(minutes=1))
        return self.say(MINUTES, minutes=max(whole, 1) if time else 0)

    def decimal(self, value: float | None) -> str:
        """Return a number to two places, its minus a real one."""
        if value is None:
            return NOTHING
        text = f"{value:.2f}".replace("-0.00", "0.00")
        return text.replace("-", "\u2212")

    def points(self, share: float) -> str:
        """Return a difference of shares in percentage points, with its sign."""
        points = round(100 * share)
        return f"{points:+d}".replace("-", "\u2212") if points else "0"

    def chance(self, p: float) -> str:
        """Return what a probability is, to three places, with its sign: what follows `p`."""
        return "< 0.001" if p < 0.001 else f"= {p:.3f}"

    def interval(self, value: float | None, ends: tuple[float, float] | None) -> str:
        """Return a number and what it lies between."""
        if value is None or ends is None:
            return self.decimal(value)
        low, high = map(self.decimal, ends)
        return self.say(INTERVAL, value=self.decimal(value), low=low, high=high)

    def feeling(self, feeling: Feeling) -> str:
        """Return a feeling's word."""
        return self.say(FEELINGS[feeling])

    def step(self, step: Step) -> str:
        """Return the words of a step of the ladder."""
        return self.say(STEPS[step])
