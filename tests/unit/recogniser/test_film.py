import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from fakes.told import Row, told
from pyojeong.core.errors import SettingsError, StorageError
from pyojeong.core.images import Pixels
from pyojeong.recogniser.film import AnnotatedFilm

BOX = (10.0, 30.0, 30.0, 50.0)


WRITER = cv2.VideoWriter


class Forgetful:
    """A writer on a full disk: it takes frames and writes the first alone."""

    fourcc = WRITER.fourcc

    def __init__(self, *how: Any) -> None:
        self._writer, self._written = WRITER(*how), 0
        self.isOpened, self.release = self._writer.isOpened, self._writer.release

    def write(self, image: Pixels) -> None:
        """Write a frame, or do nothing."""
        if not self._written:
            self._writer.write(image)
        self._written += 1


def frame(grey: int, width: int = 96, height: int = 64) -> Pixels:
    """Return a plain frame."""
    return np.full((height, width, 3), grey, np.uint8)


def write(out: Path, times: list[float | None], rate: float = 10.0) -> None:
    """Write a film whose frames are lighter and lighter: 0, 20, 40 ..."""
    with AnnotatedFilm(out, rate, "en") as film:
        for index, time_s in enumerate(times):
            film.add(frame(20 * index), told([Row(BOX, "sad", time_s=time_s, track=0)]))


def read(path: Path) -> tuple[float, list[Pixels]]:
    """Return the rate and the frames, BGR."""
    film = cv2.VideoCapture(str(path))
    rate = film.get(cv2.CAP_PROP_FPS)
    frames: list[Pixels] = []
    while True:
        there, pixels = film.read()
        if not there:
            return rate, frames
        frames.append(np.asarray(pixels, np.uint8))


def shown(path: Path) -> list[int]:
    """Return the number of each frame that `write` wrote, by its grey far from the box."""
    return [round(float(one[5:15, 70:90].mean()) / 20) for one in read(path)[1]]


@pytest.mark.parametrize("ending", [".webm", ".mp4", ".MP4"])
def test_a_film_has_the_size_and_the_pace_of_its_source(tmp_path: Path, ending: str) -> None:
    """As many frames, at the same rate, each in its place, with its box drawn."""
    out = tmp_path / f"film{ending}"
    write(out, [index / 10 for index in range(8)])
    rate, frames = read(out)
    assert rate == pytest.approx(10)
    assert {one.shape for one in frames} == {(64, 96, 3)}
    assert shown(out) == list(range(8))
    assert abs(frames[0][30:50, 10:30].astype(int) - frames[0][5, 80]).max() > 60
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_folder_whose_name_is_not_utf_8_takes_a_film(tmp_path: Path) -> None:
    """OpenCV dies of such names as text, the whole process with it."""
    out = tmp_path / os.fsdecode(b"\xbb\xe7") / "film.mp4"
    write(out, [0.0, 0.1])
    assert out.stat().st_size > 0


def test_a_frame_is_shown_until_the_next(tmp_path: Path) -> None:
    """A late frame lets the last one stand, and of two at once the later is shown."""
    out = tmp_path / "film.mp4"
    write(out, [5.0, 5.1, 5.4, 5.42, 5.5])
    assert shown(out) == [0, 1, 1, 1, 3, 4]


def test_frames_without_a_time_follow_each_other(tmp_path: Path) -> None:
    """Pictures that are no film become one at the asked rate."""
    out = tmp_path / "film.mp4"
    write(out, [None] * 4)
    assert shown(out) == [0, 1, 2, 3]


def test_a_broken_clock_does_not_fill_the_disk(tmp_path: Path) -> None:
    """A frame stands for a minute at most, and a clock that goes back is not followed."""
    out = tmp_path / "film.mp4"
    write(out, [0.0, 1e9, 0.0, 0.5], rate=2)
    assert len(read(out)[1]) == 122


def test_odd_and_changing_sizes_are_fitted(tmp_path: Path) -> None:
    """A film's sides are even; a frame of another shape is fitted between black bars."""
    out = tmp_path / "film.mp4"
    with AnnotatedFilm(out, 10, "en") as film:
        for width, height in ((95, 63), (96, 63), (64, 128), (1, 1)):
            film.add(frame(200, width, height), told([Row(BOX, "sad")]))
    frames = read(out)[1]
    assert {one.shape for one in frames} == {(64, 96, 3)}
    assert frames[2][:, :20].max() < 30
    assert frames[2][45:60, 45:55].mean() == pytest.approx(200, abs=10)


def test_tiny_frames_become_a_film(tmp_path: Path) -> None:
    """A film of single pixels is written too."""
    out = tmp_path / "film.webm"
    with AnnotatedFilm(out, 10, "en") as film:
        film.add(frame(200, 1, 1), told([Row((0, 0, 1, 1), "sad")]))
    assert read(out)[1][0].shape == (16, 16, 3)


def test_a_failure_leaves_nothing_new(tmp_path: Path) -> None:
    """An exception costs the new film, not the old one."""
    out = tmp_path / "film.mp4"
    out.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), AnnotatedFilm(out, 10, "en") as film:
        consume(film, interrupted())
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_without_frames_there_is_no_film(tmp_path: Path) -> None:
    """Neither with frames that never came."""
    with AnnotatedFilm(tmp_path / "film.mp4", 10, "en"):
        pass
    assert not list(tmp_path.iterdir())


def test_an_interruption_can_keep_what_was_seen(tmp_path: Path) -> None:
    """Caught inside the block, Ctrl-C ends the film and nothing more."""
    out = tmp_path / "film.mp4"
    with AnnotatedFilm(out, 10, "en") as film:
        try:
            consume(film, interrupted())
        except KeyboardInterrupt:
            film.add(frame(9), told([Row()]))
    assert len(read(out)[1]) == 2


def consume(film: AnnotatedFilm, frames: Iterator[Pixels]) -> None:
    """Add all frames to a film."""
    for one in frames:
        film.add(one, told([Row()]))


def interrupted() -> Iterator[Pixels]:
    """Yield a frame, then somebody presses Ctrl-C."""
    yield frame(9)
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["film.avi", "film", "film.gif"])
def test_other_endings_are_refused(tmp_path: Path, name: str) -> None:
    """The ending says how to write; others are refused before anything is done."""
    with pytest.raises(SettingsError, match=r"\.webm or \.mp4"):
        AnnotatedFilm(tmp_path / name, 25, "en")


@pytest.mark.parametrize("rate", [0.0, -5.0, float("nan"), float("inf"), 90_000.0])
def test_rates_that_no_film_has_are_refused(tmp_path: Path, rate: float) -> None:
    """Damaged films claim such rates."""
    with pytest.raises(SettingsError, match="frames a second"):
        AnnotatedFilm(tmp_path / "film.mp4", rate, "en")


@pytest.mark.parametrize("rate", [1.0, 29.97003, 119.937, 239.999])
def test_films_may_have_odd_rates(tmp_path: Path, rate: float) -> None:
    """A telephone's film has any rate; no frame is lost."""
    write(tmp_path / "film.mp4", [index / rate for index in range(6)], rate)
    told_rate, frames = read(tmp_path / "film.mp4")
    assert told_rate == pytest.approx(rate, abs=0.01)
    assert len(frames) == 6


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenCV writes on without a word; we do not."""
    full = shutil.disk_usage(tmp_path)._replace(free=0)

    def asked(_path: Path) -> object:
        return full

    monkeypatch.setattr(shutil, "disk_usage", asked)
    with pytest.raises(StorageError, match="free some space"):
        write(tmp_path / "film.mp4", [0.0, 0.1])
    assert not list(tmp_path.iterdir())


def test_a_film_cut_short_on_the_disk_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What OpenCV says that it wrote is compared with what is there."""
    monkeypatch.setattr(cv2, "VideoWriter", Forgetful)
    with pytest.raises(StorageError, match="written whole"):
        write(tmp_path / "film.mp4", [index / 10 for index in range(6)])
    assert not list(tmp_path.iterdir())


def test_a_frame_too_wide_for_the_codec_is_refused(tmp_path: Path) -> None:
    """The sentence names the other format, which can."""
    with (
        pytest.raises(StorageError, match=r"other of \.webm and \.mp4"),
        AnnotatedFilm(tmp_path / "film.mp4", 10, "en") as film,
    ):
        film.add(frame(9, 9000, 20), told([Row()]))
    assert not list(tmp_path.iterdir())


def test_writing_a_webm_is_silent(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """FFmpeg's remark about codec tags is not shown to anybody."""
    write(tmp_path / "film.webm", [0.0])
    assert capfd.readouterr() == ("", "")
