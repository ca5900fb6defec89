"""Probe forms as they were done: how far, and how many were right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pyojeong.app.domain.feelings import ORDER, Feeling
from pyojeong.app.domain.forms import ITEMS, Form, items
from pyojeong.app.domain.trial import Step
from pyojeong.app.evidence.seen import Seen
from pyojeong.app.store.forms import AskedForm
from pyojeong.app.store.sessions import Sitting
from pyojeong.core.i18n import mark

NAMES: dict[Form, str] = {
    "faces": mark("Faces (FEFA-like)"),
    "eyes": mark("Eyes (FEFA-like)"),
    "strengths": mark("Strengths: 40, 60, 80, 100 % (ERT-like)"),
}

How = Literal["whole", "under way", "broken off"]


@dataclass(frozen=True)
class Count:
    """How many were right."""

    right: int
    of: int


@dataclass(frozen=True)
class Done:
    """A probe form that was begun. day: of its first answer; None: it has none."""

    form: Form
    session: int
    day: date | None
    how: How
    whole: Count
    by_feeling: Mapping[Feeling, Count]
    by_step: Mapping[Step, Count]


@dataclass(frozen=True)
class Forms:
    """The probe forms of a child: the one that waits, and those that were begun, in order."""

    waiting: Form | None
    done: tuple[Done, ...]


def forms_of(asked: Sequence[AskedForm], seen: Sequence[Seen], last: Sitting | None) -> Forms:
    """Return what became of the forms of a child.

    Args:
        asked: every form, in order.
        seen: the rows of all of them.
        last: the last session of the child; None: there was none.
    """
    open_ = last.number if last and last.why is None else None
    done = [
        _done(one.kind, one.session, [row for row in seen if row.session == one.session], open_)
        for one in asked
        if one.session is not None
    ]
    waiting = next((one.kind for one in asked if one.session is None), None)
    return Forms(waiting, tuple(done))


def _done(form: Form, session: int, seen: Sequence[Seen], open_: int | None) -> Done:
    """Return what became of a form. open_: number of the session that is not over."""
    whole = len(seen) >= len(items(form, 0))
    return Done(
        form=form,
        session=session,
        day=seen[0].day if seen else None,
        how="whole" if whole else "under way" if session == open_ else "broken off",
        whole=_count(seen),
        by_feeling={one: _count([r for r in seen if r.feeling == one]) for one in _feelings(form)},
        by_step={one: _count([r for r in seen if r.step == one]) for one in ITEMS[form]},
    )


def _feelings(form: Form) -> tuple[Feeling, ...]:
    """Return the feelings that a form asks about, in their order."""
    asked = {goal.feeling for goal in items(form, 0)}
    return tuple(feeling for feeling in ORDER if feeling in asked)


def _count(seen: Sequence[Seen]) -> Count:
    return Count(sum(one.correct for one in seen), len(seen))
