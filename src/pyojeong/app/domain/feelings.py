"""Feelings: in what order they are taught, and which are taken for each other."""

from typing import Literal

Feeling = Literal["happy", "anger", "sad", "fear", "surprise", "disgust", "neutral", "pain"]

# Widen and Russell 2003, Developmental Psychology 39:114-128: children come to name feelings in
# this order, first happy, then angry and sad, then the others.
ORDER: tuple[Feeling, ...] = ("happy", "anger", "sad", "fear", "surprise", "disgust")
CONTRAST: Feeling = "neutral"  # among the choices, never asked for
SAFETY: Feeling = "pain"  # a strand of its own: tell an adult

# Taken for each other by children and adults alike; contrasted late.
HARD_PAIRS: tuple[frozenset[Feeling], ...] = (
    frozenset({"fear", "surprise"}),
    frozenset({"disgust", "anger"}),
)


def hard_partner(feeling: Feeling) -> Feeling | None:
    """Return the feeling that this one is taken for, if there is one."""
    for pair in HARD_PAIRS:
        if feeling in pair:
            return next(iter(pair - {feeling}))
    return None
