"""Folders a label, with what people and computers leave in between."""

from pathlib import Path

import pytest

from fakes.photos import fake_folder, picture, write_files
from pyojeong.core.errors import DataError, PictureError
from pyojeong.lab.datasets import Photo, open_dataset
from pyojeong.lab.datasets._tree import arrange


def test_labels_are_ours(tmp_path: Path) -> None:
    """Other spellings of a feeling become our word; unknown ones stay."""
    files = {f"{label}/1.png": picture(i) for i, label in enumerate(("Angry", "joy", "contempt"))}
    found = open_dataset(str(write_files(tmp_path, files)))
    assert [photo.label for photo in found.photos] == ["anger", "contempt", "happy"]


def test_ignored(tmp_path: Path) -> None:
    """Hidden files, notes and photos outside of a label are counted, not taken."""
    root = fake_folder(tmp_path)
    write_files(
        root,
        {
            ".DS_Store": b"",
            "happy/.hidden.png": picture(1),
            "happy/notes.txt": b"",
            "happy/Thumbs.db": b"",
            "cover.png": picture(2),
            "__MACOSX/happy/1.png": picture(3),
        },
    )
    found = open_dataset(str(root))
    assert (len(found.photos), found.ignored) == (15, 6)


def test_without_a_suffix(tmp_path: Path) -> None:
    """A photo without a suffix is a photo."""
    root = write_files(fake_folder(tmp_path), {"happy/photo": picture(1)})
    assert Photo("happy/photo", "happy") in open_dataset(str(root)).photos


def test_persons(tmp_path: Path) -> None:
    """A metadata.csv beside the labels says who is shown."""
    root = fake_folder(tmp_path)
    (root / "metadata.csv").write_text("file,label,person\nhappy/1.png,happy,Ana\n")
    groups = {photo.key: photo.group for photo in open_dataset(str(root)).photos}
    assert groups["happy/1.png"] == "Ana"
    assert groups["happy/2.png"] is None


def test_persons_further_down(tmp_path: Path) -> None:
    """Each metadata.csv tells of its own folder, wherever it lies; hidden ones of nothing."""
    root = fake_folder(tmp_path).parent
    (root / "photos" / "metadata.csv").write_text("file,person\nhappy/1.png,Ana\n")
    write_files(root, {"photos/.old/metadata.csv": b"file,person\n../happy/2.png,Ben\n"})
    (root / "photos" / "sad" / "metadata.csv").write_text("file,person\n3.png,Eva\n")
    groups = {photo.key: photo.group for photo in open_dataset(str(root)).photos if photo.group}
    assert groups == {"photos/happy/1.png": "Ana", "photos/sad/3.png": "Eva"}


def test_metadata_is_no_csv(tmp_path: Path) -> None:
    """A metadata.csv that cannot be parsed is named."""
    root = fake_folder(tmp_path)
    (root / "metadata.csv").write_text(f"file,person\n{'x' * 200_000},Ana\n")
    with pytest.raises(DataError, match=r"metadata\.csv is no CSV .*: mend it, or remove it"):
        open_dataset(str(root))


def test_changes_show(tmp_path: Path) -> None:
    """The fingerprint changes with a file, a label, or a photo more."""
    root = fake_folder(tmp_path)
    seen = {open_dataset(str(root)).fingerprint}
    (root / "happy" / "1.png").write_bytes(picture(99, side=41))
    seen.add(open_dataset(str(root)).fingerprint)
    (root / "happy" / "1.png").rename(root / "sad" / "99.png")
    seen.add(open_dataset(str(root)).fingerprint)
    (root / "happy" / "1.png").write_bytes(picture(98))
    seen.add(open_dataset(str(root)).fingerprint)
    assert len(seen) == 4


def test_gone_while_reading(tmp_path: Path) -> None:
    """A photo that was deleted since cannot be read, and its stamp says so."""
    root = fake_folder(tmp_path)
    found = open_dataset(str(root))
    (root / found.photos[0].key).unlink()
    assert found.reader.stamp(found.photos[0].key) == "missing"
    with pytest.raises(PictureError, match="There is no picture"):
        found.read(found.photos[0])


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a/1.jpg", "b/1.jpg"], [("a", None), ("b", None)]),
        (["Set/a/1.jpg", "Set/b/x/1.jpg"], [("a", None), ("b", None)]),
        (["S/T/a/1.jpg", "S/T/b/1.jpg"], [("a", None), ("b", None)]),
        (["happy/ana/1.jpg", "happy/ben/1.jpg"], [("happy", None), ("happy", None)]),
        (
            ["s/test/a/1.jpg", "s/train/a/1.jpg", "s/val/b/1.jpg"],
            [("a", "test"), ("a", "training"), ("b", "validation")],
        ),
        (
            ["test/a/PrivateTest_1.jpg", "test/a/PublicTest_1.jpg", "train/a/Training_1.jpg"],
            [("a", "test"), ("a", "validation"), ("a", "training")],
        ),
        (["test/1.jpg", "quiz/1.jpg"], [("quiz", None), ("test", None)]),
        ([], []),
    ],
)
def test_layouts(names: list[str], expected: list[tuple[str, str | None]]) -> None:
    """Wrapping folders are skipped, published parts are read, the next folder is the label."""
    photos, ignored = arrange(names)
    assert [(photo.label, photo.part) for photo in photos] == expected
    assert ignored == 0
