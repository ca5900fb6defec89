"""Missions: small things to do in real life, one feeling each, in both languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, ValidationError

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.trial import Language
from pyojeong.core.errors import DataError
from pyojeong.core.settings import Settings

MISSIONS = Path(__file__).with_name("missions.toml")
Place = Literal["home", "school", "outside"]
PLACES: tuple[Place, ...] = get_args(Place)


class Card(Settings):
    """What stands on a card, in one language."""

    title: str = Field(min_length=1, max_length=40)
    do: str = Field(min_length=1, max_length=200)


class Mission(Settings):
    """Something to do, together with a grown-up or alone. place: where it goes best."""

    name: str = Field(pattern="^[a-z]+(-[a-z]+)+$", max_length=40)
    feeling: Feeling
    place: Place
    ko: Card
    en: Card

    def card(self, language: Language) -> Card:
        """Return its card in a language."""
        return self.ko if language == "ko" else self.en


@cache
def missions() -> Mapping[str, Mission]:
    """Return every mission by its name, in the order of the file."""
    return read_missions(MISSIONS)


def read_missions(path: Path) -> Mapping[str, Mission]:
    """Return the missions of a file by their names.

    Raises:
        DataError: a mission that cannot be; its number and what is wrong are named.
    """
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("mission", [])
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name} is no TOML: {error}; correct the file there.") from error
    found: dict[str, Mission] = {}
    for number, fields in enumerate(listed, start=1):
        mission = _mission(fields, f"Mission {number} of {path.name}")
        if mission.name in found:
            raise DataError(f"Two missions of {path.name} are {mission.name!r}: rename one.")
        found[mission.name] = mission
    return found


def _mission(fields: object, which: str) -> Mission:
    try:
        return Mission.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{which}, {where}: {first['msg']}; correct it there.") from error
