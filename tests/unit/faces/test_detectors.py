"""The detectors, on drawn faces: nobody is shown. The real photos are asked a few times."""

from collections import Counter
from pathlib import Path

import cv2
import dlib
import numpy as np
import pytest

from pyojeong.core.errors import PictureError, UnknownNameError
from pyojeong.core.images import MAX_PIXELS, MAX_SIDE, Pixels, open_picture
from pyojeong.drawn import to_pixels, to_svg
from pyojeong.drawn.sample import sample_one
from pyojeong.faces import DETECTORS, Face, naming, open_detector
from pyojeong.faces.detectors import dlib_hog
from pyojeong.faces.detectors.dlib_hog import enlarge, shrink
from pyojeong.faces.detectors.dlib_hog_patient import ANGLES, PADDING, turn
from pyojeong.faces.detectors.yunet import fit


@pytest.fixture(scope="session")
def drawn() -> Pixels:
    """A drawn face, 256 px."""
    return to_pixels(to_svg(sample_one(3, 7).face), 256)


def centre(face: Face) -> tuple[float, float]:
    """Return x and y of the box's centre."""
    left, top, right, bottom = face.box
    return (left + right) / 2, (top + bottom) / 2


def test_names() -> None:
    """There are four detectors, and a misspelt one is guessed."""
    assert DETECTORS.names() == ["dlib-hog", "dlib-hog-patient", "none", "yunet"]
    with pytest.raises(UnknownNameError, match="did you mean 'yunet'"):
        open_detector("yunnet")


def test_none(drawn: Pixels) -> None:
    """The detector `none` finds nothing."""
    assert open_detector("none").detect(drawn) == []


def test_as_the_study(drawn: Pixels) -> None:
    """dlib-hog is dlib's plain call with one upsampling: the same boxes in the same order."""
    both = np.concatenate([drawn, drawn[::2, ::2].repeat(2, axis=0).repeat(2, axis=1)], axis=1)
    # pyrefly: ignore[missing-attribute]  # dlib's compiled module has no stubs
    plain = dlib.get_frontal_face_detector()(both, 1)
    expected = [(box.left(), box.top(), box.right(), box.bottom()) for box in plain]
    assert [face.box for face in open_detector("dlib-hog").detect(both)] == expected
    assert len(expected) >= 1


def test_large_photos_are_shrunk(drawn: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    """A face in a photo of more pixels than are searched is found in its place, by both."""
    monkeypatch.setattr(dlib_hog, "MOST", 250_000)
    photo = np.full((500, 1125, 3), 200, np.uint8)
    photo[175:431, 750:1006] = drawn
    small, scale = shrink(photo)
    assert small.shape[0] * small.shape[1] == pytest.approx(250_000, rel=0.01)
    assert scale == pytest.approx(small.shape[1] / 1125, rel=0.01)
    x, y = centre(open_detector("dlib-hog").detect(drawn)[0])
    for name in ("dlib-hog", "dlib-hog-patient"):
        (face,) = open_detector(name).detect(photo)
        assert np.abs(np.array(centre(face)) - (750 + x, 175 + y)).max() < 10


def test_other_photos_are_not(drawn: Pixels) -> None:
    """Photos as large as the study's are searched as they are, and boxes stay whole numbers."""
    small, scale = shrink(drawn)
    assert small is drawn
    assert scale == 1
    face = Face((-3, 4, 101, 108), 0.5)
    assert enlarge(face, 1 / scale) == face
    assert shrink(np.zeros((1, 5_000_000, 3), np.uint8))[0].shape[0] == 1


def test_patient_is_no_worse(drawn: Pixels) -> None:
    """Where dlib-hog finds a face, the patient detector finds the same."""
    assert open_detector("dlib-hog-patient").detect(drawn) == open_detector("dlib-hog").detect(
        drawn
    )


def test_patient_tilted(drawn: Pixels) -> None:
    """A head tilted by 58 degrees is missed by dlib-hog, and found in its place by the patient."""
    wide = cv2.copyMakeBorder(drawn, 60, 60, 100, 20, cv2.BORDER_REPLICATE)
    there = cv2.getRotationMatrix2D((228.0, 188.0), 58, 1.0)
    size = wide.shape[1], wide.shape[0]
    tilted = np.asarray(
        cv2.warpAffine(wide, there, size, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )
    x, y = centre(open_detector("dlib-hog").detect(drawn)[0])
    expected = there @ np.array([x + 100, y + 60, 1.0])
    assert open_detector("dlib-hog").detect(tilted) == []
    found = open_detector("dlib-hog-patient").detect(tilted)
    assert found
    assert np.abs(np.array(centre(found[0])) - expected).max() < 20


@pytest.mark.parametrize("angle", [0, 20, -40])
def test_turning(angle: float) -> None:
    """A turned photo is whole, padded, and its map leads every pixel back."""
    photo = np.zeros((60, 100, 3), np.uint8)
    photo[10, 80] = photo[50, 15] = 255
    turned, back = turn(photo, angle)
    assert min(turned.shape[:2]) >= 60 * (1 + 2 * PADDING)
    bright = np.argwhere(turned[:, :, 0] > 60)
    points = np.array([back @ np.array([x, y, 1.0]) for y, x in bright])
    for x, y in ((80, 10), (15, 50)):
        assert np.abs(points - (x, y)).max(axis=1).min() < 1


@pytest.mark.parametrize(("height", "width"), [(480, 640), (48, 48), (3000, 10)])
def test_fitting(height: int, width: int) -> None:
    """YuNet sees a square that holds the whole photo at one scale."""
    canvas, scale = fit(np.full((height, width, 3), 255, np.uint8), 320)
    assert canvas.shape == (320, 320, 3)
    seen = np.argwhere(canvas[:, :, 0] == 255).max(axis=0) + 1
    assert np.abs(seen - np.array([height, width]) * scale).max() <= 1


def test_yunet(shared: Path, drawn: Pixels, capfd: pytest.CaptureFixture[str]) -> None:
    """YuNet finds a face where dlib does, eyes above mouth, at any size, and is silent."""
    yunet = open_detector("yunet", shared / "models" / "yunet_n_640_640.onnx")
    x, y = centre(open_detector("dlib-hog").detect(drawn)[0])
    for scale in (0.25, 1, 6):
        photo = np.asarray(cv2.resize(drawn, None, fx=scale, fy=scale), np.uint8)
        face = yunet.detect(photo)[0]
        assert np.abs(np.array(centre(face)) / scale - (x, y)).max() < 35
        assert face.landmarks is not None
        assert face.landmarks[:2, 1].max() < face.landmarks[2, 1] < face.landmarks[3:, 1].min()
        assert 0.6 <= face.score <= 1
    assert yunet.detect(np.zeros((50, 50, 3), np.uint8)) == []
    assert capfd.readouterr() == ("", "")


def test_real_photos(shared: Path) -> None:
    """On real photos YuNet finds nearly all faces, and dlib-hog far fewer in pain than in joy."""
    yunet = open_detector("yunet", shared / "models" / "yunet_n_640_640.onnx")
    hog = open_detector("dlib-hog")
    found: Counter[str] = Counter()
    for label in ("happy", "pain"):
        for path in sorted((shared / "data" / "six-emotions" / label).iterdir())[::28]:
            pixels = open_picture(path).pixels
            found["photos"] += 1
            found["yunet"] += bool(yunet.detect(pixels))
            found[label] += bool(hog.detect(pixels))
    assert found["yunet"] >= found["photos"] - 1
    assert found["pain"] < 0.8 * found["happy"]


def test_longest_side_can_be_turned() -> None:
    """The largest photo that opens stays within OpenCV's 32,767 px, padded and turned."""
    for width in range(MAX_PIXELS // MAX_SIDE, MAX_SIDE + 1, 250):
        height = MAX_PIXELS // width
        for angle in np.radians(ANGLES):
            cosine, sine = abs(np.cos(angle)), abs(np.sin(angle))
            assert (width * cosine + height * sine) * (1 + 2 * PADDING) < 32_767


@pytest.mark.parametrize("error", [cv2.error("too big"), RuntimeError("dlib"), MemoryError()])
def test_failure_is_named(error: Exception) -> None:
    """What a detector fails with is told of the photo by name."""
    says = r"a/1\.jpg cannot be searched.*scale it down"
    with pytest.raises(PictureError, match=says), naming("a/1.jpg"):
        raise error
