"""What is no data set is refused in one sentence that names the remedy."""

from pathlib import Path

import pytest

from fakes.photos import fake_folder, picture, write_files
from pyojeong.core.errors import DataError, UnknownNameError
from pyojeong.lab.datasets import open_dataset


def test_no_such_path(tmp_path: Path) -> None:
    """A path that does not exist is said to be that."""
    with pytest.raises(DataError, match=r"There is no .*gone: check the path"):
        open_dataset(str(tmp_path / "gone"))


def test_empty(tmp_path: Path) -> None:
    """An empty folder is told how photos are laid out."""
    with pytest.raises(DataError, match=r"No labelled photos in .*: expected one folder a label"):
        open_dataset(str(tmp_path))


def test_one_label(tmp_path: Path) -> None:
    """One label alone is no data set."""
    write_files(tmp_path, {"happy/1.png": picture(1), "happy/2.png": picture(2)})
    with pytest.raises(DataError, match=r"All 2 photos in .* are labelled 'happy': add"):
        open_dataset(str(tmp_path))


def test_unknown_kind() -> None:
    """A misspelt kind is guessed."""
    with pytest.raises(UnknownNameError, match="did you mean 'kaggle'"):
        open_dataset("kagle:owner/name")


def test_strange_file(tmp_path: Path) -> None:
    """A text file is no data set."""
    path = tmp_path / "notes.txt"
    path.write_text("hello")
    with pytest.raises(DataError, match="is no data set: give a folder or zip"):
        open_dataset(str(path))


def test_colon_in_a_path(tmp_path: Path) -> None:
    """A folder whose name has a colon is a folder."""
    root = fake_folder(tmp_path / "a:b")
    assert len(open_dataset(str(root)).photos) == 15


def test_kind_before_a_path(tmp_path: Path) -> None:
    """A kind can be named for a path."""
    assert len(open_dataset(f"folder:{fake_folder(tmp_path)}").photos) == 15
    with pytest.raises(DataError, match="There is no folder"):
        open_dataset(f"folder:{tmp_path / 'gone'}")
