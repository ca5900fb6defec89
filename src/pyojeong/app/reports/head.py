"""The head of every report: of whom, of when, by which version; and how its pages are named."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from pyojeong import __version__
from pyojeong.app.domain.trial import Language
from pyojeong.app.reports.wording import Wording
from pyojeong.core.i18n import mark

Period = Literal["all", "weeks", "last"]
PERIODS: tuple[Period, ...] = get_args(Period)
PERIOD_WORDS: dict[Period, str] = {
    "all": mark("everything so far"),
    "weeks": mark("the last 6 weeks"),
    "last": mark("the last session"),
}
FOOT = mark("{name} · {day} · Pyojeong {version}")
PLAIN = re.compile(r"[^0-9A-Za-z]")


@dataclass(frozen=True)
class Head:
    """What stands above a report.

    shown: the child's name, or a code. made: when the report was. since, until: the first and the
    last day of its period, with practice or without. period: that was asked for.
    """

    shown: str
    language: Language
    made: datetime
    since: date
    until: date
    period: Period = "all"
    version: str = __version__

    @property
    def words(self) -> Wording:
        """The words of its language."""
        return Wording(self.language)

    @property
    def foot(self) -> str:
        """What stands at the foot of every page beside its number."""
        day = self.words.day(self.made)
        return self.words.say(FOOT, name=self.shown, day=day, version=self.version)


def css_text(text: str) -> str:
    """Return text as a string of CSS, from which nothing can break out.

    All but plain letters and digits is escaped; spaces too, as one after an escape is swallowed.
    """
    return '"' + PLAIN.sub(lambda found: f"\\{ord(found[0]):06x}", text) + '"'
