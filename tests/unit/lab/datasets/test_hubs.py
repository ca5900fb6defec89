"""Kaggle and the Hugging Face hub, played by a folder of this disk."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path

import huggingface_hub
import kagglehub
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from httpx2 import HTTPError
from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError
from kagglehub.exceptions import (
    BackendError,
    CredentialError,
    DataCorruptionError,
    NotFoundError,
    UnauthenticatedError,
)

from fakes.photos import fake_folder, fake_parquet, picture
from pyojeong.core.errors import (
    DataError,
    MissingExtraError,
    NetworkError,
    PictureError,
    StorageError,
)
from pyojeong.core.images import open_picture
from pyojeong.lab.datasets import Photo, open_dataset

DOWNLOADS = {
    "kaggle": (kagglehub, "dataset_download"),
    "hf": (huggingface_hub, "snapshot_download"),
}


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Path | Exception], None]:
    """Return a function that makes a hub answer with a folder, or fail."""

    def answer(kind: str, result: Path | Exception) -> None:
        def download(_name: str, **_options: object) -> str:
            if isinstance(result, Exception):
                raise result
            return str(result)

        monkeypatch.setattr(*DOWNLOADS[kind], download)

    return answer


Hub = Callable[[str, Path | Exception], None]


@pytest.mark.parametrize("kind", DOWNLOADS)
def test_folders(kind: str, hub: Hub, tmp_path: Path) -> None:
    """What a hub gives as folders is read as folders, under the hub's name."""
    hub(kind, fake_folder(tmp_path))
    found = open_dataset(f"{kind}:owner/name")
    assert (len(found.photos), found.name) == (15, f"{kind}:owner/name")


def test_parquet(hub: Hub, tmp_path: Path) -> None:
    """Parquet from the hub: labels by their names, parts by the files', pictures across groups."""
    hub("hf", fake_parquet(tmp_path))
    found = open_dataset("hf:owner/name")
    assert len(found.photos) == 12
    assert found.photos[0] == Photo("data/test-00000-of-00001.parquet#0", "anger", None, "test")
    assert found.photos[7].label == "happy"
    assert found.photos[7].part == "training"
    assert found.read(found.photos[5]) == picture(105)
    assert open_picture(found.read(found.photos[6])).width == 40
    with pytest.raises(PictureError, match="holds no picture"):
        found.reader.read("data/test-00000-of-00001.parquet#6")


def test_plain_columns(hub: Hub, tmp_path: Path) -> None:
    """Pictures as plain bytes and labels as words will do; rows without a label are left out."""
    images = [picture(1), picture(2), picture(3)]
    table = pa.table({"img": images, "emotion": ["angry", None, "sad"]})
    pq.write_table(table, tmp_path / "all.parquet")
    hub("hf", tmp_path)
    found = open_dataset("hf:owner/name")
    assert [photo.label for photo in found.photos] == ["anger", "sad"]
    assert found.read(found.photos[1]) == images[2]


def test_unlabelled(hub: Hub, tmp_path: Path) -> None:
    """The hub's -1, and a number that has no name, are no label; such rows are counted."""
    names = '{"info": {"features": {"label": {"names": ["angry", "sad"], "_type": "ClassLabel"}}}}'
    table = pa.table({"image": [picture(i) for i in range(5)], "label": [0, -1, 1, 2, None]})
    pq.write_table(table.replace_schema_metadata({"huggingface": names}), tmp_path / "all.parquet")
    hub("hf", tmp_path)
    found = open_dataset("hf:owner/name")
    assert [(photo.key, photo.label) for photo in found.photos] == [
        ("all.parquet#0", "anger"),
        ("all.parquet#2", "sad"),
    ]
    assert found.ignored == 3


def test_nameless_numbers(hub: Hub, tmp_path: Path) -> None:
    """Numbers without names are labels as they stand, but for -1."""
    table = pa.table({"image": [picture(i) for i in range(3)], "label": [0, -1, 1]})
    pq.write_table(table, tmp_path / "all.parquet")
    hub("hf", tmp_path)
    assert [photo.label for photo in open_dataset("hf:owner/name").photos] == ["0", "1"]


def test_other_columns(hub: Hub, tmp_path: Path) -> None:
    """Parquet without image and label is refused; its columns are named."""
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "all.parquet")
    hub("hf", tmp_path)
    with pytest.raises(DataError, match="has the columns text: an image and a label are needed"):
        open_dataset("hf:owner/name")


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("kaggle", ConnectionError()),
        ("kaggle", BackendError("busy")),
        ("kaggle", DataCorruptionError()),
        ("hf", LocalEntryNotFoundError("offline")),
        ("hf", HTTPError("cut in the middle")),
        ("hf", RuntimeError("Xet")),
    ],
)
def test_no_network(kind: str, error: Exception, hub: Hub) -> None:
    """Without a network one sentence says what to do."""
    hub(kind, error)
    with pytest.raises(NetworkError, match="cannot be reached for owner/name: go online"):
        open_dataset(f"{kind}:owner/name")


@pytest.mark.parametrize("kind", DOWNLOADS)
def test_full_disk(kind: str, hub: Hub) -> None:
    """A full disk is said to be that, and not a want of a network."""
    hub(kind, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(StorageError, match="No space left while writing"):
        open_dataset(f"{kind}:owner/name")


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("kaggle", NotFoundError()),
        ("kaggle", UnauthenticatedError()),
        ("kaggle", CredentialError()),
        ("kaggle", ValueError()),
        ("hf", HFValidationError()),
    ],
)
def test_no_such_name(kind: str, error: Exception, hub: Hub) -> None:
    """A name that the hub does not know is said to be that."""
    hub(kind, error)
    with pytest.raises(DataError, match="does not give owner/name: check owner/name"):
        open_dataset(f"{kind}:owner/name")


@pytest.mark.parametrize(("kind", "module"), [("kaggle", "kagglehub"), ("hf", "huggingface_hub")])
def test_not_installed(kind: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the command that brings it is named."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r'pip install "pyojeong\[hub\]"'):
        open_dataset(f"{kind}:owner/name")
