"""lab.folds: every photo held out once, groups whole, labels everywhere."""

from collections import Counter
from pathlib import Path

import pytest

from fakes.prepared import fake_prepared, fake_row
from pyojeong.core.errors import DataError
from pyojeong.lab.folds import Folds, fold_name, make_folds
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.split import Split, make_split

FRACTIONS = (0.6, 0.2, 0.2)


def persons(labels: int = 3, people: int = 20, photos: int = 2) -> Prepared:
    """Return photos of named persons, each with some photos of one label."""
    rows = [
        fake_row(f"{label}/{person}-{i}", str(label), group=f"{label}-{person}")
        for label in range(labels)
        for person in range(people)
        for i in range(photos)
    ]
    return fake_prepared(rows)


def dealt(prepared: Prepared, folds: int = 5, *, inner: bool = True) -> tuple[Split, Folds]:
    """Return a split and its folds."""
    split = make_split(prepared, FRACTIONS, 7, grouped=True)
    return split, make_folds(prepared, split, folds=folds, inner=inner, grouped=True, seed=7)


def test_every_photo_is_held_out_once() -> None:
    """The folds hold out each training and validation photo once, and never see a test photo."""
    split, folds = dealt(persons())
    held = Counter(key for fold in folds.folds for key in fold.held_out)
    assert set(held) == {*split.training, *split.validation}
    assert set(held.values()) == {1}
    for fold in folds.folds:
        assert not set(fold.training) & set(fold.held_out)
        assert {*fold.training, *fold.held_out} == set(held)
    assert not set(held) & set(split.test)


def test_groups_and_labels() -> None:
    """No person stands on both sides of a fold or of its inner split, and no label is missing."""
    _split, folds = dealt(persons())
    pairs = [(fold.training, fold.held_out) for fold in folds.folds]
    inner = [fold.inner for fold in folds.folds] + [folds.whole]
    pairs += [(one.training, one.held_out) for one in inner if one]
    assert len(pairs) == 11
    for one, other in pairs:
        assert not {key[:-2] for key in one} & {key[:-2] for key in other}
        assert {key[0] for key in one} == {key[0] for key in other} == {"0", "1", "2"}
    numbers = {key: folds.groups[key] for fold in folds.folds for key in fold.held_out}
    assert len(set(numbers.values())) == len({key[:-2] for key in numbers})


def test_the_inner_split_is_of_the_training_photos() -> None:
    """Learning rates are tried within a fold's training photos: what is held out has no say."""
    split, folds = dealt(persons())
    for fold in folds.folds:
        assert fold.inner is not None
        assert {*fold.inner.training, *fold.inner.held_out} == set(fold.training)
        assert 0.7 < len(fold.inner.training) / len(fold.training) < 0.9
    assert folds.whole is not None
    assert {*folds.whole.training, *folds.whole.held_out} == set(split.training)


def test_one_fold_is_the_split() -> None:
    """With one fold the training part learns and the validation part scores."""
    split, folds = dealt(persons(), folds=1, inner=False)
    (fold,) = folds.folds
    assert (fold.training, fold.held_out, fold.inner) == (split.training, split.validation, None)
    assert fold_name(fold.training, fold.held_out) != split.digest  # its test part is no fold's


def test_written_and_read(tmp_path: Path) -> None:
    """Folds are a file, read as they were written; a damaged one is named."""
    path = tmp_path / "folds.json"
    _split, folds = dealt(persons())
    folds.save(path)
    assert Folds.load(path) == folds
    path.write_text(path.read_text()[:-40])
    with pytest.raises(DataError, match=r"folds\.json is damaged.*delete"):
        Folds.load(path)


def test_fewer_groups_than_folds() -> None:
    """A label with fewer persons than folds is named, and what to do."""
    split = make_split(persons(people=4), FRACTIONS, 7, grouped=True)
    with pytest.raises(DataError, match=r"photos in . groups .* too few for 5 folds: add photos"):
        make_folds(persons(people=4), split, folds=5, inner=False, grouped=True, seed=7)


def test_a_group_that_is_the_whole_of_a_label() -> None:
    """A label that is one person's alone cannot be held out and learnt from."""
    rows = [fake_row(f"0/{i}", "0", group="alone") for i in range(30)]
    rows += [fake_row(f"1/{i}", "1") for i in range(30)]
    own = tuple(row.key for row in rows)
    split = Split(training=own[:40], validation=own[40:], test=())
    with pytest.raises(DataError, match="'0' has 30 photos in 1 groups"):
        make_folds(fake_prepared(rows), split, folds=3, inner=False, grouped=True, seed=7)
