"""The words of other data sets, and the files that bear them."""

from pathlib import Path

import pytest

from fakes.photos import picture, write_files
from pyojeong.core.errors import DataError
from pyojeong.core.labels import EIGHT
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.mappings import MAPPINGS, NONE, find_mapping


@pytest.mark.parametrize("name", MAPPINGS.names())
def test_written_down(name: str) -> None:
    """Every mapping leads to our labels, and says where its words are from."""
    mapping = find_mapping(name)
    assert set(mapping.table.values()) <= set(EIGHT)
    assert all(word == word.lower() for word in mapping.table)
    assert mapping.source


@pytest.mark.parametrize(
    ("file", "label"),
    [
        ("F-01_angryopen.jpg", "anger"),
        ("Fearful-M-02.jpg", "fear"),
        ("neutralopen/17.jpg", "neutral"),
        ("happy/child 3/sad_2.jpg", "sad"),
        ("surprise_or_fear.jpg", None),
        ("README", None),
    ],
)
def test_cafe(file: str, label: str | None) -> None:
    """The one word of a file's name says its label, or else that of the nearest folder."""
    assert find_mapping("cafe").read(file) == label


def test_table() -> None:
    """A word of the table is mapped in any case; another one as our aliases have it."""
    assert find_mapping("liris-cse").label(" Happiness ") == "happy"
    assert NONE.label("angry") == "anger"
    assert NONE.label("Envy") == "Envy"


def test_clips_stay_together(tmp_path: Path) -> None:
    """Frames of one clip are a group; frames that lie in the label's folder have none."""
    files = {f"S1_{word}/{n}.png": picture(n) for word in ("happy", "fear") for n in range(2)}
    root = write_files(tmp_path / "cse", files | {"sad/a.png": picture(9), "notes.txt": b"x"})
    found = open_dataset(f"liris-cse:{root}")
    assert {photo.group for photo in found.photos} == {"S1_happy", "S1_fear", None}
    assert found.ignored == 1
    with pytest.raises(DataError, match="unpack the data set and name its folder"):
        open_dataset("cafe:nowhere")


def test_a_file_maps_words_that_aliases_know(tmp_path: Path) -> None:
    """Labels come canonical from a data set: a file's word counts for what became of it, too."""
    path = tmp_path / "words.csv"
    path.write_text("theirs,ours\nScared,surprise\njoy,\nhappy,neutral\nFurious,angry\n")
    words = find_mapping(str(path))
    assert words.label("fear") == words.label("scared") == "surprise"
    assert words.label("joy") == ""
    assert words.label("happy") == "neutral"  # the word itself is stronger than joy's
    assert words.label("furious") == "anger"


@pytest.mark.parametrize("header", ["theirs,ours", "ours,theirs"])
def test_a_row_that_is_no_pair_is_named(tmp_path: Path, header: str) -> None:
    """A row without its comma is refused by its line: it does not leave photos out in silence."""
    path = tmp_path / "words.csv"
    path.write_text(f"{header}\nhappy,happy\nbored\n")
    with pytest.raises(DataError, match=r"Line 3 of .*words.csv is no pair"):
        find_mapping(str(path))
