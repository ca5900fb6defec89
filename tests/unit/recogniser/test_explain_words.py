"""recogniser.explain_words and explain_draw: an explanation as people read it."""

from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest

from pyojeong.core.i18n import LANGUAGES
from pyojeong.drawn import to_pixels
from pyojeong.recogniser.explain import Explanation, Place
from pyojeong.recogniser.explain_draw import draw_explanation
from pyojeong.recogniser.explain_words import in_full, in_words
from pyojeong.recogniser.regions import PARTS

SIZE = 16
RNG = np.random.default_rng(4)
PIXELS = RNG.integers(0, 255, (SIZE, SIZE, 3), dtype=np.uint8)


def explained(*main: Place, known: bool = True) -> Explanation:
    """Return an explanation whose answer hangs on those parts."""
    hidden: dict[Place, float] = {
        place: 0.2 if place in main else 0.875 for place in (*PARTS, "elsewhere")
    }
    map_ = np.zeros((SIZE, SIZE), np.float32)
    map_[10:13, 5:11], map_[0, 0] = 0.6, -0.2
    return Explanation(PIXELS, "happy", 0.9, map_, hidden if known else {})


def test_words() -> None:
    """The part or the two that the answer hangs on, in English."""
    assert in_words(explained("mouth"), "en") == "mostly the mouth"
    assert in_words(explained("brows", "mouth"), "en") == "the brows and the mouth"
    assert in_words(explained(), "en") == "no single region"
    assert in_words(explained(*PARTS), "en") == "no single region"
    assert in_words(explained("elsewhere"), "en").startswith("mostly something beside")
    assert in_words(explained(known=False), "en").endswith("is not known")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_words_of_its_own(language: str) -> None:
    """Each part and each two parts have their own phrase, in each language."""
    singles: list[tuple[Place, ...]] = [(part,) for part in (*PARTS, "elsewhere")]
    every = [*singles, *combinations(PARTS, 2)]
    phrases = [in_words(explained(*main), language) for main in every]
    assert len({*phrases, in_words(explained(), language)}) == len(every) + 1


def test_in_full() -> None:
    """The sentence tells the answer, and what is left of it without each part."""
    assert in_full(explained("mouth"), "en") == (
        "happy 90 %: mostly the mouth. With one part hidden: brows 88 %, eyes 88 %, nose 88 %, "
        "mouth 20 %, elsewhere 88 %."
    )
    assert in_full(explained(known=False), "en").endswith("is not known.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("known", [True, False])
def test_figure(language: str, *, known: bool) -> None:
    """The figure is well-formed SVG, says the words, and is the same every time."""
    explanation = explained("mouth", known=known)
    svg = draw_explanation(explanation, language)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    title, words = root[0].text or "", root[1].text or ""
    assert in_words(explanation, language) in title
    assert words == in_full(explanation, language)
    assert svg == draw_explanation(explained("mouth", known=known), language)
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_figure_shows_the_map() -> None:
    """Brown stands where the probability falls, blue where it rises, and grey elsewhere."""
    drawn = to_pixels(draw_explanation(explained("mouth"), "en"), 780)
    # The figure is scaled into a square of its own width: its middle picture begins at x = 246.
    left, top, side = 246, 54, 210

    def colour(row: float, column: float) -> np.ndarray:
        y, x = top + round(side * row / SIZE), left + round(side * column / SIZE)
        return drawn[y - 1 : y + 2, x - 1 : x + 2].reshape(-1, 3).mean(axis=0)

    falls, rises, grey = colour(11.5, 8), colour(0.4, 0.4), colour(4.5, 2.5)
    assert falls[0] > falls[2] + 30
    assert rises[2] > rises[0] + 5
    assert np.ptp(grey) < 2
