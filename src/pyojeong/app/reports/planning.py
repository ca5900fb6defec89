"""The plan in words, and what was changed in it when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.starts import Starts
from pyojeong.app.domain.trial import Step
from pyojeong.app.figures.words import LANGUAGES
from pyojeong.app.reports.wording import Wording
from pyojeong.core.i18n import mark

WEEKDAYS = (
    mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"),
)  # fmt: skip

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
DAYS = mark("Days of practice: {days}")
STARTS = mark("Teaching begins, as drawn by chance: {starts}")
NO_STARTS = mark("Teaching of all feelings may begin at once")
START = mark("{feeling} in session {number}")


@dataclass(frozen=True)
class Change:
    """What was changed on a day: a line for each setting, as it was from then on."""

    day: date
    lines: tuple[str, ...]


def lines(plan: Plan, words: Wording) -> tuple[str, ...]:
    """Return a plan, a line for each setting."""
    return tuple(_lines(plan, words))


def changes(plans: Sequence[tuple[datetime, Plan]], words: Wording) -> tuple[Change, ...]:
    """Return what was changed since the first plan, in order; plans that changed nothing do not."""
    found = []
    for (_, before), (at, after) in pairwise(plans):
        new = [line for line in lines(after, words) if line not in lines(before, words)]
        if new:
            found.append(Change(at.date(), tuple(new)))
    return tuple(found)


def _lines(plan: Plan, words: Wording) -> Iterator[str]:
    say = words.say
    yield say(FEELINGS, feelings=_joined(plan.feelings, words))
    yield say(LADDER, steps=_steps(plan.ladder, words))
    yield say(DAYS, days=", ".join(say(WEEKDAYS[day]) for day in sorted(plan.days)))
    yield say(BLOCKS, count=plan.blocks)
    yield say(MINUTES, count=plan.minutes)
    yield say(GROWING) if plan.array is None else say(ARRAY, count=plan.array)
    yield say(ERRORLESS if plan.errorless else CORRECTING)
    yield say(SAFETY if plan.safety else NO_SAFETY)
    yield say(AGE, count=plan.age)
    yield say(WORDS, languages=", ".join(say(LANGUAGES[one]) for one in plan.languages))
    yield _starts(plan.starts, words)


def _starts(starts: Starts, words: Wording) -> str:
    if not starts:
        return words.say(NO_STARTS)
    told = (
        words.say(START, feeling=words.feeling(feeling), number=session + 1)
        for feeling, session in starts
    )
    return words.say(STARTS, starts=", ".join(told))


def _joined(feelings: Sequence[Feeling], words: Wording) -> str:
    return ", ".join(words.feeling(one) for one in feelings)


def _steps(steps: Sequence[Step], words: Wording) -> str:
    return ", ".join(words.step(one) for one in steps)
