"""A simulated classroom: children who learn, forget, guess, or click where they always click."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random
from typing import Protocol

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.cast import Cast
from pyojeong.app.domain.course import Course
from pyojeong.app.domain.plan import DAYS, Plan
from pyojeong.app.domain.schedule import Rest, next_trial
from pyojeong.app.domain.stimulus import Face, Person
from pyojeong.app.domain.trial import TEACH, Outcome, Purpose, Trial

AGES = ("child", "adult", "teen", "child", "elder", "adult")
CAST = Cast(
    taught=tuple(Person(key=f"t{i}", age=AGES[i % 6], held_out=False) for i in range(60)),
    held_out=tuple(Person(key=f"h{i}", age=AGES[i % 6], held_out=True) for i in range(40)),
)
START = datetime(2027, 3, 1, 16, tzinfo=UTC)
TAKES = timedelta(seconds=10)  # a trial

Make = Callable[[Asked, Random], Trial]


class Pupil(Protocol):
    """Whoever answers."""

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return the place that is chosen first, and learn from what follows."""
        ...

    def takes_help(self) -> bool:
        """Whether an answer that is shown is followed."""
        ...


@dataclass
class Learner:
    """Somebody who learns: from nothing to `best`, by `rate` of the rest a trial, and forgets.

    days: after so many without practice exp(-1) of what was known is left. probes: learns from
    trials, too, that show no answer.
    """

    rate: float = 0.15
    best: float = 0.98
    days: float = 60.0
    probes: bool = True
    known: dict[str, float] = field(default_factory=dict)
    seen: dict[str, datetime] = field(default_factory=dict)

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return the right place if it is known, else any; each trial teaches."""
        feeling = trial.goal.feeling
        gone = (now - self.seen.get(feeling, now)).total_seconds() / 86400
        known = self.known.get(feeling, 0.0) * exp(-gone / self.days)
        faint = trial.asked.intensity**0.1 if trial.asked else 1.0
        knows = rng.random() < known * faint
        self.seen[feeling] = now
        rate = self.rate if self.probes or trial.purpose == TEACH else 0.0
        self.known[feeling] = known + rate * (self.best - known)
        return trial.answers[0] if knows else rng.randrange(len(trial.choices))

    def takes_help(self) -> bool:
        """Follow it."""
        return True


@dataclass
class Guesser:
    """Somebody who chooses by chance, and waits for no help."""

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return any place."""
        return rng.randrange(len(trial.choices))

    def takes_help(self) -> bool:
        """Do not look at it."""
        return False


@dataclass
class Corner:
    """Somebody who always clicks the same place."""

    at: int = 0

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return it."""
        return self.at

    def takes_help(self) -> bool:
        """Do not look at it."""
        return False


@dataclass
class SomeFaces:
    """Somebody who knows some people's faces by heart, and of everybody else nothing."""

    known: frozenset[str] = frozenset(person.key for person in CAST.taught)

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return the right place if one of these people is asked about, else any."""
        asked = trial.asked
        if asked and asked.person.key in self.known:
            return trial.answers[0]
        return rng.randrange(len(trial.choices))

    def takes_help(self) -> bool:
        """Follow it."""
        return True


@dataclass
class Half:
    """Somebody who knows it `share` of the time, and no more from day to day."""

    share: float = 0.7

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return the right place as often, else any."""
        if rng.random() < self.share:
            return trial.answers[0]
        return rng.randrange(len(trial.choices))

    def takes_help(self) -> bool:
        """Follow it."""
        return True


@dataclass
class Favourite:
    """Somebody who always chooses the same feeling where it stands, and else any."""

    feeling: str = "neutral"

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return its place."""
        for place, choice in enumerate(trial.choices):
            if isinstance(choice, Face) and choice.feeling == self.feeling:
                return place
        return rng.randrange(len(trial.choices))

    def takes_help(self) -> bool:
        """Do not look at it."""
        return False


@dataclass
class RulesOut:
    """Somebody who knows two feelings, of the others nothing, and rules the known ones out."""

    knows: frozenset[str] = frozenset({"happy", "neutral"})

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return the right place of what is known, else any that is not known to be wrong."""
        if trial.goal.feeling in self.knows:
            return trial.answers[0]
        left = [
            place
            for place, choice in enumerate(trial.choices)
            if not (isinstance(choice, Face) and choice.feeling in self.knows)
        ]
        return rng.choice(left)

    def takes_help(self) -> bool:
        """Do not look at it."""
        return False


@dataclass
class Fickle:
    """Somebody who is right as often as is said for each purpose, else 9 times of 10.

    Whoever knows a thing while it is taught need not know it when it is asked again.
    """

    rates: Mapping[Purpose, float]

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Return the right place as often, else any wrong one."""
        if rng.random() < self.rates.get(trial.purpose, 0.9):
            return trial.answers[0]
        return rng.choice([at for at in range(len(trial.choices)) if at not in trial.answers])

    def takes_help(self) -> bool:
        """Follow it."""
        return True


@dataclass
class Tires:
    """Somebody who learns nothing, and is right less often the longer a session lasts.

    start, low: chance of an answer that is known, at first and at the least. fall: a trial; less
    than 0: one who warms up.
    """

    start: float
    fall: float
    low: float = 0.0
    session: int = -1
    asked: int = 0

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Know it, or guess."""
        if trial.session != self.session:
            self.session, self.asked = trial.session, 0
        known = min(max(self.low, self.start - self.fall * self.asked), 1.0)
        self.asked += 1
        return trial.answers[0] if rng.random() < known else rng.randrange(len(trial.choices))

    def takes_help(self) -> bool:
        """Waits for help, and takes it."""
        return True


@dataclass
class Moody:
    """Somebody who learns nothing, and has good days and bad ones.

    bad, good: chance of an answer that is known, on such days; as many are bad as good.
    """

    bad: float
    good: float
    session: int = -1
    known: float = 0.0

    def place(self, trial: Trial, now: datetime, rng: Random) -> int:
        """Know it, or guess."""
        if trial.session != self.session:
            self.session, self.known = trial.session, rng.choice((self.bad, self.good))
        return trial.answers[0] if rng.random() < self.known else rng.randrange(len(trial.choices))

    def takes_help(self) -> bool:
        """Waits for help, and takes it."""
        return True


def plainly(asked: Asked, rng: Random) -> Trial:
    """Return what was asked as faces to choose from, whatever the exercise."""
    people = iter(asked.people[1:])
    faces = tuple(
        Face(
            person=asked.people[0] if place == asked.place else next(people),
            feeling=feeling,
            variation=asked.pictures + place,
        )
        for place, feeling in enumerate(asked.feelings)
    )
    return Trial(
        number=asked.number,
        session=asked.session,
        block=asked.block,
        goal=asked.goal,
        exercise=asked.exercise,
        purpose=asked.purpose,
        choices=faces,
        answers=(asked.place,),
        prompt=asked.prompt,
        language=asked.language,
    )


@dataclass(frozen=True)
class Schooling:
    """What became of a pupil, and all that happened, in order."""

    course: Course
    history: tuple[Outcome, ...]


def schooling(
    pupil: Pupil,
    sessions: int,
    seed: int,
    plan: Plan | None = None,
    *,
    make: Make = plainly,
    until: Callable[[Course], bool] = lambda _course: False,
) -> Schooling:
    """Return what becomes of a pupil in so many sessions, three a week."""
    rng, here = Random(seed), Course(plan or Plan())
    history: list[Outcome] = []
    for session in range(sessions):
        week, turn = divmod(session, len(DAYS))
        now = START + timedelta(days=7 * week + DAYS[turn])
        here = here.begin(session)
        while not isinstance(asked := next_trial(here, CAST, now, rng), Rest):
            history.append(answered(make(asked, rng), pupil, now, rng))
            here = here.after(history[-1])
            now += TAKES
        if until(here):
            break
    return Schooling(here, tuple(history))


def answered(trial: Trial, pupil: Pupil, now: datetime, rng: Random) -> Outcome:
    """Return a pupil's first response."""
    waits = trial.delay_s == 0 or (trial.delay_s is not None and rng.random() < 0.3)
    helped = waits and pupil.takes_help()
    chosen = pupil.place(trial, now, rng)
    took = round(2500 * exp(rng.gauss(0, 0.3)))
    return Outcome(
        trial=trial,
        place=trial.answers[0] if helped else chosen,
        prompted=helped,
        reaction_ms=took,
        at=now,
    )
