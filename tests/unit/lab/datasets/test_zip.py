"""A zip is the folder in it, and nothing else gets out of it."""

import zipfile
from pathlib import Path

import pytest

from fakes.photos import fake_folder, fake_zip, photo_files, picture
from pyojeong.core.errors import DataError, PictureError
from pyojeong.lab.datasets import open_dataset


def zipped(path: Path, files: dict[str, bytes]) -> str:
    """Write a zip; return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return str(path)


def test_as_the_folder(tmp_path: Path) -> None:
    """A zip gives the labels and bytes of its folder; what macOS adds is ignored."""
    inside, beside = open_dataset(str(fake_zip(tmp_path))), open_dataset(str(fake_folder(tmp_path)))
    assert inside.ignored == 15
    assert [photo.label for photo in inside.photos] == [photo.label for photo in beside.photos]
    assert [inside.read(p) for p in inside.photos] == [beside.read(p) for p in beside.photos]


def test_persons(tmp_path: Path) -> None:
    """A metadata.csv in the zip says who is shown."""
    files = photo_files() | {"metadata.csv": b"file,person\nsad/0.png,Ana\n"}
    found = open_dataset(zipped(tmp_path / "a.zip", files))
    assert [photo.key for photo in found.photos if photo.group == "Ana"] == ["sad/0.png"]


@pytest.mark.parametrize("name", ["../../etc/1.png", "/etc/1.png", "happy\\..\\1.png", "C:/1.png"])
def test_climbing_out(tmp_path: Path, name: str) -> None:
    """A zip with a path that climbs out of it is refused."""
    source = zipped(tmp_path / "evil.zip", photo_files() | {name: picture(1)})
    with pytest.raises(DataError, match=r"evil\.zip holds the path .* which leads out of it"):
        open_dataset(source)


def test_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that unpacks to more than a photo has is refused before it is unpacked."""
    monkeypatch.setattr("pyojeong.lab.datasets.zip.MAX_BYTES", 10**7)
    path = zipped(tmp_path / "bomb.zip", photo_files() | {"sad/bomb.png": bytes(10**7 + 1)})
    found = open_dataset(path)
    with pytest.raises(PictureError, match=r"sad/bomb\.png is no photo: it unpacks to over 10 MB"):
        found.read(found.photos[-1])


def test_locked(tmp_path: Path) -> None:
    """A photo behind a password is refused by name."""
    path = Path(zipped(tmp_path / "a.zip", photo_files()))
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1  # bit 0 of the flags in the directory: encrypted
    path.write_bytes(data)
    found = open_dataset(str(path))
    with pytest.raises(PictureError, match=r"anger/0\.png is locked with a password"):
        found.read(found.photos[0])


def test_damaged_member(tmp_path: Path) -> None:
    """A photo whose bytes were changed inside the zip is refused by name."""
    path = Path(zipped(tmp_path / "a.zip", photo_files()))
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    found = open_dataset(str(path))
    with pytest.raises(PictureError, match=r"anger/0\.png is damaged"):
        found.read(found.photos[0])


def test_half_a_zip(tmp_path: Path) -> None:
    """Half a zip is refused."""
    path = fake_zip(tmp_path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(DataError, match="is no whole zip"):
        open_dataset(str(path))


def test_fer2013(shared: Path) -> None:
    """The real FER2013 zip has its published parts; 154 validation photos are missing from it."""
    found = open_dataset(str(shared / "data" / "fer2013" / "fer2013.zip"))
    parts = [photo.part for photo in found.photos]
    assert [parts.count(part) for part in ("training", "validation", "test")] == [28709, 3435, 3589]
    assert len({photo.label for photo in found.photos}) == 7


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_damaged_stream(way: int, tmp_path: Path) -> None:
    """Whatever a member was packed with, damage inside it is refused by name."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", way) as archive:
        for name, photo in photo_files().items():
            archive.writestr(name, photo)
        size = archive.infolist()[0].compress_size
    data = bytearray(path.read_bytes())
    start = 30 + len("anger/0.png")  # after the local header
    data[start : start + size] = b"\xff" * size
    path.write_bytes(data)
    found = open_dataset(str(path))
    with pytest.raises(PictureError, match=r"anger/0\.png is damaged inside the zip"):
        found.read(found.photos[0])
    assert found.read(found.photos[1]) == photo_files()["anger/1.png"]


def test_spellings(tmp_path: Path) -> None:
    """Members spelt `./happy/1.png` or `sad//1.png` are read like any other."""
    spelt = {f"./{name}".replace("sad/", "sad//"): data for name, data in photo_files().items()}
    found = open_dataset(zipped(tmp_path / "a.zip", spelt))
    assert {photo.key: found.read(photo) for photo in found.photos} == photo_files()
    assert found.fingerprint


def test_persons_of_a_wrapped_folder(tmp_path: Path) -> None:
    """Who is shown is known too where the whole folder was packed, its metadata.csv inside."""
    inner = photo_files() | {"metadata.csv": b"file,person\nsad/0.png,Ana\nhappy/0.png,Ana\n"}
    wrapped = {f"faces/{name}": data for name, data in inner.items()}
    found = open_dataset(zipped(tmp_path / "a.zip", wrapped))
    known = [photo.key for photo in found.photos if photo.group == "Ana"]
    assert known == ["faces/happy/0.png", "faces/sad/0.png"]
