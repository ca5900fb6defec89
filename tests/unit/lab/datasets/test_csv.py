"""A CSV manifest lists photos, and says which line is wrong."""

from pathlib import Path

import pytest

from fakes.photos import fake_csv, fake_folder
from pyojeong.core.errors import DataError
from pyojeong.lab.datasets import Photo, open_dataset


def test_columns(tmp_path: Path) -> None:
    """Path, label, group and part are read; paths are relative to the manifest."""
    found = open_dataset(str(fake_csv(tmp_path)))
    assert found.photos[0] == Photo("anger/0.png", "anger", "person 0", "training")
    assert found.photos[4].part == "test"
    assert found.read(found.photos[0]).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "lacks the column label and path"),
        ("path,emotion\n1.png,happy\n", "lacks the column label"),
        ("path,label\n1.png,happy\n1.png,sad\n", r"lists 1\.png more than once"),
        ("path,label,part\n1.png,happy,exam\n", "names the part 'exam'"),
    ],
)
def test_wrong(tmp_path: Path, text: str, says: str) -> None:
    """A manifest that cannot be used is refused in one sentence."""
    path = tmp_path / "list.csv"
    path.write_text(text)
    with pytest.raises(DataError, match=says):
        open_dataset(str(path))


def test_empty_cells(tmp_path: Path) -> None:
    """Lines without a path or a label are counted; a byte-order mark does no harm."""
    path = fake_folder(tmp_path) / "list.csv"
    path.write_text("\ufeffpath,label\nanger/1.png,angry\nsad/1.png,sad\nsad/2.png,\n", "utf-8")
    found = open_dataset(str(path))
    assert ([photo.label for photo in found.photos], found.ignored) == (["anger", "sad"], 1)


def test_endless_cell(tmp_path: Path) -> None:
    """A cell too long for CSV, as an unclosed quotation mark makes it, is refused."""
    path = tmp_path / "list.csv"
    path.write_text('path,label\n"1.png,happy\n' + "2.png,sad\n" * 20_000)
    with pytest.raises(DataError, match="save it as CSV in UTF-8"):
        open_dataset(str(path))


def test_not_text(tmp_path: Path) -> None:
    """A spreadsheet that is only named .csv is refused."""
    path = tmp_path / "list.csv"
    path.write_bytes(b"PK\xff\xfe\x00")
    with pytest.raises(DataError, match="save it as CSV in UTF-8"):
        open_dataset(str(path))
