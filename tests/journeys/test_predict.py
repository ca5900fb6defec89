"""`pyojeong predict` as a person types it, with the tiny model."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from fakes.films import write_film
from fakes.recogniser import DLIB_CROP, WHOLE_CROP, fake_card, fake_onnx
from pyojeong.drawn import sample, to_pixels, to_svg
from pyojeong.recogniser.capture import film_frames

# Starts Pyojeong where the modules of the extras cannot be imported: a base install, imitated.
WITHOUT_EXTRAS = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"torch", "timm", "pyarrow", "pandas", "scipy", "matplotlib",
                                  "jinja2", "sklearn", "fastapi", "onnx"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
from pyojeong.cli import main
main()
"""
ENVIRONMENT = os.environ | {"PYOJEONG_LANG": "en", "OMP_NUM_THREADS": "1"}


def start(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    """Start the command."""
    return subprocess.Popen(
        [sys.executable, "-c", WITHOUT_EXTRAS, "predict", *arguments],
        cwd=cwd, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def predict(*arguments: str, cwd: Path, code: int = 0) -> str:
    """Run the command; return what it printed."""
    process = start(*arguments, cwd=cwd)
    out, err = process.communicate()
    assert process.returncode == code, out + err
    assert "Traceback" not in err
    return out + err


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an exported run, photos, and a film."""
    folder = tmp_path_factory.mktemp("place")
    fake_onnx(folder / "run" / "model.onnx", fake_card(crop=DLIB_CROP, also=(WHOLE_CROP,)))
    canvas = np.full((200, 400, 3), 120, np.uint8)
    for left, one in zip((20, 220), sample(2, seed=3), strict=True):
        canvas[20:180, left : left + 160] = to_pixels(to_svg(one.face), 160)
    (folder / "photos" / "more").mkdir(parents=True)
    Image.fromarray(canvas).save(folder / "photos" / "two.png")
    Image.new("RGB", (64, 64)).save(folder / "photos" / "more" / "nobody.png")
    (folder / "photos" / "more" / "text.jpg").write_text("no photo")
    write_film(folder / "film.mp4", 25)
    return folder


def test_photos_and_a_film_become_a_table_and_pictures(place: Path, tmp_path: Path) -> None:
    """A row a face, a row for what has none; drawn photos, a drawn film, its course, and why."""
    out = predict(
        *("photos", "film.mp4", "--model", "run", "--detector", "none"),
        *("--out", str(tmp_path / "table.csv"), "--draw", "--explain", "--fps", "5"),
        cwd=place,
    )
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["picture"].replace(os.sep, "/") for row in rows]
    assert names[:3] == ["photos/more/nobody.png", "photos/more/text.jpg", "photos/two.png"]
    assert names[3:] == ["film.mp4"] * 13  # 2.5 s
    assert [row["happened"] for row in rows[:3]] == ["whole", "unreadable", "whole"]
    assert "text.jpg is no picture" in rows[1]["problem"]
    for row in rows[2:]:
        told = [float(row[name]) for name in row if name.startswith("p_")]
        assert sum(told) == pytest.approx(1, abs=1e-5)
        assert row["prediction_set"].split("|")[0] == row["label"]
    drawn = tmp_path / "table"
    assert sorted(path.name for path in drawn.iterdir()) == [
        "0001-nobody-why-1.svg", "0001-nobody.jpg", "0002-two-why-1.svg", "0002-two.jpg",
        "0003-film.mp4", "0003-film.svg",
    ]  # fmt: skip
    assert len(list(film_frames(drawn / "0003-film.mp4"))) == 13
    for path in drawn.glob("*.svg"):
        ElementTree.parse(path)  # noqa: S314 - our own
    assert "film.mp4" in out
    assert "With one part hidden" not in out  # where its parts lie is not known of a whole photo


def test_two_faces_are_two_rows(place: Path, tmp_path: Path) -> None:
    """Every face of a photo is a row, and it is said what looked for them."""
    table = tmp_path / "both.json"
    out = predict("photos/two.png", "--model", "run/model.onnx", "--out", str(table), cwd=place)
    whole = json.loads(table.read_text())
    assert whole["detector"] == "dlib-hog"
    assert sorted(row["box"][0] > 200 for row in whole["rows"]) == [False, True]
    assert "faces found by dlib-hog" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("photos/more/text.jpg",), "is no picture"),
        (("--webcam", "9999"), "There is no camera 9999"),
        (("run", "photos/two.png"), "give it with --model run"),
        (("photos", "--out", "table.parquet"), 'pip install "pyojeong[table]"'),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: tuple[str, ...], says: str, place: Path, tmp_path: Path
) -> None:
    """One sentence, and the exit says that nothing came of it."""
    assert says in " ".join(predict(*arguments, "--model", "run", cwd=place, code=1).split())
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_keeps_what_was_seen(place: Path, tmp_path: Path) -> None:
    """The table of a film that is stopped in the middle is whole up to there, and it is said."""
    film = write_film(tmp_path / "long.avi", 6000)
    run = str(place / "run")
    arguments = (str(film), "--model", run, "--detector", "none", "--out", "table.csv")
    process = start(*arguments, cwd=tmp_path)
    deadline = time.monotonic() + 120
    while not any(path.stat().st_size for path in tmp_path.glob(".table.csv.*")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate()
    assert process.returncode == 130
    assert "What was seen until then is kept" in err
    lines = (tmp_path / "table.csv").read_text().splitlines()
    assert 2 <= len(lines) < 6001
    assert len({line.count(",") for line in lines}) == 1
    assert not list(tmp_path.glob(".table.csv.*"))
