"""Identity: who is drawn. Everything that stays when the expression goes."""

from typing import Literal, get_args

from pydantic import Field

from pyojeong.core.settings import Settings

# The Monk Skin Tone scale, 1 to 10: Monk, E. (2019), published at skintone.google.
MONK_TONES = (
    "#f6ede4",
    "#f3e7db",
    "#f7ead0",
    "#eadaba",
    "#d7bd96",
    "#a07e56",
    "#825c43",
    "#604134",
    "#3a312a",
    "#292420",
)

Age = Literal["child", "teen", "adult", "elder"]
HairStyle = Literal[
    "afro",
    "bald",
    "bob",
    "braids",
    "bun",
    "buns",
    "buzz",
    "curly",
    "fringe",
    "hijab",
    "long",
    "pigtails",
    "ponytail",
    "receding",
    "short",
    "side",
    "wavy",
]
HairColour = Literal["black", "espresso", "brown", "chestnut", "auburn", "blond", "grey", "white"]
IrisColour = Literal["black", "brown", "hazel", "green", "blue", "grey"]
Glasses = Literal["none", "round", "square", "thin"]
Beard = Literal["none", "stubble", "moustache", "goatee", "full"]
Neckline = Literal["crew", "vee", "collar", "hood"]

AGES: tuple[Age, ...] = get_args(Age)
HAIR_STYLES: tuple[HairStyle, ...] = get_args(HairStyle)

HAIR_COLOURS: dict[str, str] = {
    "black": "#1a1618",
    "espresso": "#33251f",
    "brown": "#543a28",
    "chestnut": "#74492c",
    "auburn": "#95502b",
    "blond": "#cda566",
    "grey": "#9a9794",
    "white": "#dcd8d2",
}
IRIS_COLOURS: dict[str, str] = {
    "black": "#3b2a22",
    "brown": "#5f3f28",
    "hazel": "#83693c",
    "green": "#5f7d55",
    "blue": "#5b84a6",
    "grey": "#7a8a90",
}

HEX = r"^#[0-9a-f]{6}$"


class Identity(Settings):
    """One person. Shapes run from -1 to 1, where 0 is the age group's middle."""

    age: Age = "adult"
    tone: int = Field(5, ge=1, le=10, description="Monk Skin Tone, 1 lightest to 10 darkest")

    face_width: float = Field(0.0, ge=-1, le=1)
    face_length: float = Field(0.0, ge=-1, le=1)
    jaw: float = Field(0.0, ge=-1, le=1, description="-1 tapering, 1 square")
    cheeks: float = Field(0.0, ge=-1, le=1, description="-1 lean, 1 full")
    ears: float = Field(0.0, ge=-1, le=1)

    eye_size: float = Field(0.0, ge=-1, le=1)
    eye_gap: float = Field(0.0, ge=-1, le=1)
    eye_tilt: float = Field(0.0, ge=-1, le=1, description="1: outer corners higher")
    lid_fold: float = Field(0.6, ge=0, le=1, description="0 no crease (monolid), 1 deep crease")
    lashes: float = Field(0.3, ge=0, le=1)
    iris: IrisColour = "brown"

    brow_weight: float = Field(0.0, ge=-1, le=1)
    brow_arch: float = Field(0.0, ge=-1, le=1)
    nose_width: float = Field(0.0, ge=-1, le=1)
    nose_length: float = Field(0.0, ge=-1, le=1)
    mouth_width: float = Field(0.0, ge=-1, le=1)
    lip_fullness: float = Field(0.0, ge=-1, le=1)

    hair: HairStyle = "short"
    hair_colour: HairColour = "brown"
    hair_volume: float = Field(0.0, ge=-1, le=1)
    parting: float = Field(0.0, ge=-1, le=1, description="where the hair parts, across the head")
    glasses: Glasses = "none"
    freckles: float = Field(0.0, ge=0, le=1)
    beard: Beard = "none"
    neckline: Neckline = "crew"
    cloth: str = Field("#7b93ad", pattern=HEX)
    scarf: str = Field("#8a6f9c", pattern=HEX, description="of the hijab")
