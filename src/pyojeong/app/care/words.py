"""Sentences of the caregiver's pages, with values in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from pyojeong.app.domain.trial import Language
from pyojeong.app.reports.wording import Wording
from pyojeong.core.i18n import mark, translate

Value: TypeAlias = str | int | date  # a message of the catalogue, a number, or a day


@dataclass(frozen=True)
class Said:
    """A whole sentence: a message of the catalogue, with its values by their placeholders."""

    message: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def in_(self, language: Language) -> str:
        """Return the sentence in a language."""
        values = {name: value_in(value, language) for name, value in self.values.items()}
        return translate(self.message, language).format(**values)


def value_in(value: Value, language: Language) -> str:
    """Return a value of a sentence in a language."""
    match value:
        case date():
            return Wording(language).day(value)
        case int():
            return str(value)
        case str():
            return translate(value, language)


def ago(at: date, today: date) -> Said:
    """Return how long ago a day was; of one to come, which day it is."""
    days = (today - at).days
    match days:
        case 0:
            return Said(mark("today"))
        case 1:
            return Said(mark("yesterday"))
        case _ if days > 1:
            return Said(mark("{count} days ago"), {"count": days})
        case _:
            return Said(mark("on {day}"), {"day": at})
