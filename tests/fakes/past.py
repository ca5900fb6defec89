"""A goal by its whole past: the rules as they are defined, over all that ever happened to it.

A course keeps no more than it needs of that; whatever it says must be what is said here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from pyojeong.app.domain.mastery import MASTERY, reached, sessions, share
from pyojeong.app.domain.prompting import ERRORS, FADE, STARTS
from pyojeong.app.domain.review import KEPT, WEEKS
from pyojeong.app.domain.standing import COUNTS, PASSED, RECHECKED, TAUGHT, Status
from pyojeong.app.domain.trial import TEACH, TRACK, UNPROMPTED, Outcome, Purpose

NEEDED: dict[Purpose, float] = {"recheck": RECHECKED, "gate": PASSED, "maintenance": KEPT}


@dataclass
class Past:
    """Everything that happened to a goal.

    begun: since teaching was last begun. asking: of the set of probes that is under way.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    begun: list[Outcome] = field(default_factory=list)
    asking: list[Outcome] = field(default_factory=list)
    status: Status = "new"
    probes: int = 0

    @property
    def taught(self) -> list[Outcome]:
        """The trials of teaching since it was last begun."""
        return [one for one in self.begun if one.trial.purpose == TEACH]

    def add(self, outcome: Outcome) -> None:
        """Let something happen."""
        self.outcomes.append(outcome)
        if outcome.trial.purpose == "form":
            return
        self.begun.append(outcome)
        if outcome.trial.purpose == TEACH:
            self.asking.clear()
            if self.status in TAUGHT:
                self.status = "recheck" if reached(self.taught) else "learning"
        elif outcome.trial.purpose != TRACK:
            self._probe(outcome)

    def _probe(self, outcome: Outcome) -> None:
        session, purpose = outcome.trial.session, outcome.trial.purpose
        if any((o.trial.session, o.trial.purpose) != (session, purpose) for o in self.asking):
            self.asking.clear()
        self.asking.append(outcome)
        if len(self.asking) == COUNTS[purpose]:
            self._decide(purpose, share(self.asking))
            self.asking.clear()

    def _decide(self, purpose: Purpose, right: float) -> None:
        if right < NEEDED.get(purpose, 0.0):
            self.status, self.probes = "learning", 0
            self.begun.clear()
            return
        self.probes += purpose == "maintenance"
        after: dict[Purpose, Status] = {
            "baseline": "learning", "recheck": "gate", "gate": "mastered"
        }  # fmt: skip
        kept = purpose == "maintenance" and self.probes == len(WEEKS)
        self.status = "kept" if kept else after.get(purpose, self.status)

    def level(self, block: tuple[int, int], *, errorless: bool) -> int:
        """Return the level of help of a trial to come in a block."""
        level = self._start()
        current: list[bool] = []
        errors, raised, place = 0, False, block
        for one in self.taught:
            here = (one.trial.session, one.trial.block)
            if current and here != place:
                level = _faded(level, current, raised=raised)
                current.clear()
                raised = False
            place = here
            current.append(one.correct)
            errors = 0 if one.correct else errors + 1
            if errors and errorless:
                level, errors, raised = 0, 0, True
            elif errors == ERRORS:
                level, errors, raised = max(level - 1, 0), 0, True
        return _faded(level, current, raised=raised) if place != block else level

    def _start(self) -> int:
        baseline = list(takewhile(lambda one: one.trial.purpose != TEACH, self.begun))
        if not baseline:
            return 0
        right = sum(one.correct for one in baseline) / len(baseline)
        return next(level for least, level in STARTS if right >= least)

    def last(self) -> tuple[int, int]:
        """Return how many were right without help in the last session of teaching, of how many."""
        last = sessions(self.taught)[-1] if self.taught else []
        return sum(one.independent for one in last), len(last)

    def good(self) -> int:
        """Return how many sessions running were at the criterion of mastery, up to the last."""
        good = [share(session) >= MASTERY for session in reversed(sessions(self.taught))]
        return sum(1 for _ in takewhile(bool, good))

    def places(self, array: int) -> tuple[int, ...]:
        """Return how often the answer stood at each place."""
        answers = [one.trial.answers[0] for one in self.outcomes]
        return tuple(answers.count(place) for place in range(array))

    def tracked(self) -> int:
        """Return how often it was tracked."""
        return sum(one.trial.purpose == TRACK for one in self.outcomes)


def _faded(level: int, block: Sequence[bool], *, raised: bool) -> int:
    if not block or raised or sum(block) / len(block) < FADE:
        return level
    return min(level + 1, UNPROMPTED)
