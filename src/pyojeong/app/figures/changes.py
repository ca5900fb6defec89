"""What was changed in a plan, in words."""

from collections.abc import Iterable

from pyojeong.app.evidence.phases import Change
from pyojeong.app.figures.words import LANGUAGES, STEPS, Words
from pyojeong.core.i18n import mark

WEEKDAYS = (
    mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"),
)  # fmt: skip

TO: dict[str, str] = {
    "feelings": mark("Feelings, in order: {to}"),
    "ladder": mark("Steps, in order: {to}"),
    "array": mark("Number of choices: {to}"),
    "blocks": mark("Blocks in a session: {to}"),
    "minutes": mark("Minutes in a session: {to}"),
    "age": mark("Stories suit from {to} years on"),
    "languages": mark("Languages of the words: {to}"),
    "days": mark("Days of practice: {to}"),
}
SWITCHED: dict[str, tuple[str, str]] = {
    "safety": (mark("Telling an adult: left out"), mark("Telling an adult: practised")),
    "errorless": (mark("After an error: help as before"), mark("After an error: most help")),
}
STARTS = mark("The starts of teaching were drawn by chance")
GROWS = mark("more as it goes on")
OTHER = mark("Another setting of the plan was changed")


def in_words(change: Change, say: Words) -> str:
    """Return what a setting is from then on; of one that is unknown here, that it was changed."""
    if change.name in SWITCHED:
        return say(SWITCHED[change.name][bool(change.after)])
    if change.name in TO:
        return say(TO[change.name], to=_value(change, say))
    message = STARTS if change.name == "starts" else OTHER
    return say(message)


def _value(change: Change, say: Words) -> str:
    after = change.after
    if change.name == "array" and after is None:
        return say(GROWS)
    if isinstance(after, Iterable) and not isinstance(after, str):
        return ", ".join(_named(change.name, one, say) for one in after)
    return str(after)


def _named(name: str, one: object, say: Words) -> str:
    match name, one:
        case "feelings", str():
            return say.feeling(one)
        case "days", int():
            return say(WEEKDAYS[one])
        case "ladder", _:
            return say(next((words for step, words in STEPS.items() if step == one), str(one)))
        case "languages", _:
            return say(next((words for key, words in LANGUAGES.items() if key == one), str(one)))
    return str(one)
