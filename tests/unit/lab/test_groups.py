"""Who a model fails: groups of test photos, and how surely they differ."""

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import fisher_exact
from sklearn.metrics import f1_score

from fakes.groups import fake_groups
from fakes.prepared import fake_prepared
from fakes.study import fake_study
from pyojeong.core.errors import DataError
from pyojeong.lab.groups import FEW, Group, by_group, load_groups, measure_groups
from pyojeong.lab.prepared import Row
from pyojeong.lab.record import Predictions
from pyojeong.lab.split import Split


def photos(traits: list[dict[str, str]], right: list[bool]) -> tuple[Predictions, list[Row]]:
    """Return predictions of two labels, and the rows; every fifth photo has no face."""
    n = len(right)
    truth = np.arange(n) % 2
    said = np.where(right, truth, 1 - truth)
    probabilities = np.where(np.arange(2) == said[:, None], 0.9, 0.1).astype(np.float32)
    keys = tuple(f"{i}.png" for i in range(n))
    rows = [
        Row(key, "ab"[label], None, None, key, faces=int(i % 5 > 0), happened="whole",
            traits=tuple(sorted(known.items())))
        for i, (key, label, known) in enumerate(zip(keys, truth, traits, strict=True))
    ]  # fmt: skip
    return Predictions(keys, ("a", "b"), truth.astype(np.int64), probabilities), rows


def group(groups: tuple[Group, ...], trait: str, value: str) -> Group:
    """Return one of the groups."""
    return next(one for one in groups if (one.trait, one.value) == (trait, value))


def test_a_gap_is_told_apart() -> None:
    """Children told rightly 20 of 40 times and adults 76 of 80 differ; the numbers are counted."""
    traits = [{"age": "child"}] * 40 + [{"age": "adult"}] * 80 + [{}] * 10
    right = [i < 20 for i in range(40)] + [i < 76 for i in range(80)] + [True] * 10
    found = by_group(*photos(traits, right), run="x")
    child = group(found.groups, "age", "child")
    assert (found.n, found.unknown) == (130, 10)
    assert (child.accuracy.hits, child.accuracy.n) == (20, 40)
    assert child.rest is not None
    assert (child.rest.hits, child.rest.n) == (76, 80)
    assert child.p == pytest.approx(fisher_exact([[20, 20], [76, 4]]).pvalue)  # one question
    assert child.told_apart
    assert child.found is not None
    assert (child.found.hits, child.found.n) == (32, 40)
    said = [i % 2 if right[i] else 1 - i % 2 for i in range(40)]
    expected = f1_score([i % 2 for i in range(40)], said, average="macro")
    assert child.macro_f1 == pytest.approx(expected)


def test_few() -> None:
    """A group of 29 is marked and not tested, nor is its rest by it."""
    traits = [{"sex": "f"}] * (FEW - 1) + [{"sex": "m"}] * 60
    found = by_group(*photos(traits, [False] * (FEW - 1) + [True] * 60), run="x")
    women, men = found.groups
    assert women.few
    assert not men.few
    assert (women.p, men.p, women.macro_f1) == (None, None, None)


def test_equal_groups() -> None:
    """Of 120 studies with six equal groups no more than 5 % claim any gap."""
    rng = np.random.default_rng(3)
    claims = 0
    for _ in range(120):
        traits = [
            {"sex": rng.choice(["f", "m"]), "tone": str(rng.integers(1, 11)), "age": "child"}
            for _ in range(240)
        ]
        found = by_group(*photos(traits, list(rng.random(240) < 0.7)), run="x")
        claims += any(one.told_apart for one in found.groups)
    assert claims / 120 <= 0.05


def test_tones_in_bands() -> None:
    """Ten skin tones are three groups, in their order; ages go by their first year."""
    traits = [{"tone": str(1 + i % 10), "age": ("60+", "0-12", "20-39")[i % 3]} for i in range(60)]
    found = by_group(*photos(traits, [True] * 60), run="x")
    assert [one.value for one in found.groups if one.trait == "tone"] == ["1-3", "4-6", "7-10"]
    assert [one.value for one in found.groups if one.trait == "age"] == ["0-12", "20-39", "60+"]


def test_no_face_sought() -> None:
    """Where no face was sought nothing is said of faces found; unreadable photos do not count."""
    predictions, rows = photos([{"sex": "f"}] * 40, [True] * 40)
    blind = [Row(row.key, row.label, None, None, row.key, traits=row.traits) for row in rows]
    assert by_group(predictions, blind, run="x").groups[0].found is None
    lost = [*rows, Row("lost.png", "a", None, None, "lost", traits=(("sex", "f"),))]
    found = by_group(predictions, lost, run="x").groups[0]
    assert found.found is not None
    assert found.found.n == 40
    assert (found.rest, found.difference, found.p) == (None, None, None)


def test_measured_from_the_record(tmp_path: Path) -> None:
    """Groups are made of saved predictions, written, and read back; of an unopened test none."""
    record = fake_study(tmp_path / "a")
    predictions = Predictions.load(record.folder / "test" / "predictions.parquet")
    rows = [Row(key, key.split("/")[0], None, None, key, traits=(("sex", "f"),))
            for key in predictions.keys]  # fmt: skip
    split = Split(training=(), validation=(), test=tuple(sorted(predictions.keys)))
    found = measure_groups(record, fake_prepared(rows), split)
    assert found is not None
    assert found == load_groups(record)
    assert found.groups[0].accuracy.n == len(predictions.keys)
    with pytest.raises(DataError, match="other photos than the split tests"):
        measure_groups(record, fake_prepared(rows), Split(training=(), validation=(), test=("x",)))
    unopened = fake_study(tmp_path / "b", tested=False)
    assert measure_groups(unopened, fake_prepared(rows), split) is None
    assert load_groups(unopened) is None


def test_damaged(tmp_path: Path) -> None:
    """A damaged groups.json is one sentence."""
    record = fake_study(tmp_path)
    fake_groups(record)
    (record.folder / "groups.json").write_text("{")
    with pytest.raises(DataError, match=r"groups\.json is damaged"):
        load_groups(record)
