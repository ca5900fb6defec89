"""What can be changed beside an answer: a session begins, rests, goes on, and ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.trial import Trial
from pyojeong.app.practice.scene import Scene, last_moment, next_number
from pyojeong.app.practice.sentences import NO_CONSENT
from pyojeong.app.store import forms, people, sessions, trials
from pyojeong.app.store.sessions import Why
from pyojeong.core.errors import ConsentError

Change = Callable[[Transaction, Scene], None]


def nothing(transaction: Transaction, scene: Scene) -> None:
    """Change nothing: what comes next may still have to be made."""


def begin(transaction: Transaction, scene: Scene, calls: int) -> None:
    """Begin a session, unless today's is under way; one of another day is closed.

    Args:
        transaction: in which it begins.
        scene: of the child.
        calls: connections to other machines since the server started.

    Raises:
        ConsentError: no guardian has consented.
    """
    if not people.get(transaction, scene.child).child.may_practise:
        raise ConsentError(NO_CONSENT)
    if scene.under_way:
        return
    if scene.open:
        end(transaction, scene, "left", last_moment(scene, scene.open))
    number = next_number(scene)
    form = forms.begin(transaction, scene.child, number)
    sessions.begin(transaction, scene.child, number, scene.now, form, calls_before=calls)


def pause(transaction: Transaction, scene: Scene) -> None:
    """Begin a break, unless there is one."""
    if scene.under_way and not scene.under_way.paused:
        sessions.pause(transaction, scene.under_way, scene.now)


def resume(transaction: Transaction, scene: Scene) -> None:
    """End the break, if there is one."""
    if scene.under_way and scene.under_way.paused:
        sessions.resume(transaction, scene.under_way, scene.now)


def stop(transaction: Transaction, scene: Scene) -> None:
    """End today's session, if it is under way."""
    if scene.under_way:
        end(transaction, scene, "stopped", scene.now)


def end(transaction: Transaction, scene: Scene, why: Why, at: datetime) -> None:
    """End the open session; a trial that nobody responded to is taken back."""
    if scene.open is None:
        raise ValueError("no session is open")
    sessions.end(transaction, scene.open, why, at)
    if scene.shown and not scene.shown.responses:
        trials.withdraw(transaction, scene.child, scene.shown, at)


def show(transaction: Transaction, scene: Scene, trial: Trial) -> Scene:
    """Store a trial, which is shown then."""
    if scene.open is None:
        raise ValueError("no session is open")
    shown = trials.add(transaction, scene.child, scene.open.id, trial, scene.now)
    return replace(scene, shown=shown)
