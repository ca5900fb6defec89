"""What the action units do to a face's geometry."""

import pytest

from pyojeong.drawn import DrawnFace, Identity
from pyojeong.drawn.identity import AGES, Age
from pyojeong.drawn.layout import LEFT, RIGHT, Layout, lay_out
from pyojeong.drawn.units import from_numbers

REST = lay_out(DrawnFace())


def moved(*numbers: int, strength: float = 1.0, age: Age = "adult") -> Layout:
    """Return the layout of a face whose units act."""
    units = from_numbers(dict.fromkeys(numbers, strength))
    return lay_out(DrawnFace(identity=Identity(age=age), units=units))


def opening(layout: Layout) -> float:
    """Return how far the right eye is open at its middle."""
    eye = layout.eyes[RIGHT]
    return eye.lower[3][1] - eye.upper[3][1]


def lip_red(layout: Layout) -> float:
    """Return the height of both lips at the middle of the mouth."""
    mouth = layout.mouth
    upper = mouth.upper_inner[5][1] - mouth.upper_edge[5][1]
    return upper + mouth.lower_edge[5][1] - mouth.lower_inner[5][1]


def test_brow_raisers() -> None:
    """AU 1 raises the inner end of the brow more than the outer; AU 2 the other way round."""
    for number, more, less in ((1, 0, -1), (2, -1, 0)):
        brow, rest = moved(number).brows[RIGHT], REST.brows[RIGHT]
        assert rest[more][1] - brow[more][1] > 3
        assert rest[more][1] - brow[more][1] > rest[less][1] - brow[less][1]


def test_brow_lowerer() -> None:
    """AU 4 lowers the brow and draws its inner end towards the midline."""
    brow, rest = moved(4).brows[RIGHT], REST.brows[RIGHT]
    assert brow[0][1] > rest[0][1] + 3
    assert brow[0][0] < rest[0][0] - 3


def test_sad_brow_is_oblique() -> None:
    """AU 1 with 4, as in sadness, leaves the inner end higher than at rest, drawn together."""
    brow, rest = moved(1, 4).brows[RIGHT], REST.brows[RIGHT]
    assert brow[0][1] < rest[0][1] - 3
    assert brow[0][0] < rest[0][0] - 3
    assert brow[3][1] > brow[0][1]


@pytest.mark.parametrize(("number", "wider"), [(5, True), (6, False), (7, False), (43, False)])
def test_lids(number: int, wider: bool) -> None:
    """AU 5 opens the eye, 6, 7 and 43 narrow it, the more the stronger."""
    heights = [opening(moved(number, strength=s / 4)) for s in range(5)]
    assert heights == sorted(heights, reverse=not wider)
    assert len(set(heights)) == 5


@pytest.mark.parametrize("age", AGES)
def test_closed_eyes_meet(age: Age) -> None:
    """At AU 43 = 1 the lids meet along their whole length, at every age."""
    eye = moved(43, age=age).eyes[LEFT]
    for upper, lower in zip(eye.upper, eye.lower, strict=True):
        assert upper == pytest.approx(lower)


def test_nose_wrinkler() -> None:
    """AU 9 lifts and widens the wings of the nose."""
    assert moved(9).nose_lift > REST.nose_lift + 2
    assert moved(9).nose_width > REST.nose_width + 1


def test_upper_lip_raiser() -> None:
    """AU 10 raises the edge of the upper lip, with the mouth shut or parted."""
    assert moved(10).mouth.upper_edge[4][1] < REST.mouth.upper_edge[4][1] - 2
    assert moved(10, 25).mouth.upper_edge[4][1] < moved(25).mouth.upper_edge[4][1] - 2


@pytest.mark.parametrize(("number", "down"), [(12, False), (15, True)])
def test_lip_corners(number: int, down: bool) -> None:
    """AU 12 raises both corners of the mouth, AU 15 lowers them, the more the stronger."""
    for corner in ("left", "right"):
        heights = [getattr(moved(number, strength=s / 4).mouth, corner)[1] for s in range(5)]
        assert heights == sorted(heights, reverse=not down)
        assert abs(heights[-1] - heights[0]) > 4


def test_smile_widens() -> None:
    """AU 12 and AU 20 draw the corners outwards, AU 23 and 27 inwards."""
    rest = REST.mouth.right[0]
    assert min(moved(12).mouth.right[0], moved(20).mouth.right[0]) > rest + 4
    assert max(moved(23).mouth.right[0], moved(27).mouth.right[0]) < rest - 1


def test_chin_raiser() -> None:
    """AU 17 pushes the lower lip up, so that the shut mouth arches."""
    mouth = moved(17).mouth
    assert mouth.lower_inner[5][1] < REST.mouth.lower_inner[5][1] - 2
    assert mouth.lower_inner[5][1] < mouth.right[1] - 2


def test_lip_tightener() -> None:
    """AU 23 narrows the red of the lips by a third or more."""
    assert lip_red(moved(23)) < 0.67 * lip_red(REST)


def test_mouth_opens_in_order() -> None:
    """AU 25, 26 and 27 part the lips wider and wider, and the jaw drops with the last two."""
    gaps = [REST.mouth.gap, *(moved(n).mouth.gap for n in (25, 26, 27))]
    assert gaps[0] == 0
    assert gaps == sorted(set(gaps))
    assert REST.chin == moved(25).chin < moved(26).chin < moved(27).chin


def test_asymmetry() -> None:
    """A positive asymmetry makes the picture's right half move more."""
    even, uneven = (
        lay_out(DrawnFace(units=from_numbers({12: 0.6}), asymmetry=a)).mouth for a in (0.0, 1.0)
    )
    assert even.left[1] == even.right[1]
    assert uneven.right[1] < uneven.left[1]


def test_children_have_larger_eyes_lower_on_the_head() -> None:
    """A child's eyes lie lower between crown and chin, and are larger, than an adult's."""
    child, adult = (moved(age=age).rest for age in ("child", "adult"))
    assert -child.skull / (child.chin - child.skull) > -adult.skull / (adult.chin - adult.skull)
    assert child.iris > adult.iris
    assert child.eye_width > adult.eye_width
