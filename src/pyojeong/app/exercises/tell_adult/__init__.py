"""Tell an adult: who is in pain, and what one can do when something hurts."""

from pyojeong.app.exercises.tell_adult.exercise import TELL_ADULT

__all__ = ["TELL_ADULT"]
