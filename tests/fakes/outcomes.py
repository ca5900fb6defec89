"""Outcomes to build histories of: what a test does not name is sensible."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from fakes.classroom import CAST
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Face
from pyojeong.app.domain.trial import TEACH, UNPROMPTED, Goal, Outcome, Purpose, Step, Trial

MONDAY = datetime(2027, 3, 1, 16, tzinfo=UTC)
OTHERS: tuple[Feeling, ...] = ("neutral", "sad", "anger", "fear", "surprise", "disgust")


def trial(
    number: int = 0,
    *,
    feeling: Feeling = "happy",
    step: Step = "drawn",
    session: int = 0,
    block: int = 0,
    purpose: Purpose = TEACH,
    prompt: int = UNPROMPTED,
    answer: int = 0,
    array: int = 3,
    person: int = 0,
) -> Trial:
    """Return a trial with faces to choose from."""
    people = CAST.taught if purpose in (TEACH, "recheck") else CAST.held_out
    feelings = [one for one in OTHERS if one != feeling][: array - 1]
    feelings.insert(answer, feeling)
    faces = tuple(
        Face(
            person=people[(person if place == answer else 30 + place) % len(people)],
            feeling=one,
            variation=number * 16 + place,
        )
        for place, one in enumerate(feelings)
    )
    return Trial(
        number=number,
        session=session,
        block=block,
        goal=Goal(feeling=feeling, step=step),
        exercise="find",
        purpose=purpose,
        choices=faces,
        answers=(answer,),
        prompt=prompt,
    )


def outcome(
    asked: Trial,
    *,
    right: bool = True,
    prompted: bool = False,
    at: datetime = MONDAY,
    took_ms: int = 2500,
) -> Outcome:
    """Return what became of a trial."""
    wrong = next(p for p in range(len(asked.choices)) if p not in asked.answers)
    place = asked.answers[0] if right else wrong
    return Outcome(trial=asked, place=place, prompted=prompted, reaction_ms=took_ms, at=at)


def answered(
    rights: Iterable[bool],
    *,
    session: int = 0,
    block: int = 0,
    day: int | None = None,
    start: int = 0,
    purpose: Purpose = TEACH,
    feeling: Feeling = "happy",
    prompt: int = UNPROMPTED,
    prompted: bool = False,
    took_ms: int = 2500,
) -> list[Outcome]:
    """Return the outcomes of some trials of one goal, people and places in turn."""
    at = MONDAY + timedelta(days=session if day is None else day)
    return [
        outcome(
            trial(
                start + index,
                feeling=feeling,
                session=session,
                block=block,
                purpose=purpose,
                prompt=prompt,
                answer=(start + index) % 3,
                person=start + index,
            ),
            right=right,
            prompted=prompted,
            at=at + timedelta(seconds=10 * index),
            took_ms=took_ms,
        )
        for index, right in enumerate(rights)
    ]
