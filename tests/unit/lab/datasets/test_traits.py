"""What tables tell of the people in photos."""

import hashlib
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from fakes.photos import fake_folder
from pyojeong.core.crops import CropSpec
from pyojeong.drawn.sample import sample
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.datasets._traits import age_band, read_traits
from pyojeong.lab.prepare import prepare
from pyojeong.lab.prepared import Prepared, read_shard, shard_path


@pytest.mark.parametrize(
    ("years", "band"),
    [(0, "0-12"), (12.9, "0-12"), (13, "13-19"), (39, "20-39"), (59, "40-59"), (60, "60+")],
)
def test_ages(years: float, band: str) -> None:
    """An age in years falls into one band, a child being younger than 13."""
    assert age_band(years) == band


def test_columns() -> None:
    """Words and whole numbers that several share are traits; measurements and names are none."""
    rows = [
        {
            "file": f"{n}", "person": f"p{n // 2}", "Age": str(7 + 5 * (n % 4)), "nick": f"{n}n",
            "sex": "f" if n % 2 else "", "tone": str(1 + n % 3), "au12": f"{n % 2}.5", "": "x",
        }
        for n in range(12)
    ]  # fmt: skip
    found = read_traits(rows)
    assert found[0] == (("age", "0-12"), ("tone", "1"))
    assert found[3] == (("age", "20-39"), ("sex", "f"), ("tone", "1"))
    assert read_traits([]) == []


def test_thirteen_values() -> None:
    """A column of more than twelve values is no trait, however many photos share one."""
    assert read_traits([{"hair": str(n % 13)} for n in range(130)])[0] == ()
    assert read_traits([{"hair": str(n % 12)} for n in range(130)])[0] == (("hair", "0"),)


def test_manifest(tmp_path: Path) -> None:
    """Further columns of a CSV manifest are traits."""
    fake_folder(tmp_path, each=4)
    lines = [f"{label}/{n}.png,{label},{n},{6 + 30 * (n % 2)}" for label in ("happy", "sad")
             for n in range(4)]  # fmt: skip
    path = tmp_path / "photos" / "m.csv"
    path.write_text("\n".join(["path,label,group,age", *lines]))
    assert [photo.traits[0][1] for photo in open_dataset(str(path)).photos[:2]] == ["0-12", "20-39"]


def test_prepared_carries_them(tmp_path: Path) -> None:
    """Traits learnt after the photos were prepared are brought in; not a crop is made anew."""
    folder = fake_folder(tmp_path)
    crop = CropSpec(detector="none", missing="whole", size=16)
    before = prepare(str(folder), crop, tmp_path / "out", workers=1)
    assert {row.traits for row in before.rows} == {()}
    lines = [f"{row.key},{'f' if 'happy' in row.key else 'm'}" for row in before.rows]
    (folder / "metadata.csv").write_text("\n".join(["file,sex", *lines]))
    after = prepare(str(folder), crop, tmp_path / "out", workers=1)
    assert {row.key: row.traits for row in after.rows} == {
        row.key: (("sex", "f" if "happy" in row.key else "m"),) for row in before.rows
    }
    assert after.digest == before.digest
    assert np.array_equal(after.pixels(), before.pixels())


def test_folder_of_an_earlier_version(tmp_path: Path) -> None:
    """Faces that were prepared without a column of traits open, and nothing is known."""
    crop = CropSpec(detector="none", missing="whole", size=16)
    source = "drawn:count=24,seed=2,size=32"
    now = prepare(source, crop, tmp_path / "out", workers=1)
    path = shard_path(tmp_path / "out", 0)
    pq.write_table(pq.read_table(path, partitioning=None).drop_columns("traits"), path)
    assert {row.traits for row in Prepared.open(tmp_path / "out").rows} == {()}
    manifest = tmp_path / "out" / "faces.json"
    manifest.write_text(manifest.read_text().replace(now.manifest.fingerprint, "0" * 16))
    prepare(source, crop, tmp_path / "out", workers=1)
    assert tuple(read_shard(path)) == now.rows


def test_drawn_ages() -> None:
    """Drawn children are children, grown people are not, and each person is its own."""
    children = open_dataset("drawn:count=60,seed=7,size=48,ages=child")
    grown = open_dataset("drawn:count=60,seed=7,size=48,ages=adult+elder")
    assert {dict(photo.traits)["age"] for photo in children.photos} == {"child"}
    assert {dict(photo.traits)["age"] for photo in grown.photos} == {"adult", "elder"}
    sets = [
        [one.face.identity.model_dump(exclude={"age"}) for one in sample(60, 7, ages=ages)]
        for ages in (("child",), ("adult", "elder"), ("child", "teen", "adult", "elder"))
    ]
    assert not any(one in other for one in sets[0] for other in (sets[1], sets[2]))
    key = children.photos[0].key
    assert children.read(children.photos[0]) != grown.read(grown.photos[0])
    assert key == grown.photos[0].key


def test_drawn_as_before() -> None:
    """A seed draws the very people that it drew before ages could be chosen."""
    text = "".join(one.model_dump_json() for one in sample(60, 7))
    assert hashlib.sha256(text.encode()).hexdigest().startswith("8c3da34a450141f8")
