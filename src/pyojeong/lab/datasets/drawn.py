"""Drawn faces, the embedded data: `drawn:count=1200,seed=7,size=128`. Nobody is shown.

`ages=child` draws children alone, `ages=adult+elder` grown people alone: other persons than those
of the whole set, whatever the seed. `labels=eight` draws neutral and surprised faces too.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from pydantic import Field, ValidationError, field_validator

from pyojeong.core.errors import SettingsError
from pyojeong.core.labels import EIGHT, SIX
from pyojeong.core.settings import Settings
from pyojeong.drawn import sample, to_png, to_svg
from pyojeong.drawn.folder import STYLE
from pyojeong.drawn.identity import AGES, Age, Identity
from pyojeong.drawn.sample import sample_one
from pyojeong.lab.datasets import DATASETS, DataSet, Photo, Source
from pyojeong.lab.datasets._traits import read_traits


class Wanted(Settings):
    """What follows the colon."""

    count: int = Field(1200, ge=12, le=1_000_000, description="faces; as many as the study had")
    seed: int = Field(7, ge=0)
    size: int = Field(128, ge=32, le=2048, description="side in pixels")
    ages: tuple[Age, ...] = Field(AGES, min_length=1, description="joined by +, as adult+elder")
    labels: Literal["six", "eight"] = Field("six", description="eight: neutral and surprise too")

    @property
    def names(self) -> tuple[str, ...]:
        """The labels that are drawn, in their order."""
        return EIGHT if self.labels == "eight" else SIX

    @field_validator("ages", mode="before")
    @classmethod
    def _joined(cls, value: object) -> object:
        return tuple(value.split("+")) if isinstance(value, str) else value


@dataclass(frozen=True)
class Drawings:
    """Draws a face when it is read."""

    wanted: Wanted

    def read(self, key: str) -> bytes:
        """Return the drawing as a PNG."""
        path = PurePosixPath(key)
        names = self.wanted.names
        index = (int(path.stem) - 1) * len(names) + names.index(path.parent.name)
        face = sample_one(index, self.wanted.seed, names, self.wanted.ages).face
        return to_png(to_svg(face), self.wanted.size)

    def stamp(self, key: str) -> str:
        """Return what the drawing depends on."""
        del key
        return f"{STYLE} {self.wanted}"


def open_drawn(name: str) -> DataSet:
    """Return drawn faces, the keys as `pyojeong data drawn` names its files.

    Raises:
        SettingsError: a setting is unknown or out of range.
    """
    pairs = [pair.partition("=") for pair in name.split(",") if pair]
    try:
        wanted = Wanted.model_validate({key.strip(): value for key, _equals, value in pairs})
    except ValidationError as error:
        raise SettingsError(
            f"drawn:{name} cannot be drawn: write it as drawn:count=1200,seed=7,size=128 (12 or "
            "more faces of 32 to 2048 px; ages=child, teen, adult or elder, several joined by +)."
        ) from error
    faces = list(sample(wanted.count, wanted.seed, wanted.names, wanted.ages))
    traits = read_traits([_seen(one.face.identity) for one in faces])
    photos = [
        Photo(f"{one.label}/{one.person:04}.png", one.label, f"drawn-{one.person:04}", traits=who)
        for one, who in zip(faces, traits, strict=True)
    ]
    photos.sort(key=lambda photo: photo.key)
    return DataSet(f"drawn:{name}", tuple(photos), Drawings(wanted))


def _seen(person: Identity) -> dict[str, str]:
    """Return what a metadata.csv of drawn faces tells of a person."""
    return {
        "age": person.age,
        "tone": str(person.tone),
        "glasses": person.glasses,
        "beard": person.beard,
        "hair": person.hair,
    }


DATASETS.register("drawn")(Source(open_drawn))
