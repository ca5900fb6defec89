from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from pyojeong.recogniser.colours import NOT_SURE
from pyojeong.recogniser.lettering import tag_size
from pyojeong.recogniser.placing import NAMED, Mark, Tag, tags
from pyojeong.recogniser.result import Box

WIDTH, HEIGHT = 320, 240


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """Boxes in and around a picture, as integers."""
    left = draw(st.integers(-50, WIDTH))
    top = draw(st.integers(-50, HEIGHT))
    return left, top, left + draw(st.integers(1, 200)), top + draw(st.integers(1, 200))


def marks(found: Sequence[Box]) -> list[Mark]:
    """Return marks with words of two lengths."""
    return [Mark(box, NOT_SURE, "happy 90 %", "happy") for box in found]


def edges(one: Tag) -> Box:
    """Return where the words stand."""
    wide, high = tag_size(one.text, one.size)
    return one.left, one.top, one.left + wide, one.top + high


def apart(one: Box, other: Box) -> bool:
    """Return whether two rectangles share no pixel."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@settings(max_examples=60, deadline=None)
@given(st.lists(boxes(), max_size=12))
def test_words_cover_nothing_of_another_face(found: list[Box]) -> None:
    """They are inside the picture, off every other face, and off each other."""
    placed = list(tags(marks(found), WIDTH, HEIGHT))
    assert len(placed) == len(found)
    known = [(index, edges(one)) for index, one in enumerate(placed) if one is not None]
    for index, own in known:
        assert own[0] >= 0
        assert own[1] >= 0
        assert own[2] <= WIDTH
        assert own[3] <= HEIGHT
        assert all(apart(own, box) for place, box in enumerate(found) if place != index)
        assert all(apart(own, other) for place, other in known if place != index)


@settings(max_examples=30, deadline=None)
@given(boxes())
def test_a_face_alone_has_words_unless_it_is_flat(found: Box) -> None:
    """Where there is nobody else the long words find room, on its upper edge if it must be."""
    (one,) = tags(marks([found]), WIDTH, HEIGHT)
    assert one is not None
    assert one.text == "happy 90 %"


def test_only_the_first_get_words() -> None:
    """A picture of thousands has words for the largest alone, and is soon drawn."""
    many = [(float(x), 0.0, float(x + 1), 1.0) for x in range(0, 200 * (NAMED + 50), 200)]
    placed = list(tags(marks(many), 10**6, HEIGHT))
    assert all(placed[:NAMED])
    assert not any(placed[NAMED:])
