"""Words of figures: shares, days and names in the page's language."""

from dataclasses import dataclass
from datetime import date

from pyojeong.app.domain.trial import Language, Step
from pyojeong.app.evidence.periods import Period
from pyojeong.app.evidence.share import Share
from pyojeong.app.exercises.words import FEELINGS, UNSURE
from pyojeong.core.i18n import mark, translate

MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip
DAY = mark("{day} {month}")
WHOLE_DAY = mark("{day} {month} {year}")
MONTH = mark("{month} {year}")
QUARTER = mark("Q{quarter} {year}")
PERIODS: dict[Period, str] = {
    "week": mark("Week from"),
    "month": mark("Month"),
    "quarter": mark("Quarter"),
}

STEPS: dict[Step, str] = {
    "drawn": mark("drawn faces"),
    "photo": mark("photos"),
    "parts": mark("brows, eyes and mouth"),
    "80": mark("80 % strength"),
    "60": mark("60 % strength"),
    "40": mark("40 % strength"),
    "moving": mark("moving faces"),
    "eyes": mark("eyes alone"),
    "mouth": mark("mouth alone"),
    "voice": mark("voices"),
    "story": mark("stories"),
    "real": mark("real people"),
}
LANGUAGES: dict[Language, str] = {"ko": mark("Korean"), "en": mark("English")}

NOT_ASKED = mark("not yet asked")
NOTHING = mark("There is nothing here yet: it fills with the first sessions.")
SHARE = mark("{right} of {n}")
PERCENT = mark("{percent} %")
BETWEEN = mark("{low} to {high} %")


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    language: Language

    def __call__(self, message: str, **values: object) -> str:
        """Return a message with its values, translated."""
        text = translate(message, self.language)
        return text.format(**values) if values else text

    def feeling(self, name: str) -> str:
        """Return what a feeling, or the answer that one can't tell, is called."""
        return self(next((word for key, word in FEELINGS.items() if key == name), UNSURE))

    def day(self, day: date) -> str:
        """Return a day without its year."""
        return self(DAY, day=day.day, month=self(MONTHS[day.month - 1]))

    def whole_day(self, day: date) -> str:
        """Return a day."""
        return self(WHOLE_DAY, day=day.day, month=self(MONTHS[day.month - 1]), year=day.year)

    def period(self, period: Period, since: date) -> str:
        """Return a period by its first day."""
        if period == "week":
            return self.day(since)
        if period == "month":
            return self(MONTH, month=self(MONTHS[since.month - 1]), year=since.year)
        return self(QUARTER, quarter=(since.month + 2) // 3, year=since.year)

    def share(self, share: Share) -> str:
        """Return a share as a count."""
        return self(SHARE, right=share.right, n=share.n)

    def percent(self, share: Share) -> str:
        """Return a share in percent; of nothing there is none."""
        return self(PERCENT, percent=whole(share.right / share.n))

    def interval(self, share: Share) -> str:
        """Return the 95 % interval of a share in percent, or a dash."""
        ends = share.interval
        if ends is None:
            return "–"
        return self(BETWEEN, low=whole(ends.low), high=whole(ends.high))


def whole(fraction: float) -> int:
    """Return a fraction in whole percent."""
    return round(100 * fraction)
