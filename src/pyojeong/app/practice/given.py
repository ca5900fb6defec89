"""A response as the page gives it: whether it is asked for, and what is said to it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import TEACH, UNPROMPTED, Trial
from pyojeong.app.practice.scene import Scene, asked_again, token_of
from pyojeong.app.practice.sentences import NO_PLACE, NOT_SHOWN
from pyojeong.app.practice.states import Answered, State
from pyojeong.app.store import trials
from pyojeong.app.store.trials import Response, Shown
from pyojeong.core.errors import SettingsError

LONGEST_MS = 86_400_000  # a day: of a tablet that slept longer no more is said


@dataclass(frozen=True)
class Given:
    """A response to a trial, as the page gives it; session: None where it does not say."""

    number: int
    session: int | None
    attempt: int
    place: int
    prompted: bool
    reaction_ms: int


def find(transaction: Transaction, scene: Scene, given: Given) -> Shown | None:
    """Return the trial that a response is meant for; None: there is none now."""
    last = scene.shown
    if last is None or not 0 <= given.number <= last.trial.number:
        return None
    number, child = given.number, scene.child
    shown = last if number == last.trial.number else trials.numbered(transaction, child, number)
    other = shown and given.session is not None and given.session != shown.trial.session
    return None if other else shown


def said_before(shown: Shown, given: Given) -> Response | None:
    """Return the stored response that this one repeats; None: it repeats none."""
    there = (one for one in shown.responses if one.attempt == given.attempt)
    return next((one for one in there if one.place == given.place), None)


def check(trial: Trial, given: Given, scene: Scene) -> Response:
    """Return the response to store.

    Raises:
        SettingsError: the place is not among the choices, or the answer was never shown.
    """
    if not 0 <= given.place < len(trial.choices):
        raise SettingsError(NO_PLACE)
    if given.prompted and given.attempt == 0 and trial.prompt == UNPROMPTED:
        raise SettingsError(NOT_SHOWN)
    return Response(
        attempt=given.attempt,
        place=given.place,
        correct=given.place in trial.answers,
        prompted=given.prompted,
        reaction_ms=min(max(given.reaction_ms, 0), LONGEST_MS),
        at=scene.now,
    )


def said(plan: Plan, shown: Shown, response: Response, following: State) -> Answered:
    """Return what is said to a response; a probe tells nothing of the answer."""
    trial = shown.trial
    teaches = trial.purpose == TEACH
    again = asked_again(plan, trial, response)
    first = response.attempt == 0
    return Answered(
        trial=trial,
        correct=response.correct if teaches else None,
        answers=trial.answers if teaches else None,
        again=again,
        token=token_of(trials.outcome(trial, response)) if first else None,
        next=None if again else following,
    )
