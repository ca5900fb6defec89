"""Short cause stories, and which of them to tell."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from pyojeong.app.domain.asking import Asked
from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.stimulus import Age, Person
from pyojeong.app.domain.trial import TEACH, Purpose
from pyojeong.app.exercises.words import Text
from pyojeong.core.errors import DataError
from pyojeong.core.settings import Settings

STORIES = Path(__file__).with_name("stories.toml")
YOUNG: tuple[Age, ...] = ("child", "teen")  # the others are grown


class Story(Settings):
    """What happened to somebody."""

    id: str = Field(min_length=1)
    answers: tuple[Feeling, ...] = Field(max_length=2, description="right ones, likeliest first")
    cant_tell: bool = Field(description="nobody can tell what the person feels")
    held_out: bool = Field(False, description="kept for probes: never told to teach")
    from_age: Literal[4, 6, 9] = Field(description="years from which it suits")
    who: Age = Field(description="of the person it is about")
    name: Text
    text: Text
    ask: Text
    because: Text = Field(description="why one may feel so, said afterwards")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.cant_tell == bool(self.answers):
            raise ValueError("a story has answers, or nobody can tell: one of the two")
        if len(set(self.answers)) < len(self.answers):
            raise ValueError("an answer stands twice")
        if self.held_out and len(self.answers) != 1:
            raise ValueError("a probe has one answer: a held-out story has, too")
        return self


@cache
def stories() -> Mapping[str, Story]:
    """Return every story by its id, in the order of the file."""
    return read_stories(STORIES)


def read_stories(path: Path) -> Mapping[str, Story]:
    """Return the stories of a file by their ids.

    Raises:
        DataError: a story that cannot be told; story and field are named.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8")).get("story", [])
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name} is no TOML: {error}; correct the file there.") from error
    found: dict[str, Story] = {}
    for number, fields in enumerate(told, start=1):
        story = _story(fields, number, path)
        if story.id in found:
            raise DataError(f"Two stories of {path.name} are called {story.id!r}: rename one.")
        found[story.id] = story
    return found


def _story(fields: Mapping[str, object], number: int, path: Path) -> Story:
    try:
        return Story.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "as a whole"
        raise DataError(
            f"Story {fields.get('id', number)!r} of {path.name}, {field}: {first['msg']}; "
            f"correct it there."
        ) from error


def plain(asked: Asked) -> list[Story]:
    """Return the stories that have the goal's feeling as their one answer."""
    return [story for story in suiting(asked) if story.answers == (asked.goal.feeling,)]


def ambiguous(asked: Asked) -> list[Story]:
    """Return the stories with two answers of which one is the goal's feeling."""
    return [s for s in suiting(asked) if len(s.answers) > 1 and asked.goal.feeling in s.answers]


def unknowable(asked: Asked) -> list[Story]:
    """Return the stories of which nobody can tell."""
    return [story for story in suiting(asked) if story.cant_tell]


def suiting(asked: Asked) -> list[Story]:
    """Return the stories that suit the child's age, and serve the purpose."""
    held_out = held_out_for(asked.purpose)
    return [
        story
        for story in stories().values()
        if story.from_age <= asked.age and story.held_out == held_out
    ]


def held_out_for(purpose: Purpose) -> bool:
    """Whether held-out stories serve a purpose, and no others: as held-out people do."""
    return purpose not in (TEACH, "recheck")


def is_held_out(story: str) -> bool:
    """Whether a story is kept for probes; one that is not there any more is not."""
    found = stories().get(story)
    return found is not None and found.held_out


def choose(asked: Asked, pool: Sequence[Story], rng: Random) -> tuple[Story, Person]:
    """Return the story to tell, and whose face goes with it.

    A probe is asked of the person whom the course chose and nobody else, as it counts new faces and
    children.

    Args:
        asked: says who is at hand, and how often each story was told.
        pool: stories that may be told; at least one.
        rng: the only chance.
    """
    if held_out_for(asked.purpose):
        return next_in_turn(asked, pool), asked.people[0]
    people = asked.people if asked.purpose == TEACH else asked.people[:1]
    story = least_told(asked, pool, {person.age for person in people}, rng)
    fitting = [person for person in people if person.age == story.who]
    return story, (fitting or list(people))[0]


def next_in_turn(asked: Asked, pool: Sequence[Story]) -> Story:
    """Return the next story about somebody young, or grown, as the person asked about is.

    They come in their order again and again, so that a set of probes never tells one twice: it has
    no more trials about the young, nor about the grown, than there are stories of theirs.
    """
    young = asked.people[0].age in YOUNG
    fitting = [story for story in pool if (story.who in YOUNG) == young]
    turn = sum(asked.told.get(story.id, 0) for story in fitting)
    return fitting[turn % len(fitting)]


def least_told(asked: Asked, pool: Sequence[Story], ages: Collection[Age], rng: Random) -> Story:
    """Return a story that was told least.

    One for whose age nobody is at hand counts as told once more.
    """

    def rank(story: Story) -> tuple[int, bool]:
        strange = story.who not in ages
        return asked.told.get(story.id, 0) + strange, strange

    best = min(rank(story) for story in pool)
    return rng.choice([story for story in pool if rank(story) == best])
