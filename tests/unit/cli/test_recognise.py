"""Recognising before a person: what goes wrong on the way costs nothing that was seen."""

import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typing_extensions import override

from fakes.films import FakeDetector, write_film
from fakes.recogniser import CROP, fake_onnx
from pyojeong.cli import pictures, recognise
from pyojeong.cli.pictures import Beside
from pyojeong.cli.recognise import Ended, Stop, Wanted
from pyojeong.core.errors import DataError, StorageError
from pyojeong.core.images import Pixels
from pyojeong.faces import Face
from pyojeong.recogniser import Recogniser
from pyojeong.recogniser.capture import film_frames
from pyojeong.recogniser.model import Model
from pyojeong.recogniser.seen import Seen

FACE = Face((2.0, 3.0, 40.0, 40.0), 0.9)


class Breaking(Recogniser):
    """A recogniser for whom something goes wrong before its n-th frame."""

    def __init__(self, model: Path, at: int, error: BaseException) -> None:
        super().__init__(Model.load(model), CROP, lambda: FakeDetector([FACE]))
        self._at, self._error = at, error

    @override
    def stream(self, *args: object, **settings: object) -> Iterator[Seen]:
        """Yield some frames, then raise."""
        # pyrefly: ignore[bad-argument-type] - passed on as they came
        for number, seen in enumerate(super().stream(*args, **settings)):
            if number == self._at:
                raise self._error
            yield seen


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exported model."""
    return fake_onnx(tmp_path_factory.mktemp("model") / "model.onnx")


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Three photos."""
    paths = [tmp_path / f"{number}.png" for number in range(3)]
    for path in paths:
        Image.new("RGB", (64, 48), (200, 100, 50)).save(path)
    return paths


def run(
    model: Path, sources: list[Path], wanted: Wanted, at: int, error: BaseException | None = None
) -> Ended:
    """Recognise until something goes wrong."""
    error = error or DataError("It is gone.")
    return recognise.recognise(Breaking(model, at, error), sources, wanted)


@pytest.mark.parametrize("error", [DataError("It is gone."), ZeroDivisionError("a fault of ours")])
@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_what_goes_wrong_late_keeps_the_table(
    error: Exception, ending: str, model: Path, photos: list[Path], tmp_path: Path
) -> None:
    """The table has what was seen before, and the fault is told."""
    out = tmp_path / f"table{ending}"
    ended = run(model, photos, Wanted(out=out), 2, error)
    assert (ended.fault, ended.early, len(ended.faces)) == (error, False, 2)
    assert out.read_text() == (ended.faces.to_csv() if ending == ".csv" else ended.faces.to_json())


def test_what_goes_wrong_at_once_is_raised(model: Path, photos: list[Path], tmp_path: Path) -> None:
    """There is nothing to keep, and no table."""
    with pytest.raises(DataError, match="It is gone"):
        run(model, photos, Wanted(out=tmp_path / "table.csv"), 0)
    assert not (tmp_path / "table.csv").exists()


@pytest.mark.parametrize("error", [DataError("It is gone."), KeyboardInterrupt()])
def test_an_annotated_film_is_kept_until_then(
    error: BaseException, model: Path, tmp_path: Path
) -> None:
    """Film and timeline end where the run does."""
    film = write_film(tmp_path / "film.avi", 12)
    ended = run(model, [film], Wanted(out=tmp_path / "table.csv", draw=True), 7, error)
    drawn = tmp_path / "table"
    assert sorted(path.name for path in drawn.iterdir()) == ["0001-film.mp4", "0001-film.svg"]
    assert len(list(film_frames(drawn / "0001-film.mp4"))) == 7 == len(set(ended.faces.frame))


@pytest.mark.parametrize("function", ["draw_photo", "explain_faces"])
def test_one_picture_that_cannot_be_drawn_or_explained_is_a_sentence(
    function: str,
    model: Path,
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The others are, and the table is whole."""
    usual, calls = getattr(pictures, function), iter((None, ValueError("odd"), StorageError("No.")))

    def failing(*args: object) -> object:
        error = next(calls)
        if error:
            raise error
        return usual(*args)

    monkeypatch.setattr(pictures, function, failing)
    wanted = Wanted(out=tmp_path / "table.csv", draw=True, explain=True)
    ended = run(model, photos, wanted, 9)
    assert (ended.fault, len(ended.faces)) == (None, 3)
    err = " ".join(capsys.readouterr().err.split())
    assert "1.png could not be drawn or explained (odd)" in err
    assert "pyojeong: No." in err


def test_a_film_that_cannot_be_drawn_is_recognised(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said once; no half film is left, and the timeline is drawn."""
    film = write_film(tmp_path / "film.avi", 5)
    monkeypatch.setattr("pyojeong.recogniser.film.SPARE", 1 << 62)
    ended = run(model, [film], Wanted(out=tmp_path / "table.csv", draw=True), 9)
    assert len(set(ended.faces.frame)) == 5
    assert capsys.readouterr().err.count("could not be written whole") == 1
    assert [path.name for path in (tmp_path / "table").iterdir()] == ["0001-film.svg"]


def test_only_photos_are_explained(
    model: Path, photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a film it is said once that it is not."""
    film = write_film(tmp_path / "film.avi", 3)
    run(model, [photos[0], film], Wanted(explain=True), 9)
    assert capsys.readouterr().err.count("Only photos are explained") == 1
    run(model, photos[:1], Wanted(explain=True), 9)
    assert "Only photos" not in capsys.readouterr().err


@pytest.mark.parametrize("stem", ["사" * 80, "a" + "사" * 80, "x" * 250])
def test_long_names_are_cut_on_a_letters_border(stem: str, tmp_path: Path) -> None:
    """What is drawn of a photo with the longest name can be written."""
    path = Beside(tmp_path).path(f"folder/{stem}.jpg", "-why-12.svg")
    path.touch()
    told = path.name.removeprefix("0001-").removesuffix("-why-12.svg")
    assert stem.startswith(told)
    assert 97 < len(told.encode()) <= 100


def test_ctrl_c_asks_then_leaves_the_frame_then_is_itself() -> None:
    """The second leaves the frame that is looked at, and waits where something is written."""
    stop = Stop()

    def frames() -> Iterator[Pixels]:
        yield np.zeros((1, 1, 3), np.uint8)
        stop.press(signal.SIGINT, None)
        stop.press(signal.SIGINT, None)
        raise AssertionError

    # pyrefly: ignore[bad-argument-type] - what is passed on does not matter
    assert len(list(stop.looking(frames()))) == 1
    assert stop.asked
    writing = Stop()
    writing.press(signal.SIGINT, None)
    writing.press(signal.SIGINT, None)
    with pytest.raises(KeyboardInterrupt):
        writing.press(signal.SIGINT, None)


def test_nothing_more_is_looked_at_once_an_end_is_asked_for() -> None:
    """The frame at work is told, the next one is not begun."""
    stop, taken = Stop(), list[int]()

    def frames() -> Iterator[int]:
        for number in range(3):
            taken.append(number)
            yield number

    # pyrefly: ignore[bad-argument-type] - what is passed on does not matter
    for _seen in stop.looking(frames()):
        stop.press(signal.SIGINT, None)
    assert taken == [0]
