"""FER2013 in its three shapes."""

from pathlib import Path

import numpy as np
import pytest

from fakes.photos import fake_fer2013_csv, fake_fer2013_folder, fake_fer2013_zip, pattern
from pyojeong.core.errors import DataError, PictureError
from pyojeong.core.images import open_picture
from pyojeong.lab.datasets import open_dataset


def test_csv(tmp_path: Path) -> None:
    """The CSV's numbers are its labels, its strings are pixels, its Usage is the part."""
    found = open_dataset(str(fake_fer2013_csv(tmp_path)))
    labels = [photo.label for photo in found.photos[::3]]
    assert labels == ["anger", "disgust", "fear", "happy", "sad", "surprise", "neutral"]
    assert [photo.part for photo in found.photos[:3]] == ["training", "validation", "test"]
    pixels = open_picture(found.read(found.photos[5])).pixels
    assert np.array_equal(pixels[:, :, 0], pattern(5, 48)[:, :, 0])


def test_folders_and_zip(tmp_path: Path) -> None:
    """Folders and zip are the same data set, with or without its name before them."""
    folder = open_dataset(str(fake_fer2013_folder(tmp_path)))
    archive = open_dataset(str(fake_fer2013_zip(tmp_path)))
    assert folder.photos == archive.photos
    assert {photo.part for photo in folder.photos} == {"training", "validation", "test"}
    assert open_dataset(f"fer2013:{tmp_path / 'fer'}").photos == folder.photos
    assert open_dataset(f"fer2013:{tmp_path / 'fer2013.zip'}").photos == folder.photos


def test_broken(tmp_path: Path) -> None:
    """A line without an emotion, or without all pixels, is named."""
    path = fake_fer2013_csv(tmp_path)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, "9,1 2 3,Training"]))
    with pytest.raises(DataError, match=r"Line 23 of .* has no emotion 0 to 6"):
        open_dataset(str(path))
    path.write_text("\n".join([*lines, "3,1 2 3,Training"]))
    found = open_dataset(str(path))
    with pytest.raises(PictureError, match=r"Line 23 of .* has not 48 x 48 pixels"):
        found.read(found.photos[-1])


@pytest.mark.parametrize(
    "line",
    ["3", "3,,Training"]
    + [f"3,{' '.join(['7'] * 2303)} {last},Training" for last in ("256", "-1", "x", "1.5")],
)
def test_broken_pixels(line: str, tmp_path: Path) -> None:
    """A value that is no grey, or a line without pixels, makes that photo unreadable, no more."""
    path = fake_fer2013_csv(tmp_path)
    path.write_text(path.read_text() + line + "\n")
    found = open_dataset(str(path))
    assert len(found.photos) == 22
    with pytest.raises(PictureError, match=r"Line 23 of .* has not 48 x 48 pixels of 0 to 255"):
        found.read(found.photos[-1])
    assert found.read(found.photos[0])


def test_column_order(tmp_path: Path) -> None:
    """The header says where the columns are: Kaggle's own file has the pixels last."""
    usual = open_dataset(str(fake_fer2013_csv(tmp_path)))
    rows = [line.split(",") for line in (tmp_path / "fer2013.csv").read_text().splitlines()[1:]]
    path = tmp_path / "icml_face_data.csv"
    lines = [f'{emotion},{usage},"{pixels}"' for emotion, pixels, usage in rows]
    path.write_text("\n".join(["\ufeffemotion, Usage, pixels", *lines]) + "\r\n", "utf-8")
    found = open_dataset(str(path))
    assert found.photos == usual.photos
    assert [found.read(p) for p in found.photos] == [usual.read(p) for p in usual.photos]


def test_something_else(tmp_path: Path) -> None:
    """Another file is not FER2013."""
    path = tmp_path / "other.csv"
    path.write_text("path,label\n")
    with pytest.raises(DataError, match="is not FER2013"):
        open_dataset(f"fer2013:{path}")
