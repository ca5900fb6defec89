"""What is shown of what was recognised, and what a camera's frames become."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fakes.films import Clock, FakeCapture, FakeDetector
from fakes.live import seen
from fakes.recogniser import CALIBRATION, CROP, fake_onnx
from pyojeong.cli import show
from pyojeong.cli.recognise import Wanted, recognise
from pyojeong.faces import Face
from pyojeong.recogniser import Camera, Faces, Recognised, Recogniser
from pyojeong.recogniser.model import Model

BOX = (1.0, 2.0, 30.0, 40.0)
HAPPY, UNSURE = (0.8, 0.15, 0.05), (0.36, 0.34, 0.3)


def shown(faces: Faces, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what is printed, on one line."""
    show.show(faces)
    return " ".join(capsys.readouterr().out.split())


def test_a_photo_says_label_or_what_it_may_be(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the model is not sure, the labels that it may be stand beside."""
    calibration = CALIBRATION.model_copy(update={"not_sure_below": 0.5})
    people = [(BOX, HAPPY), (BOX, UNSURE)]
    text = shown(seen(people, None, name="[a].jpg", calibration=calibration).faces, capsys)
    assert "[a].jpg happy 80%" in text
    assert "[a].jpg not sure 36% happy, neutral, sad" in text


def test_a_film_is_a_row_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    """Each says from when to when, and what was shown most; a film without faces says so."""
    frames = [seen([(BOX, HAPPY)], index).faces for index in range(10)]
    person = [replace(one, track=np.zeros(1, np.int64)) for one in frames]
    assert "film.mp4 happy person 0, from 0.0 to 0.9 s · 100% of the time" in shown(
        Faces.joined(person), capsys
    )
    assert "film.mp4 – No face was found." in shown(seen([], 0).faces, capsys)


def test_many_rows_are_cut(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal shows the first rows, and says how many more there are."""
    monkeypatch.setattr(show, "MOST", 2)
    faces = seen([(BOX, HAPPY)] * 5, None, name="crowd.jpg").faces
    assert "... and 3 rows more" in shown(faces, capsys)
    film = replace(seen([(BOX, HAPPY)] * 2, 0).faces, track=np.array([1, 2]))
    assert "... and 5 rows more" in shown(Faces.joined([faces, film]), capsys)
    assert "more" not in shown(faces[:2], capsys)


def test_only_shown_rows_are_made(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of many photos costs what is shown of it, and no search for each of them."""
    monkeypatch.setattr(show, "MOST", 2)
    photos = [seen([(BOX, HAPPY)], None, name=f"{number}.jpg").faces for number in range(50)]
    faces, made = Faces.joined(photos), list[int]()
    usual = Faces._row

    def row(self: Faces, place: int) -> Recognised:
        made.append(place)
        return usual(self, place)

    monkeypatch.setattr(Faces, "_row", row)
    monkeypatch.delattr(Faces, "of")
    assert "... and 48 rows more" in shown(faces, capsys)
    assert made == [0, 1]


def test_a_film_without_faces_says_what_stood_in(capsys: pytest.CaptureFixture[str]) -> None:
    """The whole frame has an answer in the table, and is nobody."""
    frames = [seen([(BOX, HAPPY)], index).faces for index in range(3)]
    whole = Faces.joined(replace(one, happened=("whole",)) for one in frames)
    assert "film.mp4 – no face found: the whole photo" in shown(whole, capsys)


def test_a_camera_is_told_while_it_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line when a person begins to show something; the table has every frame, and the end."""
    model = Model.load(fake_onnx(tmp_path / "model.onnx"))
    face = Face((2.0, 3.0, 40.0, 40.0), 0.9)
    recogniser = Recogniser(model, CROP, lambda: FakeDetector([face]))
    frame = np.full((48, 64, 3), 255, np.uint8)
    camera = Camera(open=lambda _number: FakeCapture([frame] * 20), clock=Clock())
    table = tmp_path / "table.csv"
    ended = recognise(recogniser, [camera], Wanted(out=table, draw=True))
    assert (len(ended.faces), ended.early, ended.fault) == (21, False, None)
    assert len(table.read_text().splitlines()) == 22
    out = capsys.readouterr().out
    label = ended.faces[10].label
    assert out.count(f"person 1: {label}") == 1
    assert sorted(path.name for path in (tmp_path / "table").iterdir()) == [
        "0001-camera 0.mp4", "0001-camera 0.svg",
    ]  # fmt: skip
