"""Which is stronger: one person, one feeling, several intensities."""

from pyojeong.app.exercises.stronger.exercise import STRONGER

__all__ = ["STRONGER"]
