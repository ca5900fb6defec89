"""A strand: one goal's part of a course."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyojeong.app.domain.standing import NEW, Standing
from pyojeong.app.domain.trial import TRACK, Outcome


@dataclass(frozen=True)
class Strand:
    """How often a goal was asked about, and where it stands.

    trials: of any purpose. tracked: those of them that only tracked it. stood: how often the
    answer, the first of several, stood at each place; places beyond it had none.
    """

    trials: int = 0
    tracked: int = 0
    stood: tuple[int, ...] = ()
    standing: Standing = NEW

    def after(self, outcomes: Iterable[Outcome]) -> "Strand":
        """Return the strand with more outcomes, in order."""
        trials, tracked, stood, standing = self.trials, self.tracked, [*self.stood], self.standing
        for outcome in outcomes:
            trials += 1
            tracked += outcome.trial.purpose == TRACK
            _count(stood, outcome.trial.answers[0])
            standing = standing.after(outcome)
        return Strand(trials, tracked, tuple(stood), standing)

    def places(self, array: int) -> tuple[int, ...]:
        """Return how often the answer stood at each of the first places."""
        return (*self.stood, *[0] * array)[:array]


def _count(stood: list[int], place: int) -> None:
    """Count one more answer at a place."""
    stood.extend([0] * (place + 1 - len(stood)))
    stood[place] += 1


UNTOUCHED = Strand()
