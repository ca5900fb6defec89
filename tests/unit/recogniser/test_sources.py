"""Whatever one gives becomes frames of the same kind; what cannot be read says why."""

import io
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fakes.films import FakeCapture, write_film
from pyojeong.core.errors import DataError, SettingsError
from pyojeong.core.images import Pixels
from pyojeong.recogniser.capture import Camera
from pyojeong.recogniser.frame import Frame
from pyojeong.recogniser.sources import ONLY_FIRST, Source, frames_in, frames_of, read_again

RAMP: Pixels = np.arange(6 * 8 * 3, dtype=np.uint8).reshape(6, 8, 3)


def png(pixels: Pixels = RAMP) -> bytes:
    """Return the bytes of a photo."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def pixels_of(source: Source) -> Pixels:
    """Return the pixels of the one frame of a source."""
    (frame,) = frames_of(source)
    assert frame.pixels is not None, frame.problem
    return frame.pixels


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with photos, a film, and what is neither."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "photo.png").write_bytes(png())
    (tmp_path / "a.jpg").write_bytes(b"no photo")
    (tmp_path / "notes.txt").write_text("no photo")
    (tmp_path / ".hidden.png").write_bytes(png())
    write_film(tmp_path / "film.avi", 3)
    return tmp_path


def test_every_kind_has_the_same_pixels(tmp_path: Path) -> None:
    """A path, bytes, an array and a Pillow image of one photo are one photo."""
    path = tmp_path / "photo.png"
    path.write_bytes(png())
    sources: list[Source] = [
        path, str(path), png(), RAMP, Image.fromarray(RAMP), Frame("one", RAMP), [RAMP], (RAMP,),
    ]  # fmt: skip
    for source in sources:
        np.testing.assert_array_equal(pixels_of(source), RAMP)


def test_grey_and_transparent_arrays_become_rgb() -> None:
    """Grey is repeated, transparency lies on white, as in files."""
    grey = RAMP[:, :, 0]
    np.testing.assert_array_equal(pixels_of(grey), np.repeat(grey[:, :, None], 3, axis=2))
    clear = np.zeros((4, 4, 4), np.uint8)
    assert (pixels_of(clear) == 255).all()
    np.testing.assert_array_equal(pixels_of(RAMP[::2, ::-1]), RAMP[::2, ::-1])


@pytest.mark.parametrize(
    "array",
    [
        np.full((6, 8, 3), np.nan),
        np.zeros((6, 8, 3), np.float32),
        np.zeros((6, 8, 3), np.int64),
        np.zeros((6, 8, 2), np.uint8),
        np.zeros((2, 6, 8, 3), np.uint8),
        np.zeros((0, 8, 3), np.uint8),
        np.zeros(8, np.uint8),
        np.zeros((6, 8), bool),
    ],
)
def test_other_arrays_are_a_row_that_says_what_to_give(array: np.ndarray) -> None:
    """Nobody knows whether a float's white is 1 or 255: it is not guessed."""
    (frame,) = frames_of(array)
    assert frame.pixels is None
    assert "give uint8, 0 to 255" in frame.problem
    assert str(array.dtype) in frame.problem


def test_an_array_too_large_is_a_row() -> None:
    """The limits of files hold for arrays."""
    (frame,) = frames_of(np.zeros((1, 20_001), np.uint8))
    assert "too large" in frame.problem


def test_a_folder_is_walked_in_order(folder: Path) -> None:
    """Photos and films, subfolders too; hidden files and other kinds are no photos."""
    frames = list(frames_of(folder))
    names = [Path(frame.name).relative_to(folder).as_posix() for frame in frames]
    assert names == ["a.jpg", "b/photo.png", "film.avi", "film.avi", "film.avi"]
    assert [frame.index for frame in frames] == [None, None, 0, 1, 2]
    assert "is no picture" in frames[0].problem
    (named,) = frames_of(folder / "notes.txt")
    assert "is no picture" in named.problem
    assert frames_in(folder) == 5
    assert frames_in([folder, RAMP, folder / "film.avi"], fps=5.0) == 4 + 1 + 2


def test_only_the_first_frame_of_an_animation_is_said() -> None:
    """An animated GIF is its first frame, and says that it is no more."""
    buffer = io.BytesIO()
    images = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    images[0].save(buffer, "GIF", save_all=True, append_images=images[1:])
    (frame,) = frames_of(buffer.getvalue())
    assert frame.pixels is not None
    assert frame.problem == ONLY_FIRST


def test_a_photo_is_turned_upright() -> None:
    """A Pillow image obeys its EXIF tag as a file does."""
    image = Image.fromarray(RAMP)
    image.getexif()[0x0112] = 6
    assert pixels_of(image).shape == (8, 6, 3)


def test_an_iterator_is_taken_one_by_one() -> None:
    """Nothing is read before it is asked for, and nothing is kept."""
    taken: list[int] = []

    def stream() -> Iterator[Pixels]:
        for number in range(1000):
            taken.append(number)
            yield RAMP

    frames = list(islice(frames_of(stream()), 3))
    assert taken == [0, 1, 2]
    assert [frame.name for frame in frames] == ["picture 1", "picture 2", "picture 3"]
    assert all(frame.given is None for frame in frames)
    assert frames_in(stream()) == 0


def test_what_was_given_can_be_read_again(tmp_path: Path) -> None:
    """Pictures of a list are kept as they came, for drawing; files by their path."""
    path = tmp_path / "photo.png"
    path.write_bytes(png())
    for frame in frames_of([RAMP, png(), Image.fromarray(RAMP), path]):
        again = frame.given if frame.given is not None else frame.file
        assert again is not None
        np.testing.assert_array_equal(read_again(again, frame.name), RAMP)


def test_a_frame_passes_as_it_is() -> None:
    """Whoever has a film of their own gives numbers and times."""
    frame = Frame("mine", RAMP, index=4, time_s=0.2)
    (passed,) = frames_of(iter([frame]))
    assert (passed.name, passed.index, passed.time_s) == ("mine", 4, 0.2)
    (none,) = frames_of(Frame("mine", None, problem="lost"))
    assert none.problem == "lost"


def test_a_camera_stands_in_a_list() -> None:
    """A camera comes after photos."""
    camera = Camera(open=lambda _number: FakeCapture([RAMP]))
    assert [frame.name for frame in frames_of([RAMP, camera])] == [
        "picture 1", "camera 0", "camera 0",
    ]  # fmt: skip
    assert frames_in(camera) == 0


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is no file is a row: reading it might never end."""
    os.mkfifo(tmp_path / "pipe.jpg")
    (frame,) = frames_of(tmp_path / "pipe.jpg")
    assert "is no file" in frame.problem


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("nowhere.jpg", "There is no nowhere.jpg"),
        ("x" * 5000, "There is no xxx"),
        (Path("nowhere"), "There is no nowhere"),
        ([RAMP, "nowhere.jpg"], "There is no nowhere.jpg"),
    ],
)
def test_a_path_that_is_not_there_is_refused(source: Source, says: str) -> None:
    """A slip of the keyboard is said at once, before anything else is looked at."""
    with pytest.raises(DataError, match=says):
        next(frames_of(source))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """It is said which."""
    with pytest.raises(DataError, match="No photo or film in"):
        next(frames_of(tmp_path))


@pytest.mark.parametrize(
    "address", ["https://example.org/a.jpg", "rtsp://camera/1", Path("http://example.org/a.jpg")]
)
def test_an_address_is_refused(address: str | Path) -> None:
    """Nothing is fetched from elsewhere."""
    with pytest.raises(SettingsError, match="is an address"):
        next(frames_of(address))


@pytest.mark.parametrize("source", [3, None, object()])
def test_what_is_no_source_is_refused(source: object) -> None:
    """It is said what may be given."""
    with pytest.raises(SettingsError, match="nothing to look at"):
        # pyrefly: ignore[bad-argument-type] - what is not typed is what is tested
        next(frames_of(source))


@pytest.mark.parametrize("fps", [0.0, -1.0, float("inf"), float("nan")])
def test_a_pace_must_be_above_zero(fps: float) -> None:
    """No frame a second is no pace, and neither is endlessly many."""
    with pytest.raises(SettingsError, match="more than 0"):
        next(frames_of(RAMP, fps=fps))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_not_utf_8_are_told_by_their_bytes(tmp_path: Path) -> None:
    """Photos, films and what cannot be read of a Korean zip have names that can be written."""
    for name, data in ((b"\xbb\xe7.png", png()), (b"\xc1\xf8.jpg", b"no photo")):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(data)
    write_film(tmp_path / "film.avi", 1).rename(tmp_path / os.fsdecode(b"\xff\xfe.avi"))
    photo, broken, film = frames_of(tmp_path)
    assert [frame.name for frame in (photo, broken, film)] == [
        rf"{tmp_path}/\xbb\xe7.png", rf"{tmp_path}/\xc1\xf8.jpg", rf"{tmp_path}/\xff\xfe.avi",
    ]  # fmt: skip
    assert photo.file is not None
    assert photo.file.is_file()
    assert r"\xc1\xf8.jpg is no picture" in broken.problem
    assert film.pixels is not None
