import io

import numpy as np
import pytest
from PIL import Image

from fakes.told import Row, told
from pyojeong.core.images import Pixels
from pyojeong.recogniser import lettering
from pyojeong.recogniser.colours import NOT_SURE, OF, Colour
from pyojeong.recogniser.draw import annotate, draw_photo
from pyojeong.recogniser.result import Box

BOX = (100.0, 80.0, 200.0, 180.0)
EDGE = (180, 150)  # y, x: on the lower edge of BOX, far from its words


def photo(width: int = 320, height: int = 240, grey: int = 120) -> Pixels:
    """Return a plain photo."""
    return np.full((height, width, 3), grey, np.uint8)


def count(pixels: Pixels, colour: Colour) -> int:
    """Return how many pixels are of about that colour."""
    return int((abs(pixels.astype(int) - np.array(colour)).max(axis=-1) <= 2).sum())


def words(pixels: Pixels) -> int:
    """Return how many pixels are nearly white, as letters are."""
    return int((pixels.min(axis=-1) > 215).sum())


@pytest.fixture
def no_korean(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a Korean typeface."""
    monkeypatch.setattr(lettering, "KOREAN_FONTS", (("no-such-typeface.ttf", 0),))
    monkeypatch.setattr(lettering, "korean_font", lettering.korean_font.__wrapped__)


def test_the_photo_itself_stays_as_it_is() -> None:
    """What is drawn on is a copy of the same size."""
    before = photo()
    after = annotate(before, told([Row(BOX, "happy")]), "en")
    assert (before == 120).all()
    assert after.shape == before.shape
    assert after.dtype == np.uint8


@pytest.mark.parametrize("label", OF)
def test_a_sure_answer_has_its_feelings_colour(label: str) -> None:
    """The box and the ground of the words are of the label's colour."""
    drawn = annotate(photo(), told([Row(BOX, label, 0.9)]), "en")
    assert tuple(drawn[EDGE]) == OF[label]
    assert count(drawn[:80], OF[label]) > 100


@pytest.mark.parametrize("side", [40, 100, 130])
def test_the_line_goes_all_around(side: int) -> None:
    """A box large or small is closed, and nothing is drawn on the face inside."""
    left, top = 160 - side // 2, 120 - side // 2
    box = (float(left), float(top), float(left + side), float(top + side))
    drawn = annotate(photo(), told([Row(box, "happy")]), "en")
    for place in range(10, side - 10):
        for y, x in ((0, place), (side, place), (place, 0), (place, side)):
            assert tuple(drawn[top + y, left + x]) == OF["happy"]
    assert (drawn[top + 10 : top + side - 10, left + 10 : left + side - 10] == 120).all()


def test_an_unsure_answer_is_grey() -> None:
    """Below the card's threshold no colour tells a feeling; without a threshold any may."""
    unsure = [Row(BOX, "happy", 0.25)]
    assert tuple(annotate(photo(), told(unsure), "en")[EDGE]) == NOT_SURE
    assert tuple(annotate(photo(), told(unsure, calibration=None), "en")[EDGE]) == OF["happy"]


def test_words_are_white_and_tell_label_and_probability() -> None:
    """Each label and each probability is written otherwise."""
    pictures = {
        annotate(photo(), told([Row(BOX, label, probability)]), "en")[:80].tobytes()
        for label in ("happy", "sad")
        for probability in (0.8, 0.9)
    }
    assert len(pictures) == 4
    assert words(annotate(photo(), told([Row(BOX, "happy")]), "en")[:76]) > 20


def test_a_person_of_a_film_has_a_number() -> None:
    """The words of two people with one feeling differ."""
    first, second = (
        annotate(photo(), told([Row(BOX, "happy", time_s=0, track=track)]), "en")
        for track in (1, 2)
    )
    assert (first != second).any()
    assert (first[84:] == second[84:]).all()


@pytest.mark.skipif(lettering.korean_font(16) is None, reason="no Korean typeface is installed")
def test_korean_words_are_korean() -> None:
    """The words differ from the English ones, and are no empty boxes."""
    faces = told([Row(BOX, "happy")])
    assert (annotate(photo(), faces, "ko") != annotate(photo(), faces, "en")).any()
    happy, sad = (lettering.tag(word, 20, NOT_SURE) for word in ("기쁨", "슬픔"))
    assert happy.shape == sad.shape
    assert (happy != sad).any()


@pytest.mark.usefixtures("no_korean")
def test_without_a_korean_typeface_words_are_english() -> None:
    """Nobody reads empty boxes."""
    faces = told([Row(BOX, "happy", 0.25), Row()])
    assert (annotate(photo(), faces, "ko") == annotate(photo(), faces, "en")).all()


@pytest.mark.parametrize(
    "box",
    [
        (-50, -40, 400, 300),
        (300, 200, 500, 400),
        (-200, -200, -100, -100),
        (10, 10, 11, 11),
        (50, 50, 50, 50),
        (-1e9, -1e9, 1e9, 1e9),
    ],
)
def test_boxes_may_reach_over_the_edge_and_be_tiny(box: Box) -> None:
    """No box leaves the picture or fails, and its words are inside."""
    drawn = annotate(photo(), told([Row(box, "happy")]), "en")
    assert drawn.shape == (240, 320, 3)
    assert words(drawn) > 20


def test_a_picture_smaller_than_a_word_gets_its_box_alone() -> None:
    """Where no word fits the box is grey: a colour is never alone."""
    drawn = annotate(photo(20, 12), told([Row((4, 2, 16, 10), "happy")]), "en")
    assert count(drawn, OF["happy"]) == 0
    assert (drawn != 120).any()


def test_a_crowd_is_counted_where_its_words_have_no_room() -> None:
    """Of faces side by side some have words; how many have none stands in the corner."""
    places = [(x, y) for x in range(0, 320, 14) for y in range(0, 240, 14)]
    faces = told([Row((x, y, x + 12, y + 12), "sad") for x, y in places])
    drawn = annotate(photo(), faces, "en")
    assert count(drawn[225:, :120], NOT_SURE) > 300
    fewer = annotate(photo(), faces[:-1], "en")
    assert (drawn[225:, :120] != fewer[225:, :120]).any()


def test_what_stands_in_for_a_face_is_said() -> None:
    """No face found, the whole photo and its centre: three different words, in the lower corner."""
    rows = [
        Row(happened="none"),
        Row((0, 0, 320, 240), "sad", happened="whole"),
        Row((40, 0, 280, 240), "sad", happened="centre"),
    ]
    corners = [annotate(photo(), told([row]), "en")[220:] for row in rows]
    assert all(count(corner, NOT_SURE) > 200 for corner in corners)
    assert (corners[0] != corners[1]).any()
    assert (corners[1] != corners[2]).any()


def test_a_face_without_an_answer_says_so() -> None:
    """Its box is grey and has words."""
    drawn = annotate(photo(), told([Row(BOX)]), "en")
    assert tuple(drawn[EDGE]) == NOT_SURE
    assert words(drawn[:76]) > 20


def test_nothing_to_draw_changes_nothing() -> None:
    """A picture without rows comes back as it was."""
    assert (annotate(photo(), told([Row(BOX, "sad")])[:0], "en") == 120).all()


@pytest.mark.parametrize(
    ("size", "drawn"), [((48, 48), (240, 240)), ((640, 480), (640, 480)), ((2, 900), (2, 900))]
)
def test_a_small_photo_is_enlarged(size: tuple[int, int], drawn: tuple[int, int]) -> None:
    """A drawn photo is a JPEG, by a whole number larger where words would not fit."""
    file = draw_photo(photo(*size), told([Row((8, 8, 40, 40), "happy")]), "en")
    with Image.open(io.BytesIO(file)) as image:
        assert image.format == "JPEG"
        assert image.size == drawn
        if drawn[0] >= 240:
            assert words(np.asarray(image)) > 20


def test_a_drawn_photo_has_its_box_where_the_face_is() -> None:
    """Enlarged five times, the box is five times as large."""
    file = draw_photo(photo(48, 48), told([Row((8, 8, 40, 40), "happy")]), "en")
    with Image.open(io.BytesIO(file)) as image:
        pixels = np.asarray(image).astype(int)
    assert abs(pixels[200, 120] - np.array(OF["happy"])).max() < 30
    assert abs(pixels[120, 120] - 120).max() < 5
