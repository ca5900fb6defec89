"""Name it: a face, and words to choose from."""

from pyojeong.app.exercises.name.exercise import NAME

__all__ = ["NAME"]
