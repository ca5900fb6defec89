"""DrawnFace: one face as a value: who, what the muscles do, how the head is held, which light."""

from pydantic import Field

from pyojeong.core.settings import Settings
from pyojeong.drawn.identity import HEX, Identity
from pyojeong.drawn.units import ActionUnits


class Pose(Settings):
    """How the head is held, and where the eyes look."""

    roll: float = Field(0.0, ge=-45, le=45, description="degrees, clockwise on the picture")
    turn: float = Field(0.0, ge=-15, le=15, description="degrees, to the picture's right")
    gaze_x: float = Field(0.0, ge=-1, le=1, description="to the picture's right")
    gaze_y: float = Field(0.0, ge=-1, le=1, description="downwards")


class Light(Settings):
    """One soft light from above."""

    side: float = Field(-0.4, ge=-1, le=1, description="-1 from the picture's left, 1 its right")
    strength: float = Field(0.5, ge=0, le=1, description="depth of the shadows")
    warmth: float = Field(0.2, ge=-1, le=1, description="-1 blue dusk, 1 evening sun")


class Background(Settings):
    """A plain wall, lighter or darker towards the floor."""

    top: str = Field("#dfe6e4", pattern=HEX)
    bottom: str = Field("#c3cfcd", pattern=HEX)


class DrawnFace(Settings):
    """Everything that a drawing shows."""

    identity: Identity = Identity()
    units: ActionUnits = ActionUnits()
    asymmetry: float = Field(
        0.0, ge=-1, le=1, description="1: the units act 15 % more on the picture's right half"
    )
    pose: Pose = Pose()
    light: Light = Light()
    background: Background = Background()
