"""A phrase in every language of the project: what a page with a language switch is made of."""

from dataclasses import dataclass

from markupsafe import escape

from pyojeong.core import labels
from pyojeong.core.i18n import LANGUAGES, translate


@dataclass(frozen=True)
class Phrase:
    """One text in each language: `texts` as in `LANGUAGES`."""

    texts: tuple[str, ...]

    def in_(self, language: str) -> str:
        """Return the text of one language."""
        return self.texts[LANGUAGES.index(language)]

    def __html__(self) -> str:
        """Return one marked-up text a language; the page shows one of them."""
        texts = [
            escape(text).replace(" %", "\u00a0%") for text in self.texts
        ]  # never wrapped there
        if len(set(texts)) == 1:
            return texts[0]
        return "".join(
            f'<span lang="{language}">{text}</span>'
            for language, text in zip(LANGUAGES, texts, strict=True)
        )

    def __str__(self) -> str:
        return self.texts[0]


def say(message: str, **values: object) -> Phrase:
    """Return a message of the catalogue, filled in; a value may be a phrase itself."""
    return Phrase(
        tuple(
            translate(message, language).format(
                **{
                    name: value.in_(language) if isinstance(value, Phrase) else value
                    for name, value in values.items()
                }
            )
            for language in LANGUAGES
        )
    )


def label(name: str) -> Phrase:
    """Return a label as people read it."""
    return Phrase(tuple(labels.display(name, language) for language in LANGUAGES))


def percent(value: float, digits: int = 1) -> str:
    """Return a fraction as a percentage: 0.7423 is "74.2 %"."""
    return f"{100 * value:.{digits}f} %"


def clock(seconds: float) -> Phrase:
    """Return a length of time as people say it."""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return say("{hours} h {minutes} min", hours=hours, minutes=minutes)
    if minutes:
        return say("{minutes} min {seconds} s", minutes=minutes, seconds=whole % 60)
    return say("{seconds} s", seconds=f"{seconds:.1f}" if seconds < 10 else whole)


def points(value: float) -> str:
    """Return a difference of fractions in percentage points: 0.078 is "7.8"."""
    return f"{100 * value:.1f}"
