"""Probe forms: short tests with held-out drawn faces, after tests of the field, and not normed.

`faces` and `eyes` ask as FEFA does (Bölte et al. 2002, Psychiatry Research 112:173-182 and its
follow-ups: whole faces, then the eyes alone, one word of several); `strengths` asks as emotion
recognition tasks with graded intensities do (40, 60, 80, 100 %). Nobody has norms for drawn faces:
a child is compared with itself alone.
"""

from collections.abc import Mapping
from random import Random
from typing import Literal, get_args

from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.domain.plan import UNTOLD
from pyojeong.app.domain.trial import Goal, Step

Form = Literal["faces", "eyes", "strengths"]
FORMS: tuple[Form, ...] = get_args(Form)

# [D] Items of a feeling at each step.
ITEMS: Mapping[Form, Mapping[Step, int]] = {
    "faces": {"drawn": 4},
    "eyes": {"eyes": 4},
    "strengths": {"40": 1, "60": 1, "80": 1, "drawn": 1},
}
ARRAY = len(ORDER)  # words to choose from, so that guessing is worth little


def items(form: Form, seed: int) -> tuple[Goal, ...]:
    """Return what a form asks, in an order that no two forms share.

    Args:
        form: which.
        seed: of the order.
    """
    goals = [
        goal
        for step, count in ITEMS[form].items()
        for feeling in ORDER
        for goal in [Goal(feeling=feeling, step=step)] * count
        if goal not in UNTOLD
    ]
    Random(f"{form} {seed}").shuffle(goals)
    return tuple(goals)


def offered(feeling: Feeling) -> tuple[Feeling, ...]:
    """Return the feelings to choose from beside the one that is right."""
    return tuple(one for one in ORDER if one != feeling)
