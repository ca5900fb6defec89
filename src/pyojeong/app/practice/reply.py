"""A reply, which is a response as the page gives it: is it asked for, and what is said to it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.plan import Plan
from pyojeong.app.domain.trial import TEACH, UNPROMPTED
from pyojeong.app.practice.scene import Scene, asked_again, token_of
from pyojeong.app.practice.sentences import NO_PLACE, NOT_SHOWN
from pyojeong.app.practice.states import Answered, State
from pyojeong.app.store import trials
from pyojeong.app.store.trials import Response, Shown
from pyojeong.core.errors import SettingsError

LONGEST_MS = 86_400_000  # a day: of a tablet that slept longer no more is said


@dataclass(frozen=True)
class Reply:
    """A response to a trial, as the page gives it; session: None where it does not say."""

    number: int
    session: int | None
    attempt: int
    place: int
    prompted: bool
    reaction_ms: int


def find(transaction: Transaction, scene: Scene, reply: Reply) -> Shown | None:
    """Return the trial that a response is meant for; None: there is none now."""
    last = scene.shown
    if last is None or not 0 <= reply.number <= last.trial.number:
        return None
    number, child = reply.number, scene.child
    shown = last if number == last.trial.number else trials.numbered(transaction, child, number)
    other = shown and reply.session is not None and reply.session != shown.trial.session
    return None if other else shown


def said_before(shown: Shown, reply: Reply) -> Response | None:
    """Return the stored response that this one repeats; None: it repeats none."""
    there = (one for one in shown.responses if one.attempt == reply.attempt)
    return next((one for one in there if one.place == reply.place), None)


def check(shown: Shown, reply: Reply, scene: Scene) -> Response:
    """Return the response to store.

    A first one is prompted wherever the answer had been shown, whatever the page says: at once,
    or before a page that was loaded anew.

    Raises:
        SettingsError: the place is not among the choices, or the answer was never shown.
    """
    trial, first = shown.trial, reply.attempt == 0
    if not 0 <= reply.place < len(trial.choices):
        raise SettingsError(NO_PLACE)
    if reply.prompted and first and trial.prompt == UNPROMPTED:
        raise SettingsError(NOT_SHOWN)
    return Response(
        attempt=reply.attempt,
        place=reply.place,
        correct=reply.place in trial.answers,
        prompted=reply.prompted or (first and (shown.helped or trial.delay_s == 0)),
        reaction_ms=min(max(reply.reaction_ms, 0), LONGEST_MS),
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
