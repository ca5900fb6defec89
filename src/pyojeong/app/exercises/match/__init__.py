"""Match: which of these faces shows the same feeling? No word is needed."""

from pyojeong.app.exercises.match.exercise import MATCH

__all__ = ["MATCH"]
