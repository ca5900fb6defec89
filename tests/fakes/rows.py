"""Rows as figures see them, of outcomes that were never stored."""

from collections.abc import Iterable

from pyojeong.app.domain.trial import Outcome
from pyojeong.app.evidence.seen import Seen, chosen_of
from pyojeong.app.store.facts import facts_of


def seen_of(outcomes: Iterable[Outcome], form: str | None = None) -> list[Seen]:
    """Return the rows of outcomes, as the store would."""
    return [_seen(one, form) for one in outcomes]


def _seen(outcome: Outcome, form: str | None) -> Seen:
    trial = outcome.trial
    return Seen(
        number=trial.number,
        session=trial.session,
        at=outcome.at,
        feeling=trial.goal.feeling,
        step=trial.goal.step,
        purpose=trial.purpose,
        exercise=trial.exercise,
        language=trial.language,
        place=outcome.place,
        chosen=chosen_of(trial, outcome.place),
        correct=outcome.correct,
        prompted=outcome.prompted,
        reaction_ms=outcome.reaction_ms,
        form=form,
        **facts_of(trial)._asdict(),
    )
