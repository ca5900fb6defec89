"""Rows of what was seen, a few at a time, for tests that count by hand."""

from datetime import datetime, timedelta
from typing import Any

from fakes.classroom import START
from pyojeong.app.domain.trial import TEACH, UNPROMPTED, Purpose
from pyojeong.app.evidence.seen import Seen


def seen(number: int = 0, *, purpose: Purpose = "track", **changes: Any) -> Seen:
    """Return a right answer to whether a whole drawn adult is happy, of a held-out probe.

    One session a day, unless `at` says otherwise.
    """
    session = changes.get("session", 0)
    at: datetime = START + timedelta(days=session, seconds=number)
    row: dict[str, Any] = {
        "number": number,
        "session": session,
        "block": 0,
        "at": at,
        "feeling": "happy",
        "step": "drawn",
        "purpose": purpose,
        "exercise": "name",
        "language": "ko",
        "person": "h01",
        "age": "adult",
        "held_out": purpose != TEACH,
        "intensity": 1.0,
        "view": "face",
        "moving": False,
        "medium": "drawn",
        "array": 3,
        "answer": 0,
        "answers": 1,
        "place": 0,
        "chosen": changes.get("feeling", "happy"),
        "correct": True,
        "prompt": UNPROMPTED,
        "prompted": False,
        "reaction_ms": 2000,
        "form": None,
        "offered": "",
    }
    return Seen(**(row | changes))


def wrong(number: int = 0, chosen: str = "sad", place: int = 1, **changes: Any) -> Seen:
    """Return such an answer that is not right."""
    return seen(number, chosen=chosen, place=place, correct=False, **changes)


def counted(right: int, errors: int, start: int = 0, **changes: Any) -> list[Seen]:
    """Return so many right answers, and then so many others."""
    return [
        *(seen(start + turn, **changes) for turn in range(right)),
        *(wrong(start + right + turn, **changes) for turn in range(errors)),
    ]
