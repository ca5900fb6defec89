"""How much help a trial gives: most-to-least, with progressive delay."""

from collections.abc import Sequence
from itertools import takewhile

from pyojeong.app.domain.trial import DELAYS_S, TEACH, UNPROMPTED, Outcome

# [D] Right responses of a goal in one block, prompted or not, for less help in the next: of the
# four that a block has, all.
FADE = 0.80
ERRORS = 2  # [D] in a row: more help at once
# [D] Where a child starts, by the share right in the baseline: who can do it already is not shown
# how, and who cannot is not left to guess.
STARTS = ((0.80, UNPROMPTED), (0.50, DELAYS_S.index(3)), (0.0, 0))


def prompt_level(
    outcomes: Sequence[Outcome], block: tuple[int, int], *, errorless: bool = False
) -> int:
    """Return the level of help, index of DELAYS_S, or UNPROMPTED.

    Args:
        outcomes: of one goal, in order, since it was last begun.
        block: session and block of the trial to come.
        errorless: most help again after a single error; else more help after two in a row.
    """
    level = start_level(list(takewhile(lambda one: one.trial.purpose != TEACH, outcomes)))
    current: list[bool] = []
    errors, raised, place = 0, False, block
    for one in (one for one in outcomes if one.trial.purpose == TEACH):
        here = (one.trial.session, one.trial.block)
        if current and here != place:
            level = faded(level, current, raised=raised)
            current.clear()
            raised = False
        place = here
        current.append(one.correct)
        errors = 0 if one.correct else errors + 1
        if errors and errorless:
            level, errors, raised = 0, 0, True
        elif errors == ERRORS:
            level, errors, raised = max(level - 1, 0), 0, True
    return faded(level, current, raised=raised) if place != block else level


def start_level(baseline: Sequence[Outcome]) -> int:
    """Return the level that teaching starts with."""
    if not baseline:
        return 0
    share = sum(one.correct for one in baseline) / len(baseline)
    return next(level for least, level in STARTS if share >= least)


def faded(level: int, block: Sequence[bool], *, raised: bool) -> int:
    """Return the level after a block; where help was raised in it, it stays for another."""
    if not block or raised or sum(block) / len(block) < FADE:
        return level
    return min(level + 1, UNPROMPTED)
