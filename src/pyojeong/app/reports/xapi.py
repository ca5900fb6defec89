"""The trials as xAPI statements, version 1.0.3, one JSON array as a Learning Record Store takes it.

Trials alone: a statement says what a learner did. Sessions, what caregivers saw, and plans are in
the tables and in the BIDS data set.

Experience API, Part Two: Experience API Data (https://github.com/adlnet/xAPI-Spec, xAPI-Data.md);
sections are cited below. Nothing here is sent anywhere: the file is a caregiver's to give.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any
from uuid import UUID, uuid5

from pydantic_core import to_json
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.reports.tables.table import Cell, local_time
from pyojeong.app.reports.tables.trials import COMMON, stimulus_of
from pyojeong.app.reports.told import Told, told_of

# Names that nobody can look up: no reader of the file is led to another machine. A tag (RFC 4151)
# under .invalid (RFC 2606), since the project owns no domain.
TAG = "tag:pyojeong.invalid,2026:"
SPACE = UUID("6f3d3c1e-52c8-5f0e-9d4a-2f9f6a0f7b11")  # of our identifiers; drawn once

ANSWERED = {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered"}}
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
SPEC = "1.0.3"
TOGETHER = 64  # statements that are written together

# What the statement says in fields of its own is not said again among the extensions.
SAID = frozenset(
    {"child", "trial", "response", "response_position", "position", "answer", "answers", "correct",
     "reaction_ms", "language", "answered_at", "asked_by", "array", "offered", "exercise", "step",
     "stimulus"}
)  # fmt: skip


def statements(transaction: Transaction, children: Sequence[str]) -> Iterator[bytes]:
    """Return the statements of children, one a trial, as one JSON array."""
    told = told_of(transaction, children)
    before = b"[\n"
    while some := [to_json(statement(one)) for one in islice(told, TOGETHER)]:
        yield before + b",\n".join(some)
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"


def statement(told: Told) -> dict[str, Any]:
    """Return the statement of a trial (2.4 Statement Properties)."""
    seen, at = told.exported.seen, local_time(told.exported.seen.at)
    return {
        "id": str(uuid5(SPACE, f"{told.code} trial {seen.number} {at}")),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": f"{TAG}children", "name": told.code},  # 2.4.2.4
        },
        "verb": ANSWERED,  # 2.4.3
        "object": _activity(told),
        "result": {  # 2.4.5
            "success": seen.correct,
            "completion": True,
            "response": _place(seen.place),
            "duration": f"PT{seen.reaction_ms / 1000:.2f}S",  # 4.6: hundredths are kept
        },
        "context": _context(told),
        "timestamp": at,  # 4.5: ISO 8601, with its distance from UTC
        "version": SPEC,
    }


def _activity(told: Told) -> dict[str, Any]:
    """Return what was answered: a choice (2.4.4.1, "Interaction Activities")."""
    trial = told.trial
    asked = stimulus_of(told) or trial.exercise
    return {
        "objectType": "Activity",
        "id": f"{TAG}trial:{told.code}:{trial.number}",
        "definition": {
            "type": INTERACTION,
            "name": {"en": f"{trial.exercise}: {trial.goal.feeling}, {trial.goal.step}"},
            "description": {"en": asked},
            "interactionType": "choice",
            "correctResponsesPattern": [_place(place) for place in trial.answers],
            "choices": [_choice(place, word) for place, word in enumerate(_words(told))],
        },
    }


def _words(told: Told) -> list[str]:
    """Return what stood at each place."""
    return told.exported.seen.offered.split(",")


@cache
def _choice(place: int, word: str) -> dict[str, Any]:
    return {"id": _place(place), "description": {"en": word}}


def _place(place: int) -> str:
    """Return a choice's name: places are named, since two may show the same feeling."""
    return str(place + 1)


def _context(told: Told) -> dict[str, Any]:
    """Return where it belongs (2.4.6): a session is a registration."""
    seen = told.exported.seen
    language = {} if seen.language is None else {"language": seen.language}
    return {
        "registration": _registration(told.code, seen.session),
        "contextActivities": {"grouping": _grouping(told.trial.exercise, seen.step)},
        "platform": _platform(told.exported.version),
        "extensions": _extensions(told),  # 4.1
        **language,
    }


@cache
def _grouping(exercise: str, step: str) -> list[dict[str, str]]:
    named = (("exercise", exercise), ("step", step))
    return [{"objectType": "Activity", "id": f"{TAG}{kind}:{name}"} for kind, name in named]


def _platform(version: str | None) -> str:
    """Return what asked: its version is that of the session, if it was kept."""
    return f"Pyojeong {version}" if version else "Pyojeong"


@lru_cache(maxsize=1)  # a session's trials come one after the other
def _registration(code: str, session: int) -> str:
    return str(uuid5(SPACE, f"{code} session {session}"))


def _extensions(told: Told) -> dict[str, Cell]:
    """Return what no field of a statement has a place for."""
    said: dict[str, Cell] = {iri: cell for iri, of in extended() if (cell := of(told)) is not None}
    for name, value in told.own.items():
        said[f"{TAG}{name}"] = value
    return said


@cache
def extended() -> tuple[tuple[str, Callable[[Told], Cell]], ...]:
    """Return the names of the columns that become extensions, with their cells."""
    return tuple((f"{TAG}{one.name}", one.of) for one in COMMON if one.name not in SAID)
