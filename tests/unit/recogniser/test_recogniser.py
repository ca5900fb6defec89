"""From pictures to feelings: detectors, rows, threads, films."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import cv2
import numpy as np
import pytest
from PIL import Image

from fakes.films import Clock, FakeCapture, FakeDetector, write_film
from fakes.recogniser import CROP, DLIB_CROP, WHOLE_CROP, fake_card, fake_onnx
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import SettingsError, UnknownNameError, WeightsError
from pyojeong.core.images import Pixels
from pyojeong.core.settings import replace
from pyojeong.drawn import sample, to_pixels, to_svg
from pyojeong.faces import Face
from pyojeong.faces.crop import crop_face
from pyojeong.recogniser import Camera, Faces, Recogniser
from pyojeong.recogniser.model import Model
from pyojeong.recogniser.recogniser import choose_crop

POINTS = np.arange(10, dtype=np.float32).reshape(5, 2)
SMALL = Face((2.0, 3.0, 22.0, 30.0), 0.9, POINTS)
LARGE = Face((30.0, 5.0, 90.0, 80.0), 0.8)
NOISE: Pixels = np.random.default_rng(0).integers(1, 256, (96, 128, 3), np.uint8)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exported model."""
    return fake_onnx(tmp_path_factory.mktemp("model") / "model.onnx")


@pytest.fixture
def no_yunet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let YuNet's weights be nowhere."""
    monkeypatch.delenv("PYOJEONG_YUNET", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def recogniser_with(
    model: Path, faces: Sequence[Face] = (SMALL, LARGE), crop: CropSpec = CROP
) -> Recogniser:
    """Return a recogniser whose detector finds these faces."""
    return Recogniser(Model.load(model), crop, lambda: FakeDetector(faces))


def test_every_face_has_the_answer_of_its_crop(model: Path) -> None:
    """Box, score and landmarks are the detector's; the probabilities are those of the crop."""
    recogniser = recogniser_with(model)
    faces = recogniser.recognise(NOISE)
    crops = [crop_face(NOISE, [face], CROP) for face in (SMALL, LARGE)]
    alone = np.stack([crop.pixels for crop in crops if crop])
    expected = Model.load(model).probabilities(alone)
    np.testing.assert_allclose(faces.probabilities, expected, atol=1e-6)
    assert [row.box for row in faces] == [SMALL.box, LARGE.box]
    assert [row.happened for row in faces] == ["face", "face"]
    np.testing.assert_allclose(faces.score, [0.9, 0.8])
    np.testing.assert_array_equal(faces.landmarks[0], POINTS)
    assert faces[1].landmarks is None
    assert (faces.model, faces.detector) == (recogniser.model.name, "yunet")


def test_one_face_is_the_one_that_the_crop_chooses(model: Path) -> None:
    """The largest, or the first that the detector lists, as the model was trained."""
    (largest,) = recogniser_with(model).recognise(NOISE, every=False)
    assert largest.box == LARGE.box
    first = replace(CROP, choose="first")
    (chosen,) = recogniser_with(model, crop=first).recognise(NOISE, every=False)
    assert chosen.box == SMALL.box


def test_no_face_is_a_row(model: Path) -> None:
    """A picture without a face is never looked at as a whole unless the card says so."""
    black = np.zeros((96, 128, 3), np.uint8)
    (row,) = recogniser_with(model).recognise(black)
    assert (row.happened, row.problem, row.label) == ("none", "No face was found.", None)
    (whole,) = recogniser_with(model, crop=WHOLE_CROP).recognise(black)
    assert (whole.happened, whole.box, whole.score) == ("whole", (0, 0, 128, 96), None)
    assert whole.label is not None
    centre = replace(WHOLE_CROP, missing="centre")
    (row,) = recogniser_with(model, crop=centre).recognise(black)
    assert (row.happened, row.box) == ("centre", (16, 0, 112, 96))


def test_what_cannot_be_read_is_a_row_among_the_others(model: Path) -> None:
    """Nothing that was asked about is missing from the answer."""
    faces = recogniser_with(model).recognise([NOISE, b"nothing", NOISE.astype(float), NOISE])
    assert [row.happened for row in faces] == [
        "face", "face", "unreadable", "unreadable", "face", "face",
    ]  # fmt: skip
    assert faces.pictures == ("picture 1", "picture 2", "picture 3", "picture 4")


class Failing:
    """A detector that runs out of memory."""

    def detect(self, pixels: Pixels) -> list[Face]:
        """Fail as OpenCV does."""
        raise cv2.error(f"out of memory for {pixels.shape}")


def test_a_detector_that_fails_is_a_row(model: Path) -> None:
    """The photo is named, and the next one is looked at."""
    faces = Recogniser(Model.load(model), CROP, Failing).recognise([NOISE, NOISE])
    assert faces.happened == ("unreadable", "unreadable")
    assert "picture 2 cannot be searched for a face" in faces.problem[1]


def test_thousands_of_faces_are_all_told(model: Path) -> None:
    """Five thousand faces, those of one pixel too, are five thousand rows."""
    x, y = np.meshgrid(np.arange(100), np.arange(50))
    boxes = np.stack([x, y, x + 1 + x % 3, y + 1 + y % 3], axis=-1).reshape(-1, 4).astype(float)
    many = [Face((left, top, right, bottom), 0.7) for left, top, right, bottom in boxes.tolist()]
    faces = recogniser_with(model, many).recognise(NOISE)
    assert len(faces) == 5000
    assert faces.told.all()
    np.testing.assert_allclose(faces.box, boxes)


@pytest.mark.parametrize(
    "box", [(-50, -50, 200, 200), (127, 95, 128, 96), (300, 300, 400, 400), (5.5, 5.5, 5.5, 5.5)]
)
def test_boxes_over_the_edge_are_told(model: Path, box: tuple[float, ...]) -> None:
    """A box may reach over the edge, lie outside, or have no area."""
    left, top, right, bottom = box
    (row,) = recogniser_with(model, [Face((left, top, right, bottom), 0.5)]).recognise(NOISE)
    assert row.label is not None
    assert row.box == box


class Alone:
    """A detector that no two threads may use at once."""

    def __init__(self) -> None:
        """Begin unused."""
        self._lock = Lock()

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return a face, or fail where another thread is at work."""
        assert self._lock.acquire(blocking=False)
        try:
            return [Face((0.0, 0.0, float(pixels[0, 0, 0]), 90.0), 0.5)]
        finally:
            self._lock.release()


def test_two_hundred_threads_share_a_recogniser(model: Path) -> None:
    """Each has its own answer, and there are no more detectors than cores."""
    opened: list[Alone] = []

    def open_one() -> Alone:
        opened.append(Alone())
        return opened[-1]

    recogniser = Recogniser(Model.load(model), CROP, open_one)
    pictures = [NOISE.copy() for _ in range(200)]
    for width, picture in enumerate(pictures, start=1):
        picture[0, 0] = width
    with ThreadPoolExecutor(200) as pool:
        told = list(pool.map(recogniser.faces_of, pictures))
    assert [faces[0].box for faces in told] == [(0, 0, width, 90) for width in range(1, 201)]
    assert 1 <= len(opened) <= (os.cpu_count() or 1)


def test_a_film_numbers_people_and_smooths(model: Path, tmp_path: Path) -> None:
    """Two faces that stay where they are are two people, from beginning to end."""
    film = write_film(tmp_path / "film.avi", 12)
    faces = recogniser_with(model).recognise([film, NOISE], progress=lambda _done, _all: None)
    in_film = faces.of(str(film))
    assert in_film.frame.tolist() == [0, *sorted([*range(1, 12)] * 2)]  # the first is black
    assert set(in_film.track[1:].tolist()) == {1, 2}
    assert set(in_film.steady.tolist()) <= {-1, 0, 1}
    assert faces.of("picture 2").track.tolist() == [-1, -1]


def test_progress_tells_how_many_frames_there_will_be(model: Path, tmp_path: Path) -> None:
    """Frames of films are counted before they are read."""
    film = write_film(tmp_path / "film.avi", 6)
    told: list[tuple[int, int]] = []
    recogniser_with(model).recognise(
        [film, NOISE], fps=5.0, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(done, 4) for done in range(1, 5)]


def test_a_camera_is_told_frame_by_frame(model: Path) -> None:
    """Each frame comes as soon as it is known; what was seen before the end is kept."""
    camera = Camera(open=lambda _number: FakeCapture([NOISE, NOISE]), clock=Clock())
    *seen, last = recogniser_with(model).stream(camera)
    assert [len(one.faces) for one in seen] == [2, 2]
    assert all(one.frame.pixels is not None for one in seen)
    assert last.faces.happened == ("unreadable",)
    assert "taken away" in last.faces.problem[0]


def test_a_picture_of_memory_can_be_drawn(model: Path) -> None:
    """Faces of arrays hold them, and draw them."""
    faces = recogniser_with(model).faces_of(NOISE)
    assert (faces.draw() != NOISE).any()
    assert recogniser_with(model).recognise(iter([NOISE])).held == {}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_photo_whose_name_is_not_utf_8_is_a_row_that_can_be_drawn(
    model: Path, tmp_path: Path
) -> None:
    """Tables take its name, and the picture is found again by name and by path."""
    path = tmp_path / os.fsdecode(b"\xbb\xe7.png")
    Image.fromarray(NOISE).save(path, "PNG")
    faces = recogniser_with(model).recognise([path, NOISE])
    assert rf"{tmp_path}/\xbb\xe7.png" == faces.pictures[0]
    assert faces.to_csv().encode()
    assert faces.to_json().encode()
    assert len(faces.of(str(path))) == 2
    np.testing.assert_array_equal(faces.draw(str(path)), faces.draw(faces.pictures[0]))
    assert (faces.draw(str(path)) != NOISE).any()


@pytest.mark.usefixtures("no_yunet")
def test_the_detector_is_the_best_that_is_here(model: Path, tmp_path: Path) -> None:
    """YuNet where its weights are given or cached, else dlib; nothing is fetched unasked."""
    card = fake_card()
    assert choose_crop(card, None, None) == DLIB_CROP
    assert choose_crop(card, None, tmp_path / "yunet.onnx") == CROP
    assert choose_crop(card, "none", None) == WHOLE_CROP
    (tmp_path / "pyojeong").mkdir()
    (tmp_path / "pyojeong" / "yunet_n_640_640.onnx").touch()
    assert choose_crop(card, None, None) == CROP
    with pytest.raises(WeightsError, match="not the published"):
        Recogniser.load(model)


@pytest.mark.usefixtures("no_yunet")
def test_a_detector_that_the_model_does_not_know_is_refused() -> None:
    """The crop is a contract: the sentence names what the model was trained with."""
    card = fake_card(also=())
    with pytest.raises(WeightsError, match="needs the face detector yunet"):
        choose_crop(card, None, None)
    with pytest.raises(SettingsError, match=r"not trained with faces as dlib-hog .*: use yunet\."):
        choose_crop(card, "dlib-hog", None)
    with pytest.raises(UnknownNameError, match="did you mean 'yunet'"):
        choose_crop(card, "yunett", None)


@pytest.mark.usefixtures("no_yunet")
def test_a_drawn_face_on_a_canvas_is_found_and_told(model: Path) -> None:
    """From a file's path to Faces in one call, with the real detector that carries its weights."""
    (one,) = sample(1, seed=3)
    canvas = np.full((300, 500, 3), 120, np.uint8)
    canvas[20:276, 200:456] = to_pixels(to_svg(one.face), 256)
    faces = Recogniser.load(model).recognise(canvas)
    assert isinstance(faces, Faces)
    assert faces.detector == "dlib-hog"
    (row,) = faces
    assert row.box is not None
    left, top, right, bottom = row.box
    assert 200 < left < right < 456
    assert 20 < top < bottom < 276
