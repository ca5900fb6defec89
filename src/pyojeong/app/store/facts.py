"""Facts of trials, for figures: read by their columns, without opening the JSON of each."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, String, select, type_coerce
from sqlalchemy.orm import Session as Transaction

from pyojeong.app.domain.stimulus import Age, Medium, View
from pyojeong.app.domain.trial import Trial
from pyojeong.app.evidence.seen import Seen, offered_of
from pyojeong.app.exercises.what_happened.stories import is_held_out
from pyojeong.app.store.tables import ResponseRow, SessionRow, TrialRow

AT = Seen._fields.index("at")

# Columns of words of ours, which recur: feeling to age lie side by side.
WORDS = slice(Seen._fields.index("feeling"), Seen._fields.index("age") + 1)
OTHER_WORDS = tuple(map(Seen._fields.index, ("view", "medium", "chosen", "form", "offered")))


class Facts(NamedTuple):
    """What the columns of a trial's row say of it; None: a story alone is asked about.

    held_out: neither the person nor the story, where one is told, is ever used to teach. offered:
    what stood at each place, words with commas between them.
    """

    block: int
    person: str | None
    age: Age | None
    held_out: bool
    intensity: float | None
    view: View | None
    moving: bool
    medium: Medium | None
    array: int
    answer: int
    answers: int
    prompt: int
    offered: str


def seen(transaction: Transaction, child: str, since: int = 0) -> list[Seen]:
    """Return what was seen of a child from a trial on, in order: first responses alone."""
    return list(rows(transaction, query(child).where(TrialRow.number >= since)))


def query(child: str) -> Select[*tuple[Any, ...]]:
    """Return the query of a child's rows, in order."""
    return (
        select(
            TrialRow.number, SessionRow.number, TrialRow.block, type_coerce(ResponseRow.at, String),
            TrialRow.feeling, TrialRow.step, TrialRow.purpose, TrialRow.exercise,
            TrialRow.language, TrialRow.person, TrialRow.age, TrialRow.held_out,
            TrialRow.intensity, TrialRow.view, TrialRow.moving, TrialRow.medium,
            TrialRow.array, TrialRow.answer, TrialRow.answers, ResponseRow.place,
            ResponseRow.chosen, ResponseRow.correct, TrialRow.prompt, ResponseRow.prompted,
            ResponseRow.reaction_ms, SessionRow.form, TrialRow.offered, ResponseRow.at_offset,
        )
        .join(ResponseRow, ResponseRow.trial == TrialRow.id)
        .join(SessionRow, SessionRow.id == TrialRow.session)
        .where(TrialRow.child == child, ResponseRow.attempt == 0)
        .order_by(TrialRow.number)
    )  # fmt: skip


def rows(transaction: Transaction, asked: Select[*tuple[Any, ...]]) -> Iterator[Seen]:
    """Return rows one after the other, however many there are.

    Read as plain tuples, and the clock's zones made once: half the time of two years' rows. Each
    word is held once: rows that are kept take less than half the room.
    """
    connection, words = transaction.connection(), _Words()
    for *before, offset in connection.execute(asked.execution_options(yield_per=2_000)):
        before[AT] = datetime.fromisoformat(before[AT]).astimezone(zone(offset))
        before[WORDS] = map(words.__getitem__, before[WORDS])
        for place in OTHER_WORDS:
            before[place] = words[before[place]]
        yield Seen._make(before)


class _Words(dict[str | None, str | None]):
    """Words by themselves: an equal one is answered with the one that came first."""

    def __missing__(self, word: str | None) -> str | None:
        """Keep a word that is new."""
        self[word] = word
        return word


@cache
def zone(offset: int) -> timezone:
    """Return the zone of a clock so many minutes ahead of UTC."""
    return timezone(timedelta(minutes=offset))


def facts_of(trial: Trial) -> Facts:
    """Return what the columns of a trial's row say of it."""
    face, story = trial.asked, trial.story
    return Facts(
        block=trial.block,
        person=face.person.key if face else None,
        age=face.person.age if face else None,
        held_out=bool(face and face.person.held_out) and (story is None or is_held_out(story)),
        intensity=face.intensity if face else None,
        view=face.view if face else None,
        moving=bool(face and face.moving),
        medium=face.medium if face else None,
        array=len(trial.choices),
        answer=trial.answers[0],
        answers=len(trial.answers),
        prompt=trial.prompt,
        offered=offered_of(trial),
    )
