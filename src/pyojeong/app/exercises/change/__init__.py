"""Spot the change: a face that moves, and words to choose from."""

from pyojeong.app.exercises.change.exercise import CHANGE

__all__ = ["CHANGE"]
