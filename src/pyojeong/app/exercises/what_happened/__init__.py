"""What happened: a short story, and faces to choose from."""

from pyojeong.app.exercises.what_happened.exercise import WHAT_HAPPENED

__all__ = ["WHAT_HAPPENED"]
