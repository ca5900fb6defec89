from collections.abc import Iterator
from dataclasses import replace as with_
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from fakes.live import Person, seen
from fakes.recogniser import CALIBRATION, CROP, fake_onnx
from pyojeong.core.images import Pixels
from pyojeong.core.settings import replace
from pyojeong.faces import Face
from pyojeong.recogniser import Recogniser
from pyojeong.recogniser.follow import follow
from pyojeong.recogniser.frame import Frame
from pyojeong.recogniser.model import Model
from pyojeong.recogniser.seen import Seen
from pyojeong.recogniser.smooth import Smoother, Steadiness

HAPPY, SAD = [0.9, 0.05, 0.05], [0.1, 0.1, 0.8]
LEFT: Person = ([0, 0, 100, 100], HAPPY)
RIGHT: Person = ([200, 0, 300, 100], SAD)
QUICK = Steadiness(memory_s=0.5, tell=0.6, slack=0.1, hold_s=0.25)


def tracks(frames: list[Seen]) -> list[list[int]]:
    """Return the numbers of each frame."""
    return [one.faces.track.tolist() for one in frames]


def test_photos_pass_as_they_are() -> None:
    """What has no time keeps its own probabilities, without number and without waiting."""
    photo = seen([LEFT], None, name="photo.jpg", calibration=CALIBRATION)
    (passed,) = follow([photo])
    assert passed is photo
    assert passed.faces[0].sure is True


def test_film_gets_numbers_averages_and_what_is_told() -> None:
    """A face that turns from happy to sad is not told as sad at once, and its number stays."""
    told = [HAPPY] * 7 + [SAD] * 10
    frames = list(follow([seen([(LEFT[0], one)], place) for place, one in enumerate(told)], QUICK))
    rows = [one.faces[0] for one in frames]
    assert {row.track for row in rows} == {1}
    assert [row.sure for row in rows[:7]] == [False] * 5 + [True] * 2
    assert rows[7].label == "happy"
    assert rows[-1].label == "sad"
    assert rows[-1].sure is True
    smoother = Smoother(QUICK)
    expected = [
        smoother.step([0], np.array([one], np.float32), p / 10)[0] for p, one in enumerate(told)
    ]
    assert np.array([one.faces.probabilities for one in frames]) == pytest.approx(
        np.array(expected)
    )


def test_each_person_has_an_average_of_their_own() -> None:
    """One who stays happy is not touched by a neighbour who turns, nor by the detector's order."""
    frames: list[Seen] = []
    for place in range(8):
        people = [LEFT, (RIGHT[0], SAD if place < 4 else HAPPY)]
        frames.append(seen(people[:: 1 if place % 2 else -1], place))
    answers = list(follow(frames, QUICK))
    assert tracks(answers) == [[1, 2] if place % 2 else [2, 1] for place in range(8)]
    for one in answers:
        left = one.faces.track.tolist().index(1)
        assert one.faces.probabilities[left] == pytest.approx(HAPPY, abs=1e-6)


def test_missed_face_is_a_row_still() -> None:
    """Where no face is found the row stays without a number, and the average waits."""
    frames = [seen([LEFT], 0), seen([], 1), seen([LEFT], 2)]
    answers = list(follow(frames, QUICK))
    assert tracks(answers) == [[1], [-1], [1]]
    assert answers[1].faces[0].happened == "none"
    assert answers[1].faces[0].sure is None


def test_whole_photo_in_place_of_a_face_is_nobody() -> None:
    """A row with an answer but no face has no number, and is told as a photo is."""
    one = seen([LEFT], 0, calibration=CALIBRATION)
    (answer,) = follow([with_(one, faces=with_(one.faces, happened=("whole",)))])
    assert answer.faces.track.tolist() == [-1]
    assert answer.faces.steady.tolist() == [-1]
    assert answer.faces[0].sure is True


@pytest.mark.parametrize("second", ["film.mp4", "other.mp4"])
def test_each_film_begins_anew(second: str) -> None:
    """Another film, or the same once more, has a person 0 and averages of its own."""
    films = [
        seen([LEFT], 0), seen([LEFT], 1), seen([], None, name="photo.jpg"),
        seen([(LEFT[0], SAD)], 0, name=second), seen([(LEFT[0], SAD)], 1, name=second),
    ]  # fmt: skip
    answers = list(follow(films, QUICK))
    assert tracks(answers) == [[1], [1], [-1], [1], [1]]
    assert answers[3].faces.probabilities[0] == pytest.approx(SAD)


def test_card_that_doubts_more_is_heard() -> None:
    """Below the card's threshold a film's label is not told, whatever the steadiness."""
    strict, never = (replace(CALIBRATION, not_sure_below=below) for below in (0.95, None))
    at_once = Steadiness(memory_s=0, tell=0.1, slack=0, hold_s=0)
    for calibration, sure in ((strict, False), (never, False), (CALIBRATION, True), (None, True)):
        (answer,) = follow([seen([LEFT], 0, calibration=calibration)], at_once)
        assert answer.faces[0].sure is sure


def test_frames_come_one_by_one() -> None:
    """A frame is given back before the next is asked for: a camera has no end."""
    asked: list[int] = []

    def camera() -> Iterator[Seen]:
        for place in count():
            asked.append(place)
            yield seen([LEFT], place)

    frames = follow(camera())
    next(frames)
    next(frames)
    assert asked == [0, 1]


class Fixed:
    """A detector that finds one face, always at the same place."""

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return the face."""
        del pixels
        return [Face((8.0, 8.0, 56.0, 56.0), 0.9)]


def test_recogniser_smooths_films_as_it_is_told(tmp_path: Path) -> None:
    """Without memory a film's frames are answered as photos are; by default they are smoothed."""
    recogniser = Recogniser(Model.load(fake_onnx(tmp_path / "model.onnx")), CROP, Fixed)
    chance = np.random.default_rng(0)
    photos = [chance.integers(0, 256, (64, 64, 3)).astype(np.uint8) for _ in range(3)]
    film = [Frame("film", one, index=i, time_s=i / 10) for i, one in enumerate(photos)]
    alone = np.array([recogniser.faces_of(one).probabilities[0] for one in photos])
    raw = recogniser.recognise(film, steadiness=Steadiness(memory_s=0))
    smooth = recogniser.recognise(film)
    assert raw.probabilities == pytest.approx(alone, abs=1e-6)
    assert smooth.probabilities[0] == pytest.approx(alone[0], abs=1e-6)
    assert abs(smooth.probabilities[1:] - alone[1:]).max(axis=1).min() > 0.001
    assert smooth.track.tolist() == raw.track.tolist() == [1, 1, 1]
