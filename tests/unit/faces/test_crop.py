"""The crop: the box that the spec names, widened, squared, clipped, resampled."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyojeong.core.crops import STUDY_2024, CropSpec
from pyojeong.core.images import Pixels
from pyojeong.faces import Face
from pyojeong.faces.crop import crop_face, resample


def photo(height: int = 60, width: int = 80) -> Pixels:
    """Return a photo whose red is its x and whose green is its y."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x, y, 0 * x], axis=2).astype(np.uint8)


SMALL = Face((10, 20, 30, 40), 0.9)
LARGE = Face((40, 10, 70, 50), 0.5)
NONE = CropSpec(detector="none", size=16)


@pytest.mark.parametrize(("choose", "face"), [("first", SMALL), ("largest", LARGE)])
def test_choice(choose: str, face: Face) -> None:
    """Of several faces the spec takes the first or the largest."""
    spec = CropSpec.model_validate({"choose": choose, "size": 16})
    crop = crop_face(photo(), [SMALL, LARGE], spec)
    assert crop is not None
    assert (crop.face, crop.happened, crop.box) == (face, "face", face.box)


def test_as_the_study() -> None:
    """The study's crop is the slice from top to bottom and left to right, clipped to the photo."""
    crop = crop_face(photo(), [Face((-5, 30, 40, 75), 1.0)], STUDY_2024)
    assert crop is not None
    assert crop.box == (0, 30, 40, 60)
    assert np.array_equal(crop.pixels, resample(photo()[30:60, 0:40], 224))


def test_margin_and_square() -> None:
    """A margin widens each side by its fraction; square then widens the shorter side."""
    crop = crop_face(photo(), [LARGE], CropSpec(margin=0.1, size=16))
    assert crop is not None
    assert crop.box == (37, 6, 73, 54)
    crop = crop_face(photo(), [LARGE], CropSpec(margin=0.1, square=True, size=16))
    assert crop is not None
    assert crop.box == (31, 6, 79, 54)


@pytest.mark.parametrize(
    ("missing", "box"), [("whole", (0, 0, 80, 60)), ("centre", (10, 0, 70, 60))]
)
def test_no_face(missing: str, box: tuple[int, ...]) -> None:
    """Without a face the spec takes the whole photo or its central square, and says so."""
    crop = crop_face(photo(), [], CropSpec.model_validate({"missing": missing, "size": 16}))
    assert crop is not None
    assert (crop.happened, crop.box, crop.face) == (missing, box, None)


def test_skip() -> None:
    """A photo without a face gives no crop when missing is skip."""
    assert crop_face(photo(), [], CropSpec(missing="skip")) is None


def test_antialiasing() -> None:
    """Shrinking averages: a fine chequerboard becomes even grey, not stripes."""
    board = (np.indices((200, 200)).sum(axis=0) % 2 * 255).astype(np.uint8)
    small = resample(np.repeat(board[:, :, None], 3, axis=2), 20)
    assert np.abs(small.astype(int) - 128).max() <= 1


def test_same_size() -> None:
    """A crop of the wanted size stays as it is, to the last bit."""
    assert np.array_equal(resample(photo(32, 32), 32), photo(32, 32))


sides = st.floats(-100, 200, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(sides, sides, sides, sides, st.floats(0, 1), st.booleans())
def test_any_box(a: float, b: float, c: float, d: float, margin: float, square: bool) -> None:
    """Whatever a detector says, the cut lies inside the photo and has at least one pixel."""
    face = Face((min(a, b), min(c, d), max(a, b), max(c, d)), 1.0)
    crop = crop_face(photo(), [face], CropSpec(margin=margin, square=square, size=16))
    assert crop is not None
    left, top, right, bottom = crop.box
    assert 0 <= left < right <= 80
    assert 0 <= top < bottom <= 60
    assert crop.pixels.shape == (16, 16, 3)
