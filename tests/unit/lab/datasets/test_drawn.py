"""Drawn faces as a data set: nothing is written, nobody is shown."""

from collections import Counter
from pathlib import Path

import pytest

from pyojeong.core.errors import SettingsError
from pyojeong.core.labels import EIGHT, SIX
from pyojeong.drawn import write_folder
from pyojeong.lab.datasets import open_dataset


def test_as_the_folder(tmp_path: Path) -> None:
    """The same pictures and persons as `pyojeong data drawn` writes."""
    here = open_dataset("drawn:count=12,seed=5,size=48")
    written = open_dataset(str(write_folder(tmp_path / "d", count=12, seed=5, size=48, workers=1)))
    assert here.photos == written.photos
    assert [here.read(p) for p in here.photos] == [written.read(p) for p in written.photos]
    assert Counter(photo.label for photo in here.photos) == dict.fromkeys(SIX, 2)
    assert here.photos[0].group == "drawn-0001"


def test_eight_labels(tmp_path: Path) -> None:
    """Neutral and surprised faces too, the same as the folder has them."""
    here = open_dataset("drawn:count=16,seed=5,size=48,labels=eight")
    out = tmp_path / "d"
    written = open_dataset(
        str(write_folder(out, count=16, seed=5, size=48, labels=EIGHT, workers=1))
    )
    assert here.photos == written.photos
    assert [here.read(p) for p in here.photos] == [written.read(p) for p in written.photos]
    assert Counter(photo.label for photo in here.photos) == dict.fromkeys(EIGHT, 2)


def test_defaults() -> None:
    """Without settings there are as many faces as the 2024 study had photos."""
    assert len(open_dataset("drawn:").photos) == 1200


def test_other_seed() -> None:
    """Another seed or size is another data set."""
    names = ("drawn:count=12,seed=5", "drawn:count=12,seed=6", "drawn:count=12,seed=5,size=64")
    assert len({open_dataset(name).fingerprint for name in names}) == 3


@pytest.mark.parametrize("name", ["count=3", "cont=12", "size=big", "seed", "labels=9"])
def test_wrong(name: str) -> None:
    """A setting that cannot be is refused with an example."""
    with pytest.raises(SettingsError, match="write it as drawn:count=1200,seed=7,size=128"):
        open_dataset(f"drawn:{name}")
