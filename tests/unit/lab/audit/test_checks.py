"""The audit's single checks, against SciPy, by hand, and on sets that are hard to audit."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2, fisher_exact

from fakes.photos import picture, write_files
from fakes.prepared import fake_row
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError
from pyojeong.core.settings import replace
from pyojeong.lab.audit.background import background
from pyojeong.lab.audit.conduct import audit
from pyojeong.lab.audit.copies import Copies
from pyojeong.lab.audit.findings import Audit
from pyojeong.lab.audit.folds import folds
from pyojeong.lab.audit.groups import groups
from pyojeong.lab.audit.hog import gradients
from pyojeong.lab.audit.missed import dependence
from pyojeong.lab.audit.outside import outside
from pyojeong.lab.audit.sameness import difference
from pyojeong.lab.audit.study import study_audit
from pyojeong.lab.audit.suggest import suggest
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.deciding import Wish, decide_about
from pyojeong.lab.prepare import prepare
from pyojeong.lab.prepared import Prepared

STUDY_2024 = np.array([[35, 179], [9, 192], [57, 106], [15, 215], [77, 91], [71, 153]])


def prepared_of(source: Path) -> Prepared:
    """Return whole photos of a folder, prepared."""
    crop = CropSpec(detector="none", missing="whole", size=32)
    return prepare(str(source), crop, source.parent / "faces", workers=1)


def test_missing_depends_on_the_label_in_2024() -> None:
    """The 2024 study's missed faces depend on the label: Pearson's chi-squared, by hand."""
    found = dependence(STUDY_2024, np.random.default_rng(0))
    assert found is not None
    expected = STUDY_2024.sum(1, keepdims=True) * STUDY_2024.sum(0) / STUDY_2024.sum()
    statistic = ((STUDY_2024 - expected) ** 2 / expected).sum()
    assert found.statistic == pytest.approx(statistic)
    assert found.p == pytest.approx(chi2.sf(statistic, 5))
    assert found.cramers_v == pytest.approx(np.sqrt(statistic / STUDY_2024.sum()))
    assert not found.exact


def test_few_photos_are_tested_by_shuffling() -> None:
    """Where few are expected in a cell, p comes near that of Fisher's exact test."""
    table = np.array([[1, 9], [6, 4]])
    found = dependence(table, np.random.default_rng(0))
    assert found is not None
    assert found.exact
    assert found.p == pytest.approx(fisher_exact(table).pvalue, abs=0.015)


def test_nothing_can_depend() -> None:
    """A detector that found every face, or one label alone, is no test."""
    rng = np.random.default_rng(0)
    assert dependence(np.array([[0, 9], [0, 4]]), rng) is None
    assert dependence(np.array([[3, 9]]), rng) is None


def test_shuffled_labels_give_nothing_away() -> None:
    """Features that know nothing are rarely said to give a label away: p is spread evenly."""
    rng = np.random.default_rng(1)
    truth = np.arange(120) % 3
    found = [
        background(
            rng.normal(size=(120, 8)).astype(np.float32), truth, np.arange(120), "abc", rng, 0
        )
        for _ in range(20)
    ]
    ps = [x.p for x in found if x is not None]
    assert sum(p <= 0.05 for p in ps) <= 4  # of 20: more happens once in 400
    assert sum(bool(x and x.given_away) for x in found) <= 2


def test_the_face_is_erased() -> None:
    """Whatever is painted over the face changes no feature of the outside."""
    rng = np.random.default_rng(0)
    photo = rng.random((64, 64, 3)).astype(np.float32)
    painted = photo.copy()
    painted[20:44, 20:44] = 0
    box = np.array([20, 20, 44, 44]) / 64
    np.testing.assert_array_equal(outside(photo, box), outside(painted, box))
    assert np.isfinite(outside(photo, box)).any()


def test_gradients_do_not_mind_brightness() -> None:
    """Half the light, the same shape."""
    grey = np.asarray(np.random.default_rng(0).integers(60, 250, (2, 64, 64)), np.uint8)
    grey[:, 20:40] //= 3
    np.testing.assert_allclose(gradients(grey), gradients(grey // 2), atol=0.06)


def test_a_shifted_photo_is_the_same_picture() -> None:
    """A copy that is cropped by some pixels and darker fits; a mirrored one does not."""
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 200, (12, 12)).astype(np.uint8)
    large = np.kron(coarse, np.ones((8, 8), np.uint8))
    one, other = large[2:66, 2:66], (large[5:69, 4:68] * 0.8).astype(np.uint8)
    assert difference(one, other) < 0.25 < difference(one, one[:, ::-1].copy())


def test_a_label_of_one_person_is_named() -> None:
    """A label that one person alone shows cannot be split, and is named."""
    rows = [fake_row(f"sad/{i}", "sad", "kim") for i in range(4)]
    rows += [fake_row(f"happy/{i}", "happy", f"person {i}") for i in range(4)]
    found = groups(rows)
    assert found.whole == ("sad",)
    assert (found.named, found.largest, found.of_label) == (5, 4, {"happy": 4, "sad": 1})


def test_what_is_suggested() -> None:
    """Of equal photos the test's stays; under two labels none; a kept one always."""
    rows = [
        fake_row("happy/1", "happy", part="training", same="a"),
        fake_row("happy/2", "happy", part="test", same="a"),
        fake_row("happy/3", "happy", same="b"),
        fake_row("sad/1", "sad", same="b"),
    ]
    rows = [
        row.__class__(**vars(row) | {"source_sha256": f"{i}" * 64}) for i, row in enumerate(rows)
    ]
    same = Copies([(0, 1), (2, 3)], [(0, 1), (2, 3)], [(0, 1), (2, 3)], [])
    assert [x.key for x in suggest(rows, same, ())] == ["happy/1", "happy/3", "sad/1"]
    assert [x.key for x in suggest(rows, same, {"sad/1", "happy/1"})] == ["happy/2", "happy/3"]


def test_folds_never_cut_a_group() -> None:
    """Photos of one group are in one fold, and every photo in one."""
    truth, group = np.arange(60) % 2, np.arange(60) // 3
    parts = folds(truth, group, np.random.default_rng(0))
    assert parts is not None
    assert sorted(np.concatenate(parts).tolist()) == list(range(60))
    assert all(len({i for i, x in enumerate(parts) if g in group[x]}) == 1 for g in range(20))


def test_too_few_photos_are_said_to_be_too_few(tmp_path: Path) -> None:
    """Fewer photos than folds: the audit says what it did not judge, and does the rest."""
    files = {
        f"{label}/{i}.png": picture(10 * i + len(label))
        for label in ("sad", "happy")
        for i in range(3)
    }
    files |= {"sad/9.png": b"junk", "happy/copy.png": files["sad/0.png"], "sad/8.png": b""}
    source = write_files(tmp_path / "photos", files)
    found = audit({"none": prepared_of(source)}, open_dataset(str(source)), workers=1)
    assert found.label_errors is None
    assert found.background is None
    assert {x.key for x in found.unreadable} == {"sad/8.png", "sad/9.png"}
    assert found.exact_duplicate_groups == (("happy/copy.png", "sad/0.png"),)
    assert found.two_label_pictures == ({"happy/copy.png": "happy", "sad/0.png": "sad"},)
    assert {x.key for x in found.suggestions} == {
        "happy/copy.png", "sad/0.png", "sad/8.png", "sad/9.png"
    }  # fmt: skip


def test_a_set_of_unreadable_files_is_audited(tmp_path: Path) -> None:
    """Where nothing can be read, that is the finding."""
    source = write_files(tmp_path / "photos", {"sad/1.png": b"no", "happy/1.png": b"none"})
    found = audit({"none": prepared_of(source)}, open_dataset(str(source)), workers=1)
    assert len(found.unreadable) == 2
    assert found.sizes is None


def test_a_study_is_audited_once(tmp_path: Path) -> None:
    """A second call reads it, unless something was decided; a damaged one is a sentence."""
    files = {
        f"{label}/{i}.png": picture(10 * i + len(label))
        for label in ("sad", "happy")
        for i in range(3)
    }
    prepared = prepared_of(write_files(tmp_path / "photos", files))
    first = study_audit(prepared, tmp_path / "study", workers=1)
    page = tmp_path / "study" / "audit" / "audit.html"
    written = page.stat().st_mtime_ns
    assert study_audit(prepared, tmp_path / "study") == first
    assert page.stat().st_mtime_ns == written
    decided, path = decide_about(prepared.source, [Wish("sad/0.png", "keep")])
    after = study_audit(prepared, tmp_path / "study", workers=1)
    assert after.honoured == decided.counts != first.honoured
    path.unlink()
    replace(first, version="0").save(page.parent)
    assert study_audit(prepared, tmp_path / "study", workers=1) == first
    shutil.move(prepared.source, tmp_path / "gone")
    assert study_audit(prepared, tmp_path / "study") == first
    (page.parent / "audit.json").write_text(json.dumps({"source": "x"}))
    with pytest.raises(DataError, match="run `pyojeong audit` again"):
        study_audit(prepared, tmp_path / "study")


def test_no_audit_is_a_sentence(tmp_path: Path) -> None:
    """A path without an audit is named, with what to do."""
    with pytest.raises(DataError, match="There is no audit"):
        Audit.load(tmp_path / "audit.json")
