"""Eyes or mouth: only a part of the face is seen."""

from pyojeong.app.exercises.eyes_or_mouth.exercise import EYES_OR_MOUTH

__all__ = ["EYES_OR_MOUTH"]
