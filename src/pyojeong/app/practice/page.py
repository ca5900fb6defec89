"""The settings of a child's page: how it looks, sounds, and is reached."""

from typing import Literal, get_args

from pydantic import Field

from pyojeong.app.domain.trial import Language
from pyojeong.core.settings import Settings

# Symbols by which a child is chosen.
Picture = Literal[
    "pic-fox", "pic-turtle", "pic-owl", "pic-whale", "pic-cat", "pic-rabbit",
    "pic-hedgehog", "pic-robot", "pic-leaf", "pic-star", "pic-moon", "pic-boat",
]  # fmt: skip
PICTURES: tuple[Picture, ...] = get_args(Picture)


class PageSettings(Settings):
    """What is set on the page itself. Nothing plays by itself until somebody asks for it."""

    sound: bool = False
    speech: bool = False
    music: bool = False
    motion: Literal["full", "reduced"] = "full"
    theme: Literal["pale", "dark", "contrast"] = "pale"
    size: Literal[100, 125, 150, 200] = Field(100, description="of letters, in per cent")
    hand: Literal["right", "left"] = "right"
    scan: Literal["off", "one", "two"] = Field("off", description="switches that reach everything")
    scan_ms: int = Field(2_000, ge=500, le=10_000, description="at each place, with one switch")
    tokens: Literal["dinosaurs", "trains", "flowers", "space", "none"] = "dinosaurs"
    language: Language
