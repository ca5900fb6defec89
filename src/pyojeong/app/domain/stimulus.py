"""Stimuli: what a trial shows. A value that can be drawn again, and of which no two are the same."""

from typing import Literal

from pydantic import Field

from pyojeong.app.domain.feelings import Feeling
from pyojeong.core.settings import Settings

Age = Literal["child", "teen", "adult", "elder"]
View = Literal["face", "eyes", "mouth"]
Medium = Literal["drawn", "photo"]


class Person(Settings):
    """Somebody whose face is shown. Nobody is both taught with and held out."""

    key: str = Field(min_length=1)
    age: Age
    held_out: bool = Field(description="kept for probes: never used to teach")


class Stimulus(Settings):
    """One picture of one face."""

    person: Person
    feeling: Feeling
    intensity: float = Field(1.0, ge=0.0, le=1.0, description="0 neutral, 1 as strong as it gets")
    view: View = "face"
    moving: bool = Field(False, description="from neutral to its intensity, in 1 to 2 s")
    medium: Medium = "drawn"
    variation: int = Field(ge=0, description="another number, another picture")

