"""Drawn faces, the embedded data: `drawn:count=1200,seed=7,size=128`. Nobody is shown."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from pydantic import Field, ValidationError

from pyojeong.core.errors import SettingsError
from pyojeong.core.labels import SIX
from pyojeong.core.settings import Settings
from pyojeong.drawn import sample, to_png, to_svg
from pyojeong.drawn.folder import STYLE
from pyojeong.drawn.sample import sample_one
from pyojeong.lab.datasets import DATASETS, DataSet, Photo, Source


class Wanted(Settings):
    """What follows the colon."""

    count: int = Field(1200, ge=12, le=1_000_000, description="faces; as many as the study had")
    seed: int = Field(7, ge=0)
    size: int = Field(128, ge=32, le=2048, description="side in pixels")


@dataclass(frozen=True)
class Drawings:
    """Draws a face when it is read."""

    wanted: Wanted

    def read(self, key: str) -> bytes:
        """Return the drawing as a PNG."""
        path = PurePosixPath(key)
        index = (int(path.stem) - 1) * len(SIX) + SIX.index(path.parent.name)
        return to_png(to_svg(sample_one(index, self.wanted.seed).face), self.wanted.size)

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
            "more faces of 32 to 2048 px)."
        ) from error
    photos = sorted(
        (
            Photo(f"{one.label}/{one.person:04}.png", one.label, f"drawn-{one.person:04}")
            for one in sample(wanted.count, wanted.seed)
        ),
        key=lambda photo: photo.key,
    )
    return DataSet(f"drawn:{name}", tuple(photos), Drawings(wanted))


DATASETS.register("drawn")(Source(open_drawn))
