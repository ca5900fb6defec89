"""Practice on a store in a folder, with a clock that a test winds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from fakes.classroom import CAST, START, Make, plainly
from pyojeong.app.domain.child import Consent
from pyojeong.app.practice import Answered, Pending, Practice, Resting, State
from pyojeong.app.store import Store

CONSENT = Consent(given_by="parent", at=START, wording=1)


@dataclass
class Clock:
    """A clock that stands until somebody winds it."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Return what it shows."""
        return self.now

    def wind(self, **by: float) -> None:
        """Go on, or back, as `wind(days=1)`."""
        self.now += timedelta(**by)


def practising(
    store: Store,
    clock: Clock | None = None,
    seed: int = 1,
    make: Make = plainly,
    rested: Callable[[str], object] = lambda _child: None,
) -> Practice:
    """Return practice on a store."""
    return Practice(
        store,
        clock=clock or Clock(),
        rng=Random(seed),
        cast=CAST,
        make=make,
        calls=lambda: 0,
        rested=rested,
    )


def mina(practice: Practice) -> str:
    """Add a child who may practise, and return the key."""
    return practice.add_child(
        "Mina", picture="pic-fox", age="6-8", language="ko", consent=CONSENT
    ).child.key


def pending(state: State | None) -> Pending:
    """Return the state, in which a trial waits."""
    assert isinstance(state, Pending), state
    return state


def give(
    practice: Practice,
    child: str,
    state: State | None,
    *,
    right: bool = True,
    prompted: bool = False,
) -> Answered:
    """Answer the trial that waits, rightly or wrongly."""
    shown = pending(state)
    places = range(len(shown.trial.choices))
    place = next(one for one in places if (one in shown.trial.answers) == right)
    return practice.answer(
        child,
        shown.trial.number,
        place,
        prompted=prompted,
        reaction_ms=2000,
        attempt=shown.attempt,
        session=shown.trial.session,
    )


def play(practice: Practice, child: str, clock: Clock, trials: int = 1000) -> State:
    """Begin or go on, answer so many trials rightly, 5 s each, and return what follows."""
    state = practice.start(child)
    for _ in range(trials):
        if isinstance(state, Resting):
            break
        clock.wind(seconds=5)
        answered = give(practice, child, state)
        assert answered.next is not None
        state = answered.next
    return state


def to_teaching(practice: Practice, child: str, clock: Clock, *, right: bool = True) -> Pending:
    """Begin, and answer the probes until a trial teaches: rightly, without help; or with it."""
    state = practice.start(child)
    while pending(state).trial.purpose != "teach":
        clock.wind(seconds=5)
        state = give(practice, child, state, right=right).next
    return pending(state)


def to_delay(practice: Practice, child: str, clock: Clock) -> Pending:
    """Go on, day by day, until a trial shows its answer after a while."""
    state = to_teaching(practice, child, clock, right=False)
    while not state.trial.delay_s:
        clock.wind(seconds=5)
        answered = give(practice, child, state, prompted=state.trial.delay_s == 0)
        if isinstance(answered.next, Resting):
            clock.wind(days=1)
            state = pending(practice.start(child))
        else:
            state = pending(answered.next)
    return state
