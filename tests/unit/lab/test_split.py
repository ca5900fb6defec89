"""The split: 6:2:2 a label, written down, as published or as the study did."""

import json
import random
from pathlib import Path

import pytest

from fakes.prepared import fake_prepared, fake_row
from pyojeong.core.errors import DataError
from pyojeong.lab.prepared import Prepared, Row
from pyojeong.lab.split import PARTS, Split, crossing, make_split

FRACTIONS = (0.6, 0.2, 0.2)
STUDY = {"anger": 214, "disgust": 201, "fear": 163, "happy": 230, "pain": 168, "sad": 224}


def simple(**counts: int) -> Prepared:
    """Return that many photos a label, none related."""
    return fake_prepared(
        [fake_row(f"{name}/{i:03}", name) for name, n in counts.items() for i in range(n)]
    )


def test_as_the_study() -> None:
    """Ungrouped, each label's sorted files are shuffled and cut as split-folders does."""
    split = make_split(simple(**STUDY), FRACTIONS, 7, grouped=False)
    assert [len(getattr(split, part)) for part in PARTS] == [717, 237, 246]
    pain = [f"pain/{i:03}" for i in range(168)]
    random.seed(7)
    random.shuffle(pain)
    assert {key for key in split.training if key.startswith("pain")} == set(pain[:100])
    assert {key for key in split.validation if key.startswith("pain")} == set(pain[100:133])


@pytest.mark.parametrize("grouped", [True, False])
def test_seed(grouped: bool) -> None:
    """The same seed gives the same split, whatever the order of the rows; another, another."""
    prepared = simple(happy=40, sad=30)
    turned = fake_prepared(list(reversed(prepared.rows)))
    split = make_split(prepared, FRACTIONS, 1, grouped=grouped)
    assert make_split(turned, FRACTIONS, 1, grouped=grouped) == split
    assert make_split(prepared, FRACTIONS, 2, grouped=grouped).digest != split.digest


def test_published() -> None:
    """A data set that names all three parts keeps them."""
    rows = [
        fake_row(f"{label}/{part}/{i}", label, part=part)
        for label in ("happy", "sad")
        for part in PARTS
        for i in range(2)
    ]
    split = make_split(fake_prepared(rows), FRACTIONS, 1, grouped=True)
    assert split.test == ("happy/test/0", "happy/test/1", "sad/test/0", "sad/test/1")


@pytest.mark.parametrize("grouped", [True, False])
def test_published_test(grouped: bool) -> None:
    """Where only training and test are published, the test part stays; the rest is split 6:2."""
    rows = [
        fake_row(f"{label}/{i:02}", label, part="test" if i % 4 == 3 else "training")
        for label in ("happy", "sad")
        for i in range(16)
    ]
    split = make_split(fake_prepared(rows), FRACTIONS, 1, grouped=grouped)
    assert split.test == tuple(sorted(row.key for row in rows if row.part == "test"))
    assert [len(getattr(split, part)) for part in PARTS] == [18, 6, 8]
    for part in (split.training, split.validation):
        assert sum(key.startswith("happy") for key in part) == len(part) / 2
    again = make_split(fake_prepared(rows), FRACTIONS, 2, grouped=grouped)
    assert (again.test, again.training == split.training) == (split.test, False)


def test_published_test_grouped() -> None:
    """Beside a published test part, no person is cut between training and validation."""
    rows = [
        fake_row(f"{label}/{i:02}", label, group=f"p{i // 2}", part="test" if i < 4 else "training")
        for label in ("happy", "sad")
        for i in range(20)
    ]
    split = make_split(fake_prepared(rows), FRACTIONS, 1, grouped=True)
    group = {row.key: row.group for row in rows}
    assert not {group[key] for key in split.training} & {group[key] for key in split.validation}
    assert len(split.training) == pytest.approx(24, abs=4)


def test_other_parts() -> None:
    """A data set that publishes a test part of some photos only is split as any other."""
    rows = [
        fake_row(f"{label}/{i}", label, part=None if i else "test")
        for label in ("happy", "sad")
        for i in range(10)
    ]
    split = make_split(fake_prepared(rows), FRACTIONS, 1, grouped=True)
    assert [len(getattr(split, part)) for part in PARTS] == [12, 4, 4]


def test_only_usable() -> None:
    """Photos without a crop are in no part."""
    lost = Row("happy/x", "happy", None, None, "file x")
    prepared = fake_prepared([*simple(happy=10, sad=10).rows, lost])
    split = make_split(prepared, FRACTIONS, 1, grouped=True)
    assert sum(len(getattr(split, part)) for part in PARTS) == 20


@pytest.mark.parametrize("grouped", [True, False])
def test_lone_photo(grouped: bool) -> None:
    """A label with one photo cannot stand in three parts; the message says what to do."""
    with pytest.raises(DataError, match=r"Label 'pain' has 1 usable photos.*add photos, 5"):
        make_split(simple(happy=10, pain=1, sad=10), FRACTIONS, 1, grouped=grouped)


def test_all_alike() -> None:
    """Neither can a label whose photos are all one."""
    rows = [fake_row(f"pain/{i}", "pain", same="x") for i in range(9)]
    with pytest.raises(DataError, match="too few or too alike"):
        make_split(fake_prepared([*simple(sad=9).rows, *rows]), FRACTIONS, 1, grouped=True)


def test_one_label_left() -> None:
    """If faces of one label alone were found, there is nothing to learn."""
    with pytest.raises(DataError, match="at least two are needed"):
        make_split(simple(happy=10), FRACTIONS, 1, grouped=True)


def test_crossing() -> None:
    """Duplicates that cross are named with their parts; those within one part are not."""
    rows = [fake_row(name, "happy", same=name[0]) for name in ("a1", "a2", "b1", "b2", "c1", "c2")]
    split = Split(training=("a1", "b1", "b2"), validation=("c1",), test=("a2",))
    assert crossing(fake_prepared(rows), split) == [{"a1": "training", "a2": "test"}]


def test_written(tmp_path: Path) -> None:
    """A written split comes back with its hash, and one that was edited is refused."""
    split = make_split(simple(happy=10, sad=10), FRACTIONS, 1, grouped=True)
    path = tmp_path / "split.json"
    split.save(path)
    assert Split.load(path) == split
    assert json.loads(path.read_text())["digest"] == split.digest
    edited = json.loads(path.read_text())
    edited["training"].append(edited["test"].pop())
    path.write_text(json.dumps(edited))
    with pytest.raises(DataError, match="was changed after it was written"):
        Split.load(path)


@pytest.mark.parametrize("text", ["", "3", "[]", "{}", '{"digest": "x", "training": 3}'])
def test_not_written(text: str, tmp_path: Path) -> None:
    """Another file is no split."""
    path = tmp_path / "split.json"
    with pytest.raises(DataError, match="There is no split"):
        Split.load(path)
    path.write_text(text)
    with pytest.raises(DataError, match="is no written split"):
        Split.load(path)
