"""Words for pictures: English anywhere, Korean where an installed typeface has its letters."""

from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pyojeong.core.images import Pixels
from pyojeong.recogniser.colours import WHITE, Colour

Font = ImageFont.FreeTypeFont

# Files that Pillow finds in the system's own folders of typefaces, and the face in each.
KOREAN_FONTS = (
    ("NotoSansCJK-Regular.ttc", 1),  # Linux: Debian, Fedora, Arch; 1 is KR
    ("NotoSansCJKkr-Regular.otf", 0),
    ("NotoSansKR-Regular.otf", 0),
    ("NanumGothic.ttf", 0),
    ("AppleSDGothicNeo.ttc", 0),  # macOS
    ("malgun.ttf", 0),  # Windows
)
LATIN_1 = 0xFF  # the last letter that Pillow's own typeface is sure to have


def speakable(language: str) -> str:
    """Return the language that words in pictures can have here: its letters must be installed."""
    return "en" if language == "ko" and korean_font(16) is None else language


@cache
def korean_font(size: int) -> Font | None:
    """Return an installed Korean typeface, or None."""
    for name, index in KOREAN_FONTS:
        try:
            return ImageFont.truetype(name, size, index, layout_engine=ImageFont.Layout.BASIC)
        except OSError:  # it is not installed
            continue
    return None


@cache
def latin_font(size: int) -> Font:
    """Return Pillow's own typeface, which is there on every machine."""
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType: install Pillow from its wheel.")
    return font


def tag(text: str, size: int, ground: Colour) -> Pixels:
    """Return white words on a rounded ground, uint8 [height, width, 4], RGBA.

    Args:
        text: one line.
        size: of the letters, in pixels.
        ground: the colour behind them.
    """
    width, height, margin = _measure(text, size)
    # Four times as large and made smaller again: Pillow's own round corners have steps.
    shape = Image.new("L", (4 * width, 4 * height), 0)
    ImageDraw.Draw(shape).rounded_rectangle(
        (0, 0, 4 * width - 1, 4 * height - 1), radius=4 * margin, fill=255
    )
    sprite = Image.new("RGBA", (width, height), (*ground, 0))
    sprite.putalpha(shape.resize((width, height), Image.Resampling.BOX))
    words = Image.new("L", (width, height), 0)
    ImageDraw.Draw(words).text(
        (width / 2, height / 2), text, fill=255, font=_font(text, size), anchor="mm"
    )
    sprite.paste((*WHITE, 255), mask=words)
    return np.array(sprite)


def tag_size(text: str, size: int) -> tuple[int, int]:
    """Return the width and height of a tag in pixels, without drawing it."""
    return _measure(text, size)[:2]


def _measure(text: str, size: int) -> tuple[int, int, int]:
    """Return width, height and margin: the height is the same for all words of a size."""
    margin = max(2, round(size / 3))
    return round(_font(text, size).getlength(text)) + 2 * margin, round(1.45 * size), margin


def _font(text: str, size: int) -> Font:
    foreign = any(ord(letter) > LATIN_1 for letter in text)
    return (korean_font(size) if foreign else None) or latin_font(size)
