"""A folder of drawn faces."""

import csv
from pathlib import Path

import pytest
from PIL import Image

from pyojeong.core.errors import SettingsError
from pyojeong.core.labels import SIX
from pyojeong.drawn import write_folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file by its relative path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of 14 small pictures."""
    return write_folder(tmp_path_factory.mktemp("set") / "drawn", count=14, size=32, workers=1)


def test_a_folder_a_label(drawn: Path) -> None:
    """Pictures stand in a folder of their label, numbered by person."""
    assert {path.name for path in drawn.iterdir() if path.is_dir()} == set(SIX)
    assert len(list(drawn.glob("*/*.png"))) == 14
    with Image.open(drawn / "anger" / "0003.png") as picture:
        assert picture.size == (32, 32)


def test_metadata(drawn: Path) -> None:
    """The metadata names every picture once, its label and person, and that it was drawn."""
    with (drawn / "metadata.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {row["file"] for row in rows} == {
        path.relative_to(drawn).as_posix() for path in drawn.glob("*/*.png")
    }
    assert all(row["file"].split("/")[0] == row["label"] for row in rows)
    assert len({row["person"] for row in rows}) == 3
    assert {row["origin"] for row in rows} == {"drawn"}
    assert all(0.4 <= float(row["intensity"]) <= 1 for row in rows)
    smile = next(row for row in rows if row["label"] == "happy")
    assert float(smile["au12"]) > 0.25


def test_workers_change_nothing(drawn: Path, tmp_path: Path) -> None:
    """Two processes draw what one draws, byte for byte."""
    many = write_folder(tmp_path / "many", count=30, size=32, workers=2)
    one = write_folder(tmp_path / "one", count=30, size=32, workers=1)
    assert contents(many) == contents(one)
    first = {name: data for name, data in contents(drawn).items() if name.endswith(".png")}
    assert first.items() <= contents(one).items()


def test_second_run_does_nothing(drawn: Path) -> None:
    """A second run writes no file and reports that all is done."""
    before = {path: path.stat().st_mtime_ns for path in drawn.rglob("*")}
    told: list[tuple[int, int]] = []

    def tell(done: int, count: int) -> None:
        told.append((done, count))

    write_folder(drawn, count=14, size=32, workers=1, progress=tell)
    assert {path: path.stat().st_mtime_ns for path in drawn.rglob("*")} == before
    assert told == [(14, 14)]


def test_interrupted_run_goes_on(drawn: Path, tmp_path: Path) -> None:
    """A run that was stopped halfway ends with the same files as one that was not."""
    calls: list[int] = []

    def stop(done: int, _all: int) -> None:
        calls.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "set", count=14, size=32, workers=1, progress=stop)
    (tmp_path / "set" / "fear").mkdir()
    (tmp_path / "set" / "fear" / "0001.png").write_bytes((drawn / "fear/0001.png").read_bytes())
    write_folder(tmp_path / "set", count=14, size=32, workers=1)
    assert contents(tmp_path / "set") == contents(drawn)


def test_other_folders_are_left_alone(drawn: Path, tmp_path: Path) -> None:
    """A folder of other files, other settings, or a file in its place is refused."""
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(SettingsError, match="holds other files"):
        write_folder(tmp_path, count=2)
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]
    with pytest.raises(SettingsError, match="other settings"):
        write_folder(drawn, count=15, size=32)
    with pytest.raises(SettingsError, match="is a file"):
        write_folder(tmp_path / "holiday.jpg", count=2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": 0},
        {"seed": -1},
        {"size": 8},
        {"size": 5000},
        {"labels": ("happy", "calm")},
        {"labels": ()},
        {"labels": ("happy", "happy")},
    ],
)
def test_wrong_settings(wrong: dict[str, int], tmp_path: Path) -> None:
    """A setting out of range is refused before anything is written."""
    with pytest.raises(SettingsError):
        write_folder(tmp_path / "new", **wrong)  # pyrefly: ignore[bad-argument-type] - on purpose
    assert not (tmp_path / "new").exists()
