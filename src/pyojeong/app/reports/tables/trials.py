"""The table of trials: a row for each that was answered, with all that is known of it."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import get_args

from pyojeong import __version__
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.forms import FORMS
from pyojeong.app.domain.stimulus import Age, Medium, View
from pyojeong.app.domain.trial import DELAYS_S, UNPROMPTED, Language, Purpose, Step
from pyojeong.app.evidence.seen import Chosen, chosen_of
from pyojeong.app.exercises import EXERCISES, Recorded
from pyojeong.app.reports.tables.table import (
    CHILD,
    LOCAL_TIME,
    SEVERAL,
    UNITS,
    YES_NO,
    Cell,
    Column,
    Table,
    local_time,
)
from pyojeong.app.reports.told import PHASES, Told, column_of
from pyojeong.app.store.migrating import HEAD

PLACE = "1 to array, as in reading"


def _seen(
    name: str, unit: str, values: str, about: str, of: str = "", levels: tuple[str, ...] = ()
) -> Column[Told]:
    """Return a column that is a field of Seen, by default the one of its name."""
    return Column(name, unit, values, about, attrgetter(f"exported.seen.{of or name}"), levels)


def _words(name: str, about: str, levels: tuple[str, ...], of: str = "") -> Column[Told]:
    """Return a column of Seen that holds one of our words."""
    return _seen(name, "", ", ".join(levels), about, of, levels)


def _number(name: str, field: str, about: str) -> Column[Told]:
    """Return a column of Seen that counts from 0 there, and from 1 here."""
    of = attrgetter(f"exported.seen.{field}")
    return Column(name, "", "whole number from 1", about, lambda told: of(told) + 1)


def stimulus_of(told: Told) -> str | None:
    """Return which picture was asked about, or which story: another name, another stimulus."""
    face = told.trial.asked
    if face is None:
        return told.trial.story
    person, strength = face.person.key, f"{face.intensity:.2f}"
    name = f"{person}:{face.feeling}:{strength}:{face.view}:{face.variation}"
    return f"{name}:{face.only}" if face.only else name


def _recorded(exercise: str, one: Recorded) -> Column[Told]:
    name = column_of(exercise, one.name)
    about = f"Recorded by the exercise {exercise}: {one.about}."
    measure, _, rest = one.unit.partition(", ")
    unit, values = (measure, rest) if measure in UNITS else ("", one.unit)
    return Column(name, unit, f"{values}; empty in other exercises", about, _own(name))


def _own(name: str) -> Callable[[Told], Cell]:
    return lambda told: told.own.get(name)


COMMON: tuple[Column[Told], ...] = (
    CHILD,
    _number("session", "session", "Number of the child's session."),
    _words("form", "Probe form that the session was; empty: an ordinary session.", FORMS),
    Column(
        "phase", "", ", ".join(PHASES),
        "Phase of a single-case graph: baseline until the feeling is first taught; step: probes of "
        "a later rung, before that is taught.",
        lambda t: t.phase, PHASES,
    ),
    _words(
        "purpose",
        "What the trial was for. Only teach teaches; all but teach and recheck show held-out "
        "faces, or tell held-out stories; track follows every feeling in every session.",
        get_args(Purpose),
    ),
    _number("trial", "number", "Number of the child's trial."),
    _number("block", "block", "Block of the session."),
    _words("target", "Feeling that was asked about.", get_args(Feeling), "feeling"),
    _words("step", "Rung of the ladder.", get_args(Step)),
    _seen("exercise", "", "name", "Exercise that asked."),
    Column(
        "stimulus", "", "person:feeling:intensity:view:variation[:part], or a story's name",
        "What was asked about; two trials with the same stimulus showed the same picture. Several "
        "feelings' faces on one page: the right one.",
        stimulus_of,
    ),
    _seen("identity", "", "name of a drawn person", "Whose face; empty: a story alone.", "person"),
    _words("age_of_face", "Age of that person.", get_args(Age), "age"),
    _seen("held_out", "", YES_NO, "Person and story are kept for probes, never to teach."),
    _seen("intensity", "fraction", "0 to 1", "How strongly the face shows the feeling."),
    _words("medium", "How the face is made.", get_args(Medium)),
    _words("view", "What of the face is seen.", get_args(View)),
    _seen("moving", "", YES_NO, "The face moved, from neutral to its intensity."),
    Column("story", "", "name", "Story that was told.", lambda t: t.trial.story),
    _seen("array", "", "2 to 7", "Choices on the page."),
    Column(
        "offered", "", SEVERAL.format("as in response"), "What stands at each place, in order.",
        lambda t: t.exported.seen.offered.replace(",", " ") or None,
    ),
    Column(
        "position", "", PLACE, "Place of the right answer; of several, the first.",
        lambda t: t.exported.seen.answer + 1,
    ),
    Column(
        "answer", "", ", ".join(get_args(Chosen)), "What stands at that place.",
        lambda t: chosen_of(t.trial, t.trial.answers[0]), get_args(Chosen),
    ),
    _seen("answers", "", "1 to array", "How many answers are right."),
    _seen(
        "prompt", "", f"0 to {UNPROMPTED}",
        f"Level of help: 0 is the most, {UNPROMPTED} is none.",
    ),
    Column(
        "delay_s", "s", ", ".join(map(str, DELAYS_S)),
        "Until the answer is shown; empty: it is not shown.", lambda t: t.trial.delay_s,
    ),
    _words("response", "What was chosen first.", get_args(Chosen), "chosen"),
    Column(
        "response_position", "", PLACE, "Place that was chosen first.",
        lambda t: t.exported.seen.place + 1,
    ),
    _seen("correct", "", YES_NO, "The first response was right, with or without help."),
    _seen("prompted", "", YES_NO, "The answer had been shown before the first response."),
    _seen("independent", "", YES_NO, "Right and not prompted: what counts for mastery."),
    Column(
        "attempts", "", "whole number from 1", "Responses, those after an error among them.",
        lambda t: t.exported.attempts,
    ),
    _seen(
        "reaction_ms", "ms", "whole number from 0",
        "From shown to the first response. There is no time limit and speed is no goal.",
    ),
    _words("language", "Of the words in the trial; empty: it needs none.", get_args(Language)),
    Column(
        "shown_at", "", LOCAL_TIME, "When it was shown.",
        lambda t: local_time(t.exported.shown_at), dated=True,
    ),
    Column(
        "answered_at", "", LOCAL_TIME,
        "When the first response came.", lambda t: local_time(t.exported.seen.at), dated=True,
    ),
    Column(
        "asked_by", "", "version; empty: it was not kept then", "Pyojeong that asked.",
        lambda t: t.exported.version,
    ),
    Column(
        "pyojeong", "", "version", "Pyojeong that wrote this table.", lambda _t: __version__
    ),
    Column(
        "schema", "", "version", "Form in which that Pyojeong stores trials.", lambda _t: HEAD
    ),
)  # fmt: skip


@cache
def recorded() -> tuple[Column[Told], ...]:
    """Return the columns of what the exercises record."""
    return tuple(_recorded(name, one) for name, exercise in EXERCISES for one in exercise.records)


@cache
def trials() -> Table[Told]:
    """Return the table: the columns of all trials, then of what the exercises record."""
    return Table("trials", "a trial that was answered", (*COMMON, *recorded()))
