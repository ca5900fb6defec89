"""Keeping it: probes at fixed weeks, and reviews when FSRS expects that it fades."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

WEEKS = (1, 2, 4, 12)  # after mastery; Longino 2021 probed for a month, [D] for the twelfth week
KEPT = 0.80  # [D] below it goes back to teaching
RETENTION = 0.90  # [D] FSRS: Ye 2022, KDD '22, A Stochastic Shortest Path Algorithm

# No learning steps within a day: sessions are days apart. No fuzz: chance is handed in elsewhere.
SCHEDULER = Scheduler(
    desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
)


def probes_due(mastered: datetime, done: int) -> datetime | None:
    """Return when the next fixed probe is due, after so many; None: all have been."""
    return mastered + timedelta(weeks=WEEKS[done]) if done < len(WEEKS) else None


def review_due(mastered: datetime, reviews: Sequence[tuple[datetime, bool]]) -> datetime:
    """Return when the goal should be seen again.

    Args:
        mastered: when it was.
        reviews: when it was seen since, and whether it was known, in order.
    """
    card = Card(card_id=0, state=State.Learning, due=mastered.astimezone(UTC))
    for at, known in ((mastered, True), *reviews):
        rating = Rating.Good if known else Rating.Again
        card, _log = SCHEDULER.review_card(card, rating, at.astimezone(UTC))  # FSRS takes no other
    return card.due
