import pytest

from pyojeong.core.labels import EIGHT
from pyojeong.recogniser.colours import NOT_SURE, OF, WHITE, Colour, as_hex, colour_of

DARK: Colour = (22, 25, 29)


def luminance(colour: Colour) -> float:
    """Return the relative luminance of WCAG 2.2."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [*OF.values(), NOT_SURE])
def test_white_words_can_be_read(colour: Colour) -> None:
    """White on each colour has the contrast of small print."""
    assert contrast(colour, WHITE) >= 4.5


@pytest.mark.parametrize("colour", OF.values())
def test_colours_stand_out_from_a_dark_page(colour: Colour) -> None:
    """Lines can be seen in the dark too."""
    assert contrast(colour, DARK) >= 3


def test_every_label_has_a_colour_of_its_own() -> None:
    """The eight differ, and so do labels that somebody else invents."""
    assert set(OF) == set(EIGHT)
    assert len({colour_of(label, EIGHT) for label in EIGHT}) == 8
    assert colour_of("bored", ("bored", "proud")) != colour_of("proud", ("bored", "proud"))


def test_hex_is_that_of_svg() -> None:
    """Two digits a channel."""
    assert as_hex((0, 10, 255)) == "#000aff"
