"""A simulated classroom: children who learn, forget, guess, or click where they always click."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random

from pyojeong.app.domain.cast import Cast
from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.schedule import Rest, next_trial
from pyojeong.app.domain.stimulus import Person
from pyojeong.app.domain.trial import Goal, Outcome, Trial

AGES = ("child", "adult", "teen", "child", "elder", "adult")
CAST = Cast(
    taught=tuple(Person(key=f"t{i}", age=AGES[i % 6], held_out=False) for i in range(60)),
    held_out=tuple(Person(key=f"h{i}", age=AGES[i % 6], held_out=True) for i in range(40)),
)
START = datetime(2027, 3, 1, 16, tzinfo=UTC)
PACE = (0, 2, 4)  # days of a week on which there is a session


@dataclass
class Child:
    """Somebody who learns: from nothing to `best`, at `rate` a trial, forgetting in `days`."""

    rate: float = 0.15
    best: float = 0.98
    days: float = 60.0
    known: dict[str, float] = field(default_factory=dict)  # feeling -> 0 to 1
    seen: dict[str, datetime] = field(default_factory=dict)

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return the chosen place, and learn."""
        feeling = trial.goal.feeling
        gone = (now - self.seen.get(feeling, now)).total_seconds() / 86400
        known = self.known.get(feeling, 0.0) * exp(-gone / self.days)
        knows = rng.random() < known * trial.asked.intensity ** 0.2
        self.seen[feeling] = now
        self.known[feeling] = known + self.rate * (self.best - known)
        return trial.answers[0] if knows else rng.randrange(len(trial.choices))


@dataclass
class Guesser:
    """Somebody who chooses by chance."""

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return a place."""
        return rng.randrange(len(trial.choices))


@dataclass
class Corner:
    """Somebody who always clicks the same place."""

    at: int = 0

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return it."""
        return self.at


def course(
    child: Child | Guesser | Corner, sessions: int, seed: int, plan: Plan | None = None
) -> list[Outcome]:
    """Return what becomes of a child in so many sessions, three a week."""
    rng, plan = Random(seed), plan or Plan()
    history: list[Outcome] = []
    for session in range(sessions):
        week, turn = divmod(session, len(PACE))
        now = START + timedelta(days=7 * week + PACE[turn])
        while not isinstance(trial := next_trial(plan, CAST, history, now, rng, session=session), Rest):
            history.append(answered(trial, child, now, rng))
            now += timedelta(seconds=10)
    return history


def answered(trial: Trial, child: Child | Guesser | Corner, now: datetime, rng: Random) -> Outcome:
    """Return the child's first response; help that comes at once is taken."""
    helped = trial.delay_s == 0 or (trial.delay_s is not None and rng.random() < 0.3)
    if isinstance(child, Child) or not helped:
        place = child.place(trial, now, rng)
    place = trial.answers[0] if helped and isinstance(child, Child) else child.place(trial, now, rng)
    took = round(2500 * exp(rng.gauss(0, 0.3)))
    return Outcome(trial=trial, place=place, prompted=helped, reaction_ms=took, at=now)
