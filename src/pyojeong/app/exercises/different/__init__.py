"""What is different: brows, eyes and mouth by their names."""

from pyojeong.app.exercises.different.exercise import DIFFERENT

__all__ = ["DIFFERENT"]
