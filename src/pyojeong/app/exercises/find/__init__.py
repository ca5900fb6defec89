"""Find it: a word, and faces to choose from."""

from pyojeong.app.exercises.find.exercise import FIND

__all__ = ["FIND"]
