"""Colours as hex text, mixed in plain sRGB, and the colours one face is painted with."""

from dataclasses import dataclass
from functools import cache

from pyojeong.drawn.identity import HAIR_COLOURS, IRIS_COLOURS, MONK_TONES, Identity

Rgb = tuple[float, float, float]


@cache
def to_rgb(colour: str) -> Rgb:
    """Return red, green and blue, 0 to 255, of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def to_hex(rgb: Rgb) -> str:
    """Return `#rrggbb` of red, green and blue, clipped to 0 to 255."""
    return "#" + "".join(f"{min(255, max(0, round(part))):02x}" for part in rgb)


@cache
def mix(one: str, other: str, share: float) -> str:
    """Return the colour `share` (0 to 1) of the way from one to the other."""
    a, b = to_rgb(one), to_rgb(other)
    return to_hex(
        (
            a[0] + (b[0] - a[0]) * share,
            a[1] + (b[1] - a[1]) * share,
            a[2] + (b[2] - a[2]) * share,
        )
    )


@cache
def tint(colour: str, by: str) -> str:
    """Return the colour as it looks through a filter: `by` #ffffff changes nothing."""
    a, b = to_rgb(colour), to_rgb(by)
    return to_hex((a[0] * b[0] / 255, a[1] * b[1] / 255, a[2] * b[2] / 255))


def brightness(colour: str) -> float:
    """Return the luma of ITU-R BT.601, 0 (black) to 1 (white)."""
    red, green, blue = to_rgb(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


@dataclass(frozen=True, slots=True)
class Paint:
    """Every colour of one person."""

    skin: str
    lit: str
    shade: str
    deep: str
    line: str
    blush: str
    lip: str
    lip_line: str
    hair: str
    hair_lit: str
    hair_deep: str
    brow: str
    white: str
    iris: str
    iris_deep: str
    cloth: str
    cloth_deep: str
    scarf: str
    scarf_deep: str


@cache
def paint_for(person: Identity) -> Paint:
    """Return the colours of a person: shadows of skin are warm, and never grey."""
    skin = MONK_TONES[person.tone - 1]
    dark = 1 - brightness(skin)
    hair = HAIR_COLOURS[person.hair_colour]
    iris = IRIS_COLOURS[person.iris]
    rose = mix("#d8585c", "#8a3e3a", dark)
    return Paint(
        skin=skin,
        lit=mix(skin, "#fff1e0", 0.34) if dark < 0.4 else mix(skin, "#e8ac80", 0.10 + 0.50 * dark),
        shade=tint(skin, mix("#dfb9a4", "#c4a89c", dark)),
        deep=tint(skin, mix("#b0745e", "#5e463e", dark)),
        line=tint(skin, mix("#74443a", "#1c1211", dark)),
        blush=mix(skin, rose, 0.75),
        lip=mix(skin, rose, 0.52),
        lip_line=mix(tint(skin, "#8c5048"), rose, 0.25),
        hair=hair,
        hair_lit=mix(hair, "#ffe2bd", 0.26),
        hair_deep=tint(hair, "#8f8078"),
        brow=mix(
            tint(hair, mix("#c4b0a2", "#584a46", dark * (1 - brightness(hair)))),
            tint(skin, "#4b2f2a"),
            0.3,
        ),
        white=mix("#faf5ee", skin, 0.04 + 0.14 * dark),
        iris=iris,
        iris_deep=tint(iris, "#6a5a58"),
        cloth=person.cloth,
        cloth_deep=tint(person.cloth, "#b3a5b0"),
        scarf=person.scarf,
        scarf_deep=tint(person.scarf, "#b3a5b0"),
    )
