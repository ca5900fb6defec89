"""Stimuli: what a trial shows. Values that can be drawn again, and of which no two are the same."""

from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import Field

from pyojeong.app.domain.feelings import Feeling
from pyojeong.core.settings import Settings

Age = Literal["child", "teen", "adult", "elder"]
View = Literal["face", "eyes", "mouth"]
Part = Literal["brows", "eyes", "mouth"]
Medium = Literal["drawn", "photo"]

PARTS: tuple[Part, ...] = get_args(Part)


class Person(Settings):
    """Somebody whose face is shown. Nobody is both taught with and held out."""

    key: str = Field(min_length=1)
    age: Age
    held_out: bool = Field(description="kept for probes: never used to teach")


class Face(Settings):
    """One picture of one face."""

    kind: Literal["face"] = "face"
    person: Person
    feeling: Feeling
    intensity: float = Field(1.0, ge=0.0, le=1.0, description="0 neutral, 1 as strong as it gets")
    view: View = "face"
    only: Part | None = Field(None, description="alone shows the feeling; the rest is at rest")
    moving: bool = Field(False, description="from neutral to its intensity, in 1 to 2 s")
    medium: Medium = "drawn"
    variation: int = Field(ge=0, description="another number, another picture")


class Word(Settings):
    """A feeling by its word, with its symbol, spoken on request."""

    kind: Literal["word"] = "word"
    feeling: Feeling


class PartName(Settings):
    """A part of the face by its name, with its symbol."""

    kind: Literal["part"] = "part"
    part: Part


class Unsure(Settings):
    """To say that one can't tell: where nobody can, the right answer."""

    kind: Literal["unsure"] = "unsure"


Deed = Literal["tell_adult", "wait", "laugh"]


class Act(Settings):
    """Something one can do."""

    kind: Literal["act"] = "act"
    deed: Deed


Stimulus: TypeAlias = Face | Word | PartName | Unsure | Act
Choice = Annotated[Stimulus, Field(discriminator="kind")]
