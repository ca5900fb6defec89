"""Films and cameras come frame by frame, and say when something is missing."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from cv2.typing import MatLike
from typing_extensions import override

from fakes.films import RATE, SIZE, Clock, FakeCapture, write_film
from pyojeong.core.images import Pixels
from pyojeong.recogniser import capture
from pyojeong.recogniser.capture import (
    Camera,
    Pace,
    camera_frames,
    film_frames,
    frames_in_film,
    is_film,
)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of two seconds."""
    return write_film(tmp_path_factory.mktemp("films") / "film.avi")


def grey(value: int) -> Pixels:
    """Return a grey frame with a red edge."""
    pixels = np.full((8, 12, 3), value, np.uint8)
    pixels[:, 0] = (255, 0, 0)
    return pixels


def test_a_film_is_its_frames(film: Path) -> None:
    """Each frame has its number, its time, and its own pixels."""
    frames = list(film_frames(film))
    assert [frame.index for frame in frames] == list(range(20))
    np.testing.assert_allclose([frame.time_s or 0.0 for frame in frames], np.arange(20) / RATE)
    lightness = [frame.pixels.mean() for frame in frames if frame.pixels is not None]
    np.testing.assert_allclose(lightness, 10 * np.arange(20), atol=6)
    first = frames[0]
    assert first.pixels is not None
    assert first.pixels.shape == (SIZE[1], SIZE[0], 3)
    assert (first.name, first.file, first.of, first.rate) == (str(film), film, 20, RATE)


@pytest.mark.parametrize("fps", [1.0, 2.5, 5.0, 10.0, 30.0])
def test_fewer_frames_are_evenly_spaced(film: Path, fps: float) -> None:
    """At most so many frames a second are looked at, and their times are kept."""
    times = [frame.time_s or 0.0 for frame in film_frames(film, fps)]
    assert len(times) == min(20, 2 * fps) == frames_in_film(film, fps)
    np.testing.assert_allclose(times, np.arange(len(times)) / min(fps, RATE), atol=0.051)


def test_frames_come_one_after_another(film: Path) -> None:
    """A film can be left in the middle."""
    assert [frame.index for frame in islice(film_frames(film), 3)] == [0, 1, 2]


def test_a_film_that_was_cut_short_says_so(tmp_path: Path) -> None:
    """What is there is seen; the last row says what is missing."""
    path = write_film(tmp_path / "cut.avi", 60)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    *seen, last = film_frames(path)
    assert 0 < len(seen) < 40
    assert (last.pixels, last.index) == (None, len(seen))
    assert "cut short" in last.problem


def opens(fake: FakeCapture) -> Callable[[Path], FakeCapture]:
    """Return what opens that film whatever the path."""

    def open_film(path: Path) -> FakeCapture:
        del path
        return fake

    return open_film


class Deaf(FakeCapture):
    """A film whose frames are there and cannot be decoded."""

    @override
    def retrieve(self) -> tuple[bool, MatLike]:
        """Decode nothing."""
        return False, np.zeros(0)


def test_a_film_of_which_nothing_can_be_decoded_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no empty answer."""
    monkeypatch.setattr(capture, "_open_film", opens(Deaf([grey(9)] * 3)))
    (frame,) = film_frames(Path("film.mp4"))
    assert frame.problem == "No frame of film.mp4 can be read."


def test_a_film_that_grows_too_large_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its header is small, a later frame is not: what was before it is kept."""
    large = np.zeros((80, 120, 3), np.uint8)
    fake = FakeCapture([grey(9), grey(9), large, grey(9)])
    monkeypatch.setattr(capture, "_open_film", opens(fake))
    monkeypatch.setattr(capture, "MAX_PIXELS", 1000)
    *seen, last = film_frames(Path("film.mp4"))
    assert len(seen) == 2
    assert (last.pixels, last.index) == (None, 2)
    assert last.problem == "film.mp4 has frames of 120 x 80 px: scale it down."
    assert fake.released


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("sound.mp4", b"\0\0\0\x14ftypisom\0\0\0\0isom", "no picture that can be read"),
        ("list.mp4", b"#EXTM3U\n#EXTINF:1\nfile:///etc/passwd\n", "is no film"),
        ("empty.webm", b"", "is no film"),
        ("photo.avi", b"\x89PNG\r\n\x1a\n", "is no film"),
        ("noise.webm", b"\x1aE\xdf\xa3" + bytes(range(256)), "no picture that can be read"),
    ],
)
def test_what_is_no_film_is_a_frame_that_says_so(
    name: str, data: bytes, says: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing is raised, and neither OpenCV nor FFmpeg writes a word."""
    path = tmp_path / name
    path.write_bytes(data)
    (frame,) = film_frames(path)
    assert frame.pixels is None
    assert says in frame.problem
    assert frames_in_film(path, None) == 1
    assert capfd.readouterr().err == ""


def test_a_film_is_known_by_its_content(film: Path, tmp_path: Path) -> None:
    """A film without an ending is one; a photo in boxes as films have them is none."""
    path = tmp_path / "film"
    path.write_bytes(film.read_bytes())
    assert is_film(path)
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0")
    assert not is_film(path)
    path.write_bytes(b"RIFF\0\0\0\0WEBPVP8 ")
    assert not is_film(path)
    assert not is_film(tmp_path / "nothing")


def test_a_camera_is_watched_until_it_is_taken_away() -> None:
    """Dropped frames are passed over; the last row says that the picture ended."""
    fake = FakeCapture([grey(10), None, grey(20), None, None, grey(30)])
    camera = Camera(3, open=lambda _number: fake, clock=Clock())
    *seen, last = camera_frames(camera)
    assert [frame.pixels[0, 5, 0] for frame in seen if frame.pixels is not None] == [10, 20, 30]
    assert seen[0].pixels is not None
    assert seen[0].pixels[0, 0].tolist() == [255, 0, 0]
    assert [frame.index for frame in seen] == [0, 1, 2]
    np.testing.assert_allclose([frame.time_s or 0.0 for frame in seen], [0.1, 0.2, 0.3])
    assert (last.name, last.pixels, last.index) == ("camera 3", None, 3)
    assert "taken away" in last.problem
    assert fake.released


def test_a_camera_that_is_not_there_is_a_row() -> None:
    """It says what to do."""
    (frame,) = camera_frames(Camera(7, open=lambda _number: FakeCapture([])))
    assert frame.pixels is None
    assert "There is no camera 7" in frame.problem


def test_opencv_finds_no_camera_and_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    """A number far from any camera's is answered without OpenCV's own words."""
    (frame,) = camera_frames(Camera(9999))
    assert "There is no camera 9999" in frame.problem
    assert capfd.readouterr().err == ""


def test_a_fast_camera_is_slowed_down() -> None:
    """Of ten frames a second five are looked at."""
    fake = FakeCapture([grey(value) for value in range(20)])
    camera = Camera(open=lambda _number: fake, clock=Clock())
    assert len(list(camera_frames(camera, 5.0))) == 10 + 1 + 1  # the end, and its row


def test_pace_bears_gaps() -> None:
    """After a gap the pace goes on from there, and time that goes back is not seen twice."""
    pace = Pace(2.0)
    due = [time for time in (0.0, 0.1, 0.4, 0.5, 3.2, 3.3, 3.5, 3.4) if pace.due(time)]
    assert due == [0.0, 0.5, 3.2, 3.5]
