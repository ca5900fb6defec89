"""Planted faults are found: nine in ten of each kind at least, with few false alarms."""

from pathlib import Path

import pytest

from fakes.planted import COPIES, Planted, plant
from pyojeong.core.crops import CropSpec
from pyojeong.lab.audit.conduct import audit
from pyojeong.lab.audit.findings import Audit
from pyojeong.lab.audit.write import write_audit
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.deciding import decide_about
from pyojeong.lab.prepare import prepare

FOUND = 0.9


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Forty people in six labels, ten copies of each kind, 5 % wrong labels, a mark on fear."""
    return plant(tmp_path_factory.mktemp("planted") / "photos", 40, 10, seed=2, stamped="fear")


@pytest.fixture(scope="module")
def found(planted: Planted) -> Audit:
    """The audit of it."""
    source = str(planted.folder)
    crop = CropSpec(detector="dlib-hog", margin=0.05, size=64, missing="whole")
    prepared = prepare(source, crop, planted.folder.parent / "faces", workers=1)
    return audit({"dlib-hog": prepared}, open_dataset(source), workers=1)


@pytest.mark.parametrize("kind", COPIES)
def test_copies_are_found(planted: Planted, found: Audit, kind: str) -> None:
    """Copies are found, whether packed anew, scaled or slightly cropped."""
    groups = [{*x} for x in (*found.near_duplicate_groups, *found.embedding_duplicate_groups)]
    pairs = planted.copies[kind]
    assert sum(any({*pair} <= group for group in groups) for pair in pairs) >= FOUND * len(pairs)


def test_no_two_photos_are_called_copies_that_are_none(planted: Planted, found: Audit) -> None:
    """One person's other expression is no copy: every group holds a planted pair and no more."""
    pairs = {frozenset(pair) for pairs in planted.copies.values() for pair in pairs}
    groups = (*found.near_duplicate_groups, *found.embedding_duplicate_groups)
    assert {frozenset(group) for group in groups} <= pairs


def test_equal_bytes_are_exact(planted: Planted, found: Audit) -> None:
    """Byte copies are all found, and they alone are exact."""
    assert {frozenset(x) for x in found.exact_duplicate_groups} == {
        frozenset(pair) for pair in planted.copies["bytes"]
    }


def test_wrong_labels_are_doubted(planted: Planted, found: Audit) -> None:
    """Swapped labels are doubted, and at most one in twenty of the right ones."""
    assert found.label_errors is not None
    doubts = {x.key for x in found.label_errors.doubts}
    assert len(doubts & {*planted.swapped}) >= FOUND * len(planted.swapped)
    assert len(doubts - {*planted.swapped}) <= 0.05 * found.photos
    assert len(planted.swapped) == 12


def test_the_mark_gives_its_label_away(found: Audit) -> None:
    """A mark in the corner of one label's photos is found by its label, and no other label is."""
    assert found.background is not None
    assert found.background.given_away == ("fear",)
    assert found.background.p < 0.05


def test_persons_are_counted(found: Audit) -> None:
    """Every person shows every label; a split must not cut one."""
    assert found.groups.named == 40
    assert found.groups.photos == found.photos == 280
    assert found.groups.whole == ()


def test_the_page_holds_all_and_fetches_nothing(
    planted: Planted, found: Audit, tmp_path: Path
) -> None:
    """The page shows pictures and lines to type, in both languages, from nowhere else."""
    path = write_audit(found, open_dataset(str(planted.folder)), tmp_path)
    text = path.read_text()
    assert text.count("data:image/jpeg") > 60
    assert 'src="http' not in text
    assert "as private as the photos themselves" in text
    assert 'lang="ko"' in text
    assert f"pyojeong decide {planted.folder} --drop" in text
    assert "--relabel" in text
    assert len(text) < 15_000_000
    assert Audit.load(tmp_path / "audit.json") == found
    assert (tmp_path / "tables" / "copies.csv").is_file()


def test_suggestions_can_be_taken(planted: Planted, found: Audit) -> None:
    """Taking the suggestions leaves one of each pair of equal bytes, and nothing else changes."""
    source = str(planted.folder)
    _decisions, path = decide_about(source, [], found.suggestions)
    left = {photo.key for photo in open_dataset(source).photos}
    path.unlink()
    assert len(left) == found.photos - len(planted.copies["bytes"])
    assert all(len(left & {*pair}) == 1 for pair in planted.copies["bytes"])
