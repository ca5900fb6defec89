"""Practice: what the child's page and the caregiver's ask for, without a word of the web.

Nothing is shown before it is stored, and nothing is answered before that is stored; so a server
or a browser may be killed at any moment, and the session goes on where it stood.
"""

from pyojeong.app.practice.page import PICTURES, PageSettings
from pyojeong.app.practice.practice import Practice
from pyojeong.app.practice.states import (
    Answered,
    Paused,
    Pending,
    Ready,
    Receipt,
    Resting,
    StaleError,
    State,
    Token,
)
from pyojeong.app.store.people import Enrolled

__all__ = [
    "PICTURES",
    "Answered",
    "Enrolled",
    "PageSettings",
    "Paused",
    "Pending",
    "Practice",
    "Ready",
    "Receipt",
    "Resting",
    "StaleError",
    "State",
    "Token",
]
