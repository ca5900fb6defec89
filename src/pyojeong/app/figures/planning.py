"""The plan in words, and what was changed in it when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from pyojeong.app.domain.plan import Plan, Tokens
from pyojeong.app.domain.starts import Starts
from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.phases import Change
from pyojeong.app.figures.words import LANGUAGES, STEPS, Words
from pyojeong.core.i18n import mark

WEEKDAYS = (
    mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"),
)  # fmt: skip
TOKENS: dict[Tokens, str] = {
    "dinosaurs": mark("Dinosaurs"),
    "trains": mark("Trains"),
    "flowers": mark("Flowers"),
    "space": mark("Space"),
    "none": mark("Nothing"),
}

FEELINGS = mark("Feelings, in their order: {feelings}")
LADDER = mark("Steps: {steps}")
ARRAY = mark("Choices in a task: {count}")
GROWING = mark("Choices in a task: three at first, more later")
BLOCKS = mark("Blocks of 12 tasks in a session, at most: {count}")
MINUTES = mark("Minutes after which no new task begins: {count}")
ERRORLESS = mark("After an error: full help again at once")
CORRECTING = mark("After an error: the answer is shown and the task comes again")
SAFETY = mark("Telling an adult about pain: practised")
NO_SAFETY = mark("Telling an adult about pain: not practised")
AGE = mark("Stories for children from {count} years on")
WORDS = mark("Languages of the words: {languages}")
COLLECTED = mark("To collect: {tokens}")
DAYS = mark("Days of practice: {days}")
STARTS = mark("Teaching begins, as drawn by chance, after so many sessions of practice: {starts}")
NO_STARTS = mark("Teaching of all feelings may begin at once")
START = mark("{feeling} {count}")
OTHER = mark("Another setting of the plan was changed")


@dataclass(frozen=True)
class Changes:
    """What was changed on a day: a line for each setting, as it was from then on."""

    day: date
    lines: tuple[str, ...]


def lines(plan: Plan, language: Language) -> tuple[str, ...]:
    """Return a plan, a line for each setting."""
    say = Words(language)
    return tuple(_line(name, getattr(plan, name), say) for name in LINES)


def changes(plans: Sequence[tuple[datetime, Plan]], language: Language) -> tuple[Changes, ...]:
    """Return what was changed since the first plan, in order; plans that changed nothing do not."""
    found = []
    for (_since, before), (at, after) in pairwise(plans):
        both = zip(lines(before, language), lines(after, language), strict=True)
        if new := tuple(line for was, line in both if line != was):
            found.append(Changes(at.date(), new))
    return tuple(found)


def in_words(change: Change, say: Words) -> str:
    """Return what a setting is from then on; of one that is unknown here, that it was changed."""
    return _line(change.name, change.after, say)


def _line(name: str, value: object, say: Words) -> str:
    return LINES[name](value, say) if name in LINES else say(OTHER)


def _array(value: int | None, say: Words) -> str:
    return say(GROWING) if value is None else say(ARRAY, count=value)


def _starts(value: Starts, say: Words) -> str:
    if not value:
        return say(NO_STARTS)
    told = (say(START, feeling=say.feeling(feeling), count=count) for feeling, count in value)
    return say(STARTS, starts=_joined(told))


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)


# By the setting's name, its value in words; in the order in which a plan is told.
LINES: Mapping[str, Callable[[Any, Words], str]] = {
    "feelings": lambda value, say: say(FEELINGS, feelings=_joined(map(say.feeling, value))),
    "ladder": lambda value, say: say(LADDER, steps=_joined(say(STEPS[one]) for one in value)),
    "days": lambda value, say: say(DAYS, days=_joined(say(WEEKDAYS[day]) for day in sorted(value))),
    "blocks": lambda value, say: say(BLOCKS, count=value),
    "minutes": lambda value, say: say(MINUTES, count=value),
    "array": _array,
    "errorless": lambda value, say: say(ERRORLESS if value else CORRECTING),
    "safety": lambda value, say: say(SAFETY if value else NO_SAFETY),
    "age": lambda value, say: say(AGE, count=value),
    "languages": lambda value, say: say(
        WORDS, languages=_joined(say(LANGUAGES[one]) for one in value)
    ),
    "tokens": lambda value, say: say(COLLECTED, tokens=say(TOKENS[value])),
    "starts": _starts,
}
