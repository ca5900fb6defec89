"""Faces: columns that fit together, rows, prediction sets, doubt."""

from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fakes.live import LABELS, seen
from fakes.recogniser import CALIBRATION
from fakes.told import Row, told
from pyojeong.core.errors import PictureError, SettingsError
from pyojeong.core.settings import replace as with_
from pyojeong.recogniser.result import TOGETHER, Faces, Gathered

BOX = (1.0, 2.0, 30.0, 40.0)


def faces_with(*probabilities: tuple[float, float, float]) -> Faces:
    """Return faces of a photo with these probabilities."""
    people = [(BOX, one) for one in probabilities]
    return seen(people, None, name="photo.jpg", calibration=CALIBRATION).faces


def changed(name: str, value: np.ndarray) -> dict[str, Any]:
    """Return a column that does not fit."""
    return {name: value}


def test_a_row_says_everything() -> None:
    """The most probable label, the set that the calibration promises, and the doubt."""
    row = faces_with((0.25, 0.15, 0.6))[0]
    assert (row.label, row.prediction_set, row.sure) == ("sad", ("sad", "happy"), True)
    assert row.doubt == pytest.approx(0.4)
    assert row.probabilities == pytest.approx({"happy": 0.25, "neutral": 0.15, "sad": 0.6})
    assert (row.picture, row.happened, row.box, row.frame) == ("photo.jpg", "face", BOX, None)


def test_below_the_calibrations_limit_it_is_not_sure() -> None:
    """What `not_sure_below` says is what `sure` says; without one nobody knows."""
    faces = replace(
        faces_with((0.5, 0.3, 0.2)), calibration=with_(CALIBRATION, not_sure_below=0.55)
    )
    assert faces[0].sure is False
    assert replace(faces, calibration=None)[0].sure is None
    never = with_(CALIBRATION, not_sure_below=None)
    assert replace(faces_with((1, 0, 0)), calibration=never)[0].sure is False
    assert replace(faces, calibration=None)[0].prediction_set == ("happy",)
    assert replace(faces, steady=np.ones(1, np.int8))[0].sure is True


def test_without_a_face_there_is_no_label() -> None:
    """A row without an answer has neither label nor set nor doubt, and says why."""
    row = seen([], None, calibration=CALIBRATION).faces[0]
    assert (row.label, row.prediction_set, row.doubt, row.sure) == (None, (), None, None)
    assert (row.box, row.score, row.landmarks, row.probabilities) == (None, None, None, {})
    assert row.problem == "No face was found."


def test_rows_are_taken_as_from_a_list() -> None:
    """Index, slice, iteration and length are those of a sequence."""
    faces = faces_with((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert [row.label for row in faces] == list(LABELS)
    assert faces[-1].label == "sad"
    assert [row.label for row in faces[::-2]] == ["sad", "happy"]
    assert len(faces[3:]) == 0
    assert [row.label for row in faces.take([2, 2])] == ["sad", "sad"]
    with pytest.raises(IndexError):
        faces[3]


def test_parts_are_joined_in_order() -> None:
    """However many parts there are, every row is there, and pictures can be asked for again."""
    parts = [
        seen([(BOX, (1, 0, 0))], i, name=f"{i % 2}.mp4").faces for i in range(2 * TOGETHER + 3)
    ]
    joined = Faces.joined(iter(parts))
    assert joined.frame.tolist() == list(range(len(parts)))
    assert joined.pictures == ("0.mp4", "1.mp4")
    assert joined.of("1.mp4").frame.tolist() == list(range(1, len(parts), 2))
    with pytest.raises(SettingsError, match="nothing to look at"):
        Gathered().faces()


@pytest.mark.parametrize(
    "other",
    [
        {"model": "another"},
        {"detector": "another"},
        {"calibration": None},
        {"labels": ("a", "b", "c")},
    ],
    ids=lambda other: next(iter(other)),
)
def test_parts_of_different_recognisers_are_not_joined(other: dict[str, Any]) -> None:
    """What means something else does not stand in one table."""
    faces = faces_with((1, 0, 0))
    with pytest.raises(SettingsError, match="cannot be joined"):
        Faces.joined([faces, replace(faces, **other)])


def test_two_pictures_of_one_name_are_refused() -> None:
    """The first would be drawn with the faces of both; the same picture twice is no other."""
    one, other = (np.full((64, 64, 3), grey, np.uint8) for grey in (0, 9))
    faces = faces_with((1, 0, 0))
    held = [replace(faces, held={"photo.jpg": pixels}) for pixels in (one, other)]
    assert Faces.joined([held[0], held[0], faces]).held["photo.jpg"] is one
    with pytest.raises(SettingsError, match=r"Two pictures are called photo\.jpg: .* name="):
        Faces.joined(held)


def test_rows_are_values() -> None:
    """Rows that say the same are equal and one in a set; another probability makes another row."""
    points = np.arange(10, dtype=np.float32).reshape(1, 5, 2)
    one, same, other = (
        replace(faces_with(told), landmarks=points)[0]
        for told in ((1, 0, 0), (1, 0, 0), (0.9, 0.1, 0))
    )
    assert one == same != other
    assert len({one, same, other}) == 2
    assert one.landmarks == ((0, 1), (2, 3), (4, 5), (6, 7), (8, 9))


def test_a_picture_that_was_not_kept_says_so() -> None:
    """What came from an iterator is gone, and it is said what to do."""
    with pytest.raises(PictureError, match=r"picture 1 was not kept.*recognise a list"):
        told([Row(BOX, "happy")], name="picture 1").draw()


def test_columns_must_fit() -> None:
    """A column of another length, and probabilities that are none, are refused."""
    faces = faces_with((0.5, 0.3, 0.2))
    for one in fields(faces):
        if isinstance(getattr(faces, one.name), np.ndarray):
            twice = np.repeat(getattr(faces, one.name), 2, axis=0)
            with pytest.raises(ValueError, match=one.name):
                replace(faces, **changed(one.name, twice))
    with pytest.raises(ValueError, match="happened"):
        replace(faces, happened=())
    for wrong in ((0.5, 0.3, 0.3), (1.2, -0.2, 0.0)):
        with pytest.raises(ValueError, match="Probabilities"):
            replace(faces, probabilities=np.array([wrong], np.float32))


def test_faces_are_frozen() -> None:
    """Neither fields nor columns can be changed."""
    faces = faces_with((0.5, 0.3, 0.2))
    with pytest.raises(FrozenInstanceError):
        # pyrefly: ignore[read-only] - the fault that is tested
        faces.model = "another"
    with pytest.raises(ValueError, match="read-only"):
        faces.probabilities[0, 0] = 1
    assert repr(faces) == "<Faces: 1 rows of 1 pictures, fake 00000000, fake>"


def test_one_photo_is_drawn_at_a_time(tmp_path: Path) -> None:
    """A picture that was given is drawn from memory; films and several pictures are not."""
    pixels = np.zeros((64, 64, 3), np.uint8)
    faces = replace(told([Row(BOX, "happy")], name="photo"), held={"photo": pixels})
    drawn = faces.draw()
    assert drawn.shape == pixels.shape
    assert drawn.any()
    assert not pixels.any()
    np.testing.assert_array_equal(faces.draw("photo"), drawn)
    both = Faces.joined([faces, told([Row(BOX, "sad")], name=str(tmp_path / "gone.png"))])
    with pytest.raises(SettingsError, match="One photo"):
        both.draw()
    with pytest.raises(SettingsError, match="One photo"):
        both.draw("unknown")
    with pytest.raises(SettingsError, match="films are drawn"):
        told([Row(BOX, "happy", time_s=0.0)]).draw()
