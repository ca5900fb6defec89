"""Every kind of data set keeps the same promises, each on its fake."""

import pickle
from collections import Counter
from pathlib import Path

import huggingface_hub
import kagglehub
import pytest

from fakes.photos import FAKES
from pyojeong.core.crops import CropSpec
from pyojeong.core.images import open_picture
from pyojeong.core.labels import EIGHT
from pyojeong.lab.datasets import DATASETS, DataSet, open_dataset
from pyojeong.lab.prepare import prepare
from pyojeong.lab.split import PARTS, make_split

kinds = pytest.mark.parametrize("kind", DATASETS.names())


def downloaded(name: str, **_options: object) -> str:
    """Return the folder that the fake's name is."""
    return name


@pytest.fixture
def source(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `open_dataset` takes; the hubs give a folder of this disk."""
    monkeypatch.setattr(kagglehub, "dataset_download", downloaded)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", downloaded)
    return FAKES[kind](tmp_path)


@kinds
def test_labels(source: str) -> None:
    """Labels are our words, keys are unique and sorted the same every time."""
    found = open_dataset(source)
    keys = [photo.key for photo in found.photos]
    assert {photo.label for photo in found.photos} <= set(EIGHT)
    assert len(set(keys)) == len(keys) >= 12
    assert open_dataset(source) == found


@kinds
def test_photos(source: str) -> None:
    """Every photo opens, in another process too."""
    found = open_dataset(source)
    elsewhere: DataSet = pickle.loads(pickle.dumps(found))  # noqa: S301 (our own)
    for photo in elsewhere.photos:
        assert open_picture(elsewhere.read(photo)).pixels.size
    assert elsewhere.fingerprint == found.fingerprint


@kinds
def test_splits(source: str, tmp_path: Path) -> None:
    """Prepared and split, no group stands in two parts."""
    crop = CropSpec(detector="none", missing="whole", size=16)
    prepared = prepare(source, crop, tmp_path / "out", workers=1)
    split = make_split(prepared, (0.4, 0.3, 0.3), seed=1, grouped=True)
    part = {key: name for name in PARTS for key in getattr(split, name)}
    assert Counter(part.keys()) == Counter(row.key for row in prepared.rows)
    groups: dict[str, set[str]] = {}
    for row in prepared.rows:
        if row.group:
            groups.setdefault(row.group, set()).add(part[row.key])
    assert all(len(parts) == 1 for parts in groups.values())
