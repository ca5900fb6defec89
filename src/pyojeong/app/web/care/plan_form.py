"""The form of a plan: what it shows, what was typed, and the plan that it describes."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from pyojeong.app.care.plan import Version
from pyojeong.app.domain.child import YOUNGEST, AgeBand
from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.domain.plan import LADDER, Plan
from pyojeong.app.domain.starts import Starts
from pyojeong.app.domain.trial import Step
from pyojeong.app.practice import Enrolled, PageSettings
from pyojeong.app.web.house import language_of
from pyojeong.app.web.numbers import number_of
from pyojeong.core.i18n import mark
from pyojeong.core.settings import replace

YES, NO = "yes", "no"
AUTO = "auto"  # choices: more as it goes on
ONCE, MEASURED = "once", "measured"  # how teaching starts
LONGEST = 10  # characters of a field that are shown again
VERSION = "version"  # the field that says what the form was made of
NO_VERSION = Version(0, "en")  # of a form that does not say it

FAULTS: dict[str, str] = {
    "feelings": mark("Please choose three feelings or more: three are mixed from the start."),
    "ladder": mark("Please choose one step or more."),
    "array": mark("Please choose how many choices a task has."),
    "errorless": mark("Please choose what follows an error."),
    "blocks": mark("Please choose 1, 2 or 3 blocks."),
    "minutes": mark("Please give 5 to 20 minutes."),
    "days": mark("Please choose one day or more."),
    "age": mark("Please choose an age."),
    "safety": mark("Please choose whether this is practised."),
    "languages": mark("Please choose one language or more."),
    "page_language": mark("Please choose a language."),
    "tokens": mark("Please choose something to collect, or nothing."),
    "start": mark("Please choose how teaching starts."),
}
LATE = mark("A measured start can be chosen before the first session alone: please choose another.")

Draw = Callable[[Starts, Sequence[Feeling]], Starts | None]
K = TypeVar("K", bound=str)


@dataclass(frozen=True)
class Fields:
    """What the form shows, as text.

    ones: fields with one value each. feelings, ladder: places from 1, or empty: not taught. days:
    of the week, from 0.
    """

    ones: Mapping[str, str]
    feelings: Mapping[Feeling, str]
    ladder: Mapping[Step, str]
    days: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """The plan and the page that a form describes, or messages by field: what is wrong with it."""

    plan: Plan | None
    page: PageSettings | None
    faults: Mapping[str, str] = field(default_factory=dict)


def fields_of(plan: Plan, page: PageSettings) -> Fields:
    """Return what the form shows of a plan."""
    return Fields(
        ones={
            "array": AUTO if plan.array is None else str(plan.array),
            "errorless": YES if plan.errorless else NO,
            "blocks": str(plan.blocks),
            "minutes": str(plan.minutes),
            "age": band_of(plan),
            "safety": YES if plan.safety else NO,
            "page_language": page.language,
            "tokens": page.tokens,
            "start": MEASURED if plan.starts else ONCE,
        },
        feelings=_places(ORDER, plan.feelings),
        ladder=_places(tuple(dict.fromkeys((*LADDER, *plan.ladder))), plan.ladder),
        days=tuple(str(one) for one in plan.days),
        languages=plan.languages,
    )


def version_text(version: Version) -> str:
    """Return a version as its field bears it."""
    return f"{version.plans}-{version.language}"


def version_of(text: str) -> Version:
    """Return the version that a field bears; NO_VERSION, where it bears none."""
    plans, _dash, spoken = text.partition("-")
    language = language_of(spoken)
    number = number_of(plans)
    return Version(number, language) if number and language else NO_VERSION


def usual(known: Enrolled, page: PageSettings) -> Fields:
    """Return what the form would show of the plan that a new child of that age is given."""
    plan = Plan(languages=(known.child.language,), age=YOUNGEST[known.child.age])
    shown = fields_of(plan, page)
    return dataclasses.replace(shown, ones={**shown.ones, "start": MEASURED})


def typed(
    form: Mapping[str, str], all_of: Callable[[str], tuple[str, ...]], shown: Fields
) -> Fields:
    """Return what was typed into a form; what it does not name at all stays as it was shown.

    Args:
        form: its fields; of those given twice, the last.
        all_of: every value of a field.
        shown: what the form showed.
    """
    return Fields(
        ones={name: form.get(name, was)[:LONGEST] for name, was in shown.ones.items()},
        feelings={key: form.get(f"feeling-{key}", was) for key, was in shown.feelings.items()},
        ladder={key: form.get(f"step-{key}", was) for key, was in shown.ladder.items()},
        days=tuple(dict.fromkeys(all_of("days"))),
        languages=tuple(dict.fromkeys(all_of("languages"))),
    )


def read(fields: Fields, plan: Plan, page: PageSettings, draw: Draw) -> Read:
    """Return the plan and the page that fields describe, or what is wrong with them.

    Args:
        fields: as they were typed.
        plan: that holds until now.
        page: as it is set until now.
        draw: gives staggered starts; None: it is too late for them.
    """
    changes, faults = _changes(fields, plan)
    if "feelings" not in faults:
        starts = _starts(fields.ones["start"], plan, changes["feelings"], draw)
        if starts is None:
            late = fields.ones["start"] == MEASURED
            faults["start"] = LATE if late else FAULTS["start"]
        changes["starts"] = starts
    look = _page(fields, page, faults)
    return Read(None, None, faults) if faults else Read(replace(plan, **changes), look)


def ordered(before: Sequence[K], places: Mapping[K, str]) -> tuple[K, ...]:
    """Return what has a place, in order: whatever was given another place stands there now.

    Two may have the same place: the one that was moved there takes it, and the other makes room,
    towards where the first came from.

    Args:
        before: in their order until now.
        places: as they were typed, from 1; empty: left out.

    Raises:
        ValueError: a place is no number.
    """
    was = {key: place for place, key in enumerate(before, 1)}
    now = {key: int(place) for key, place in places.items() if place}

    def rank(key: K) -> tuple[int, int]:
        moved = now[key] - was.get(key, len(places) + 1)
        return now[key], (moved > 0) - (moved < 0)

    return tuple(sorted(now, key=rank))


def band_of(plan: Plan) -> AgeBand:
    """Return the age band that a plan's stories suit."""
    return next(band for band, youngest in YOUNGEST.items() if youngest == plan.age)


def _places(every: Sequence[K], chosen: Sequence[K]) -> dict[K, str]:
    """Return the places of those that are chosen, in their order; then the others, without."""
    rest = [one for one in every if one not in chosen]
    return {one: str(place) for place, one in enumerate(chosen, 1)} | dict.fromkeys(rest, "")


def _changes(fields: Fields, plan: Plan) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the plan's settings by name, and messages for those that cannot be."""
    ones = fields.ones
    values: dict[str, Callable[[], Any]] = {
        "feelings": lambda: ordered(plan.feelings, fields.feelings),
        "ladder": lambda: ordered(plan.ladder, fields.ladder),
        "array": lambda: None if ones["array"] == AUTO else int(ones["array"]),
        "errorless": lambda: _yes(ones["errorless"]),
        "blocks": lambda: int(ones["blocks"]),
        "minutes": lambda: int(ones["minutes"]),
        "days": lambda: tuple(sorted(int(one) for one in fields.days)),
        "age": lambda: {str(band): age for band, age in YOUNGEST.items()}.get(ones["age"]),
        "safety": lambda: _yes(ones["safety"]),
        "languages": lambda: fields.languages,
    }
    changes: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, value in values.items():
        try:
            changes[name] = getattr(replace(plan, **{name: value()}), name)
        except ValueError:  # of which pydantic's ValidationError is one
            faults[name] = FAULTS[name]
    return changes, faults


def _starts(start: str, plan: Plan, feelings: Sequence[Feeling], draw: Draw) -> Starts | None:
    if start == ONCE:
        return ()
    return draw(plan.starts, feelings) if start == MEASURED else None


def _page(fields: Fields, page: PageSettings, faults: dict[str, str]) -> PageSettings:
    """Return the settings of the page; what cannot be is put among the faults."""
    for name, asked in (("language", "page_language"), ("tokens", "tokens")):
        try:
            page = replace(page, **{name: fields.ones[asked]})
        except ValidationError:
            faults[asked] = FAULTS[asked]
    return page


def _yes(text: str) -> bool:
    if text not in (YES, NO):
        raise ValueError(text)
    return text == YES
