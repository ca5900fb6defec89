"""Three invented children with weeks of practice, for whoever wants to look before beginning.

They practise as real ones do, through Practice, by a clock that is turned on; nothing is made up
but their answers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from pyojeong.app.domain.child import AgeBand, Consent
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.plan import DAYS, WEEKS
from pyojeong.app.domain.trial import Language, Trial
from pyojeong.app.exercises import EXERCISES, make
from pyojeong.app.people import cast
from pyojeong.app.practice import Pending, Practice, State
from pyojeong.app.store import Store
from pyojeong.app.web.consent import WORDING

HELPED = 0.4  # chance that a child waits for help that comes later


@dataclass(frozen=True)
class Invented:
    """Somebody who is not there: how quickly he or she learns, and how quickly answers, in ms."""

    name: dict[Language, str]
    picture: str
    age: AgeBand
    rate: float
    pace_ms: float


CHILDREN = (
    Invented(
        {"ko": "고래 (지어낸 아이)", "en": "Whale (invented)"}, "pic-whale", "4-5", 0.06, 4200
    ),
    Invented({"ko": "여우 (지어낸 아이)", "en": "Fox (invented)"}, "pic-fox", "6-8", 0.15, 2900),
    Invented({"ko": "부엉이 (지어낸 아이)", "en": "Owl (invented)"}, "pic-owl", "9-13", 0.3, 2100),
)


@dataclass
class Clock:
    """A clock that is turned on by hand."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


@dataclass
class Mind:
    """What an invented child knows of each feeling, 0 to 1."""

    rate: float
    known: dict[Feeling, float] = field(default_factory=dict)

    def skill(self, trial: Trial) -> float:
        """Return how surely the child tells it, and learn from it."""
        feeling = trial.goal.feeling
        known = self.known.get(feeling, 0.25)
        self.known[feeling] = known + self.rate * (0.97 - known)
        return known


def fill(
    store: Store,
    now: datetime,
    language: Language,
    *,
    weeks: int = WEEKS,
    seed: int = 0,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> int:
    """Add the invented children and let them practise until now; return the trials they had.

    Args:
        store: where; nobody there is touched.
        now: the time, with its zone; the last session is before it.
        language: of names and words.
        weeks: of practice, three sessions each.
        seed: of all chance.
        progress: is told of sessions done, and of how many.
    """
    clock, rng = Clock(now), Random(seed)
    practice = Practice(store, clock=clock, rng=rng, cast=cast(), make=make, calls=lambda: 0)
    sessions = days(now, weeks)
    trials = 0
    for turn, child in enumerate(CHILDREN):
        clock.now = sessions[0] - timedelta(days=1)
        enrolled = practice.add_child(
            child.name[language],
            picture=child.picture,
            age=child.age,
            language=language,
            consent=Consent(given_by="parent", at=clock.now, wording=WORDING),
        )
        before = turn * len(sessions)
        trials += practise(
            practice,
            clock,
            enrolled.child.key,
            child,
            rng,
            sessions,
            lambda done, before=before: progress(before + done, len(CHILDREN) * len(sessions)),
        )
    return trials


def days(now: datetime, weeks: int) -> list[datetime]:
    """Return when there were sessions, in order, all before now."""
    return [now - timedelta(weeks=weeks - week, days=-day) for week in range(weeks) for day in DAYS]


def practise(
    practice: Practice,
    clock: Clock,
    key: str,
    child: Invented,
    rng: Random,
    sessions: Sequence[datetime],
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Let a child practise on these days, and return the trials it had."""
    mind, trials = Mind(child.rate), 0
    for number, at in enumerate(sessions):
        clock.now = at
        trials += session(practice, clock, key, child, mind, rng)
        progress(number + 1)
    return trials


def session(
    practice: Practice, clock: Clock, key: str, child: Invented, mind: Mind, rng: Random
) -> int:
    """Let a child have a session to its end, and return its trials."""
    state: State | None = practice.start(key)
    trials = 0
    while isinstance(state, Pending):
        trials += state.attempt == 0
        state = respond(practice, clock, key, state, child, mind, rng)
    return trials


def respond(
    practice: Practice,
    clock: Clock,
    key: str,
    pending: Pending,
    child: Invented,
    mind: Mind,
    rng: Random,
) -> State | None:
    """Let a child answer what waits, and return what follows."""
    trial = pending.trial
    took = child.pace_ms * rng.lognormvariate(0, 0.35)
    helped = trial.delay_s is not None and (trial.delay_s == 0 or rng.random() < HELPED)
    if helped:
        took += 1000 * (trial.delay_s or 0)
    clock.now += timedelta(milliseconds=took, seconds=3)
    place = EXERCISES.get(trial.exercise).play(trial, mind.skill(trial), rng)
    if helped or pending.attempt:  # what was shown is followed
        place = trial.answers[0]
    answered = practice.answer(
        key,
        trial.number,
        place,
        prompted=helped,
        reaction_ms=round(took),
        attempt=pending.attempt,
    )
    return answered.next or practice.state(key)
