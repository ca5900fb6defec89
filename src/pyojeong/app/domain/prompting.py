"""How much help a trial gives: most-to-least, with progressive delay.

It follows from one response after the other, of which no more is kept than the next step takes.
"""

from typing import NamedTuple, TypeAlias

from pyojeong.app.domain.tally import NOTHING, Tally
from pyojeong.app.domain.trial import DELAYS_S, TEACH, UNPROMPTED, Outcome

# [D] Right responses of a goal in one block, prompted or not, for less help in the next: of the
# four that a block has, all.
FADE = 0.80
ERRORS = 2  # [D] in a row: more help at once
# [D] Where a child starts, by the share right in the baseline: who can do it already is not shown
# how, and who cannot is not left to guess.
STARTS = ((0.80, UNPROMPTED), (0.50, DELAYS_S.index(3)), (0.0, 0))

Block: TypeAlias = tuple[int, int]  # a session, and a block of it


class Help(NamedTuple):
    """The help of one goal in a block.

    level: index of DELAYS_S, or UNPROMPTED. said: responses in the block, right if prompted, too.
    errors: in a row, up to the last response. raised: whether help was raised in the block.
    """

    level: int
    block: Block
    said: Tally = NOTHING
    errors: int = 0
    raised: bool = False

    def at(self, block: Block) -> "Help":
        """Return the help in a block: the same one, or a later one, which this one leads to."""
        if block == self.block:
            return self
        return Help(faded(self.level, self.said, raised=self.raised), block, errors=self.errors)

    def after(self, *, right: bool, errorless: bool) -> "Help":
        """Return the help after one more response in its block."""
        said, errors = self.said.and_(right=right), 0 if right else self.errors + 1
        if errors and errorless:
            return Help(0, self.block, said, raised=True)
        if errors == ERRORS:
            return Help(max(self.level - 1, 0), self.block, said, raised=True)
        return self._replace(said=said, errors=errors)


class Prompting(NamedTuple):
    """What the help of one goal follows from, since teaching of it was last begun.

    baseline: responses before the first of teaching. usual, errorless: the help in the last block
    that taught it, where two errors in a row raise it, and where each error does; None: nothing
    was taught yet. Both are kept: when a plan changes from one to the other, help is what it would
    be had the plan always been so.
    """

    baseline: Tally = NOTHING
    usual: Help | None = None
    errorless: Help | None = None

    def after(self, outcome: Outcome) -> "Prompting":
        """Return what follows from one more outcome: after the first teaching, of that alone."""
        trial, right = outcome.trial, outcome.correct
        if trial.purpose == TEACH:
            block = (trial.session, trial.block)
            return Prompting(
                self.baseline,
                self._at(block, errorless=False).after(right=right, errorless=False),
                self._at(block, errorless=True).after(right=right, errorless=True),
            )
        return self if self.usual else Prompting(self.baseline.and_(right=right))

    def level(self, block: Block, *, errorless: bool = False) -> int:
        """Return the level of help, index of DELAYS_S, or UNPROMPTED.

        Args:
            block: of the trial to come: the last that taught the goal, or a later one.
            errorless: most help again after a single error; else more help after two in a row.
        """
        return self._at(block, errorless=errorless).level

    def _at(self, block: Block, *, errorless: bool) -> Help:
        last = self.errorless if errorless else self.usual
        return last.at(block) if last else Help(start_level(self.baseline), block)


UNPRACTISED = Prompting()


def start_level(baseline: Tally) -> int:
    """Return the level that teaching starts with."""
    if not baseline.asked:
        return 0
    return next(level for least, level in STARTS if baseline.share >= least)


def faded(level: int, block: Tally, *, raised: bool) -> int:
    """Return the level after a block; where help was raised in it, it stays for another."""
    if not block.asked or raised or block.share < FADE:
        return level
    return min(level + 1, UNPROMPTED)
