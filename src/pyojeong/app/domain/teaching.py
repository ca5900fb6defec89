"""How the teaching of a goal goes, session by session: what a caregiver is told of it."""

from typing import NamedTuple

from pyojeong.app.domain.mastery import MASTERY
from pyojeong.app.domain.tally import NOTHING, Tally
from pyojeong.app.domain.trial import Outcome


class Teaching(NamedTuple):
    """Teaching of one goal since it was last begun.

    session: the last one with any; None: there was none. last: right without help in it. before:
    how many sessions running were good when it began.
    """

    session: int | None = None
    last: Tally = NOTHING
    before: int = 0

    @property
    def good(self) -> int:
        """How many sessions running, up to the last, were at the criterion of mastery."""
        return self.before + 1 if self.last.asked and self.last.share >= MASTERY else 0

    def after(self, outcome: Outcome) -> "Teaching":
        """Return the teaching with one more outcome of it."""
        session, right = outcome.trial.session, outcome.independent
        if session == self.session:
            return self._replace(last=self.last.and_(right=right))
        return Teaching(session, NOTHING.and_(right=right), self.good)


UNTAUGHT = Teaching()
