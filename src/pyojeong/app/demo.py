"""Three invented children with weeks of practice, for whoever wants to look before beginning.

They practise as real ones do, through Practice, by a clock that is turned on; nothing is made up
but their answers, what their parents saw at home, and their own words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from pyojeong.app.care.missions import Missions
from pyojeong.app.care.observing import Observing
from pyojeong.app.care.signals import Signals, faces, models
from pyojeong.app.domain.child import AgeBand, Consent
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.forms import Form
from pyojeong.app.domain.missions import missions
from pyojeong.app.domain.plan import DAYS, WEEKS
from pyojeong.app.domain.signals import Signal
from pyojeong.app.domain.trial import TEACH, Language, Trial
from pyojeong.app.evidence.observed import Result
from pyojeong.app.exercises import EXERCISES, make
from pyojeong.app.people import cast
from pyojeong.app.practice import Pending, Practice, State
from pyojeong.app.store import Store
from pyojeong.app.web.consent import WORDING

FORM: Form = "faces"  # a probe form before the first session and before the last
AT_HOME = 0.6  # of what is known with drawn faces is known in real life
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


# What the children say of themselves, and what helps them.
OWN_WORDS: dict[Language, dict[Feeling, tuple[str, str]]] = {
    "ko": {
        "happy": ("손을 파닥파닥 흔들고 콧노래를 불러요.", "같이 웃어 주면 좋아요."),
        "anger": ("말이 없어지고 귀를 막아요.", "조용한 곳에서 혼자 있게 해 주세요."),
        "fear": ("엄마 옷을 꼭 잡아요.", "무슨 일이 있을지 미리 말해 주세요."),
    },
    "en": {
        "happy": ("I flap my hands and hum.", "Smile with me."),
        "anger": ("I stop talking and cover my ears.", "Give me a quiet place for myself."),
        "fear": ("I hold on to somebody's sleeve.", "Tell me what will happen next."),
    },
}


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
        """Return how surely the child tells it, and learn from it if it teaches."""
        feeling = trial.goal.feeling
        known = self.known.get(feeling, 0.25)
        learns = self.rate if trial.purpose == TEACH else 0.0
        self.known[feeling] = known + learns * (0.97 - known)
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
            Parent(Observing(store, clock), Missions(store, clock), rng),
            clock,
            enrolled.child.key,
            child,
            rng,
            sessions,
            lambda done, before=before: progress(before + done, len(CHILDREN) * len(sessions)),
        )
        signals = Signals(store, clock)
        for feeling, (words, helps) in OWN_WORDS[language].items():
            face = faces(models()[turn], feeling)[turn]
            signal = Signal(feeling=feeling, words=words, helps=helps, face=face)
            signals.keep(enrolled.child.key, signal)
    return trials


@dataclass(frozen=True)
class Parent:
    """Somebody who looks at home, once a week."""

    observing: Observing
    missions: Missions
    rng: Random

    def look(self, key: str, mind: Mind) -> None:
        """Answer the weekly probe, and try a mission."""
        week = self.observing.week(key)
        results = [self._went(mind, feeling) for feeling in week.questions]
        self.observing.keep_week(key, week.number, results, week.results)
        mission = self.rng.choice(list(missions().values()))
        self.missions.record(key, mission.name, self._went(mind, mission.feeling))

    def _went(self, mind: Mind, feeling: Feeling) -> Result:
        known = AT_HOME * mind.known.get(feeling, 0.0)
        return "alone" if self.rng.random() < known else self.rng.choice(("helped", "not_yet"))


def days(now: datetime, weeks: int) -> list[datetime]:
    """Return when there were sessions, in order, all before now."""
    return [now - timedelta(weeks=weeks - week, days=-day) for week in range(weeks) for day in DAYS]


def practise(
    practice: Practice,
    parent: Parent,
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
        if number in (0, len(sessions) - 1):
            practice.ask_form(key, FORM)
        trials += session(practice, clock, key, child, mind, rng)
        if number % len(DAYS) == len(DAYS) - 1:
            parent.look(key, mind)
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
