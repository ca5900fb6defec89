"""recogniser.explain: what an answer hangs on, measured by hiding parts of a crop."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from fakes.face_parts import drawn_pixels, face_crop, landmarks_of, pixels_of
from fakes.reads import SURE, UNSURE, ReadsOnly
from fakes.recogniser import SIZE, fake_onnx
from pyojeong.core.crops import CropSpec
from pyojeong.core.labels import EIGHT
from pyojeong.drawn import DrawnFace, sample
from pyojeong.faces import Face
from pyojeong.faces.crop import Crop, crop_face
from pyojeong.recogniser.explain import Explanation, Place, explain, explain_faces
from pyojeong.recogniser.model import Model
from pyojeong.recogniser.regions import PARTS, USUAL, Part, landmarks_in, parts_of
from pyojeong.recogniser.result import Faces

FACE = next(one.face for one in sample(1, 3, ["happy"]))
FLAT = np.zeros((SIZE, SIZE), np.float32)


def reading(face: DrawnFace, crop: Crop, *parts: Part) -> ReadsOnly:
    """Return a model that reads those parts of a drawn face alone, to the pixel."""
    left, top, right, bottom = crop.box
    masks = [pixels_of(face, part)[top:bottom, left:right] for part in parts]
    return ReadsOnly(crop.pixels, *masks)


def explained(hidden: dict[Place, float], probability: float = 0.8) -> Explanation:
    """Return an explanation of fixed values."""
    return Explanation(np.zeros((4, 4, 3), np.uint8), "happy", probability, FLAT, hidden)


@pytest.mark.parametrize("part", ["brows", "eyes", "mouth"])
def test_one_part(part: Part) -> None:
    """Where the model reads one part, hiding it costs the answer, and hiding another nothing."""
    crop = face_crop(FACE)
    explanation = explain(reading(FACE, crop, part), crop)
    assert explanation.main == (part,)
    assert explanation.probability == pytest.approx(SURE)
    assert explanation.hidden[part] == pytest.approx(UNSURE, abs=0.05)
    for other in set(explanation.hidden) - {part}:
        assert explanation.hidden[other] == pytest.approx(SURE, abs=0.05)


def test_two_parts() -> None:
    """Where the model reads two parts, both are named, in the order from above."""
    crop = face_crop(FACE)
    model = reading(FACE, crop, "mouth", "brows")
    assert explain(model, crop).main == ("brows", "mouth")


def test_the_background_is_told_from_the_face() -> None:
    """Where the model reads a corner of the crop, no part of the face is named."""
    crop = face_crop(FACE)
    corner = np.zeros(crop.pixels.shape[:2], bool)
    corner[-len(corner) // 5 :, : len(corner) // 5] = True
    assert explain(ReadsOnly(crop.pixels, corner), crop).main == ("elsewhere",)


def test_the_map_lies_where_the_model_looks() -> None:
    """The map is highest where the model reads, and 0 where no patch hides any of it."""
    crop = face_crop(FACE)
    explanation = explain(reading(FACE, crop, "mouth"), crop)
    mouth = parts_of(crop, SIZE)["mouth"]
    assert mouth[np.unravel_index(explanation.map.argmax(), explanation.map.shape)]
    assert explanation.map.shape == (SIZE, SIZE)
    assert explanation.map[: SIZE // 3] == pytest.approx(0, abs=1e-6)


def test_squares_slide_over_the_whole_crop() -> None:
    """Every pixel is hidden by some square: a model of the last pixel sees its probability fall."""
    crop = face_crop(FACE)
    last = np.zeros(crop.pixels.shape[:2], bool)
    last[-4:, -4:] = True
    explanation = explain(ReadsOnly(crop.pixels, last), crop)
    assert explanation.map[-1, -1] == pytest.approx(SURE - UNSURE)


def test_without_a_face_no_part_is_named() -> None:
    """A crop that stands in where no face was found has a map, and no parts."""
    pixels = drawn_pixels(FACE)
    crop = Crop(pixels, "whole", None, (0, 0, 256, 256))
    explanation = explain(reading(FACE, crop, "mouth"), crop)
    assert explanation.hidden == {}
    assert explanation.main == ()
    assert explanation.map.max() > 0.1


@pytest.mark.parametrize(
    ("hidden", "main"),
    [
        ({"brows": 0.8, "eyes": 0.8, "nose": 0.8, "mouth": 0.2}, ("mouth",)),
        ({"brows": 0.7, "eyes": 0.7, "nose": 0.7, "mouth": 0.7}, ()),  # all fall too little
        ({"brows": 0.4, "eyes": 0.4, "nose": 0.4, "mouth": 0.4}, ()),  # all fall as much
        ({"brows": 0.4, "eyes": 0.8, "nose": 0.8, "mouth": 0.3}, ("brows", "mouth")),
        ({"brows": 0.8, "eyes": 0.8, "nose": 0.8, "mouth": 0.4, "elsewhere": 0.4}, ()),
        ({"brows": 0.9, "eyes": 0.9, "nose": 0.9, "mouth": 0.9}, ()),  # hiding makes it surer
        ({}, ()),
    ],
)
def test_what_is_named(hidden: dict[Place, float], main: tuple[Place, ...]) -> None:
    """One part is named, or two of the face; not those that cost little, nor three."""
    assert explained(hidden).main == main


def test_shares_are_of_what_falls() -> None:
    """Shares are in proportion to the falls; a part whose hiding helps has none."""
    share = explained({"brows": 0.6, "eyes": 0.9, "nose": 0.8, "mouth": 0.2}).share
    assert share == pytest.approx({"brows": 0.25, "eyes": 0, "nose": 0, "mouth": 0.75})
    assert set(explained({"brows": 0.9, "mouth": 0.8}).share.values()) == {0.0}


def test_landmarks_that_span_nothing() -> None:
    """Landmarks on one line, as of a face seen from the side, give no parts."""
    line = np.array([(10, 10), (12, 10), (14, 10), (11, 10), (13, 10)], np.float32)
    crop = Crop(drawn_pixels(FACE), "face", Face((0, 0, 256, 256), 1.0, line), (0, 0, 256, 256))
    assert parts_of(crop, SIZE) == {}


def test_parts_follow_a_head_that_is_turned_over() -> None:
    """Upside down, the same pixels are the same part."""
    upright = landmarks_of(FACE)
    whole = (0, 0, 256, 256)
    pixels = drawn_pixels(FACE)
    parts = parts_of(Crop(pixels, "face", Face(whole, 1.0, upright), whole), 256)
    over = parts_of(Crop(pixels, "face", Face(whole, 1.0, 256 - upright), whole), 256)
    for part in PARTS:
        assert np.mean(over[part][::-1, ::-1] != parts[part]) < 0.01


def test_parts_do_not_overlap() -> None:
    """No pixel belongs to two parts, and each part has some."""
    masks = list(parts_of(face_crop(FACE), SIZE).values())
    assert np.sum(masks, axis=0).max() == 1
    assert all(mask.any() for mask in masks)


def test_a_box_without_landmarks_has_the_usual_ones() -> None:
    """They lie in the detector's box, whatever margin the crop adds."""
    face = Face((100, 50, 200, 150), 1.0)
    tight = Crop(drawn_pixels(FACE), "face", face, (100, 50, 200, 150))
    wide = Crop(drawn_pixels(FACE), "face", face, (50, 0, 250, 200))
    np.testing.assert_allclose(_points(tight), USUAL)
    np.testing.assert_allclose(_points(wide), USUAL / 2 + 0.25)


def _points(crop: Crop) -> npt.NDArray[np.float64]:
    points = landmarks_in(crop)
    assert points is not None
    return points


def test_usual_places_serve_a_detector_without_landmarks() -> None:
    """On drawn faces with wide boxes alone, the part that is read is named nine times in ten."""
    right = 0
    faces = [one.face for one in sample(10, 8, EIGHT)]
    for face in faces:
        crop = face_crop(face, landmarks=False)
        right += explain(reading(face, crop, "mouth"), crop).main == ("mouth",)
    assert right >= 0.9 * len(faces)


def test_rows_of_a_picture(tmp_path: Path) -> None:
    """Each row with an answer is explained as its own crop would be; one without is None."""
    model = Model.load(fake_onnx(tmp_path / "model.onnx"))
    spec = CropSpec(margin=0.1, square=True, size=SIZE)
    pixels, box = drawn_pixels(FACE), (60.0, 50.0, 190.0, 190.0)
    rows = 3
    probabilities = np.full((rows, len(EIGHT)), np.nan, np.float32)
    probabilities[:2] = 1 / len(EIGHT)
    boxes = np.full((rows, 4), np.nan, np.float32)
    boxes[0] = box
    landmarks = np.full((rows, 5, 2), np.nan, np.float32)
    landmarks[0] = landmarks_of(FACE)
    faces = Faces(
        labels=EIGHT,
        model=model.name,
        detector="yunet",
        calibration=None,
        picture=("x.jpg",) * rows,
        happened=("face", "whole", "none"),
        problem=("", "", "No face was found."),
        frame=np.full(rows, -1),
        time_s=np.full(rows, np.nan),
        track=np.full(rows, -1),
        box=boxes,
        score=np.array([0.9, np.nan, np.nan], np.float32),
        landmarks=landmarks,
        probabilities=probabilities,
    )
    first, second, third = explain_faces(
        model, spec.model_copy(update={"missing": "whole"}), pixels, faces
    )
    own = crop_face(pixels, [Face(box, 0.9, landmarks_of(FACE))], spec)
    assert own is not None
    assert first is not None
    assert first.hidden == explain(model, own).hidden
    assert second is not None
    assert second.hidden == {}
    assert third is None
