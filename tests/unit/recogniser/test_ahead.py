"""Looking ahead."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fakes.service import faces
from pyojeong.recogniser import ahead
from pyojeong.recogniser.ahead import look_ahead
from pyojeong.recogniser.frame import Frame
from pyojeong.recogniser.result import Faces

PHOTO = Frame("photo", np.zeros((4, 5, 3), np.uint8), file=Path("photo.png"))
LIVE = Frame("camera 0", PHOTO.pixels, index=0, time_s=0.0)


def numbered(frame: Frame, count: int) -> list[Frame]:
    """Return frames that can be told apart."""
    return [replace(frame, name=f"{number}") for number in range(count)]


def told(frame: Frame) -> Faces:
    """Return a row that names the frame."""
    return replace(faces(), picture=(frame.name,))


def test_frames_are_told_in_order_whichever_is_done_first() -> None:
    """The first frame ends last, and is told first."""
    later = threading.Event()

    def look(frame: Frame) -> Faces:
        if frame.name == "0":
            assert later.wait(10)
        else:
            later.set()
        return told(frame)

    seen = list(look_ahead(look, numbered(PHOTO, 6), threads=2))
    assert [one.frame.name for one in seen] == list("012345")
    assert [one.faces.picture for one in seen] == [(name,) for name in "012345"]


def taken_when_told(frame: Frame, threads: int) -> list[int]:
    """Return how many frames had been asked for when each of five was told."""
    taken: list[str] = []

    def frames() -> Iterator[Frame]:
        for one in numbered(frame, 5):
            taken.append(one.name)
            yield one

    return [len(taken) for _seen in look_ahead(told, frames(), threads)]


@pytest.mark.parametrize(
    ("frame", "threads", "taken"),
    [
        (PHOTO, 1, [2, 3, 4, 5, 5]),
        (PHOTO, 3, [4, 5, 5, 5, 5]),
        (LIVE, 3, [1, 2, 3, 4, 5]),
    ],
    ids=["one thread", "three threads", "a camera"],
)
def test_only_a_few_frames_are_read_ahead(frame: Frame, threads: int, taken: list[int]) -> None:
    """As many as there are threads, and one in hand; of a camera none."""
    assert taken_when_told(frame, threads) == taken


def test_large_photos_are_looked_at_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames at work have no more pixels than is allowed, or there is but one."""
    monkeypatch.setattr(ahead, "PIXELS", 39)  # two photos have 40
    lock, at_once, most = threading.Lock(), 0, 0

    def look(frame: Frame) -> Faces:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.002)
        with lock:
            at_once -= 1
        return told(frame)

    list(look_ahead(look, numbered(PHOTO, 4), threads=3))
    assert most == 1


def test_two_frames_of_4k_are_looked_at_side_by_side() -> None:
    """The films of today's telephones use more than one core."""
    frame = np.broadcast_to(np.zeros(3, np.uint8), (2160, 3840, 3))
    assert taken_when_told(replace(PHOTO, pixels=frame), 3) == [3, 4, 5, 5, 5]


def test_frames_that_cannot_be_read_pass_too() -> None:
    """A frame without pixels weighs nothing."""
    nothing = Frame("gone.png", None, problem="It is gone.")
    (seen,) = look_ahead(told, [nothing], threads=2)
    assert seen.frame is nothing


def test_whoever_stops_listening_leaves_no_thread() -> None:
    """Closed after the first frame, no thread goes on."""
    seens = look_ahead(told, numbered(PHOTO, 5), threads=2)
    assert isinstance(seens, Iterator)
    next(seens)
    del seens
    assert not [one for one in threading.enumerate() if one.name.startswith("look")]


def test_what_goes_wrong_is_told_in_its_place() -> None:
    """The frame before a failure is told, then the failure comes."""

    def look(frame: Frame) -> Faces:
        if frame.name == "1":
            raise ValueError("No.")
        return told(frame)

    seens = look_ahead(look, numbered(PHOTO, 3), threads=2)
    assert next(seens).frame.name == "0"
    with pytest.raises(ValueError, match=r"No\."):
        next(seens)
