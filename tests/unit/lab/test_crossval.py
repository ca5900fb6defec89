"""lab.crossval, lab.bench and lab.features: a candidate on every fold, and frozen trunks once."""

from dataclasses import replace as with_
from pathlib import Path

import numpy as np
import pytest

from pyojeong.core.crops import CropSpec
from pyojeong.core.settings import replace
from pyojeong.lab import bench as benches
from pyojeong.lab.bench import Bench
from pyojeong.lab.crossval import Count, cross_validate, pooled_of, trainings
from pyojeong.lab.inference import load_net, predict_tensors
from pyojeong.lab.prepare import prepare
from pyojeong.lab.recipe import Comparison, Data, Study, Training
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.split import make_split
from pyojeong.lab.study import set_out
from pyojeong.lab.tensors import Tensors
from pyojeong.lab.watcher import Watcher

CROP = CropSpec(detector="none", missing="whole", size=32)
TRAINING = Training(
    model="lenet5",
    learning_rate=1e-3,
    schedule="cosine",
    augment="none",
    size=32,
    epochs=1,
    batch=32,
)


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepare drawn faces, once for the module."""
    folder = tmp_path_factory.mktemp("faces")
    prepare("drawn:count=60,seed=1,size=64", CROP, folder)
    return folder


def bench(faces: Path, folder: Path, comparison: Comparison, training: Training) -> Bench:
    """Return the bench of a tiny study."""
    prepared = prepare("drawn:count=60,seed=1,size=64", CROP, faces)
    study = Study(
        name="tiny",
        title="Tiny",
        data=Data(source=prepared.source, crop=CROP),
        base=training,
        models=(training.model,),
        losses=("cross_entropy",),
        optimizers=("adam",),
        comparison=comparison,
    )
    split = make_split(prepared, study.data.fractions, 7, grouped=True)
    return set_out(study, StudyRecord(folder), prepared, split, "cpu", tensorboard=False)


def test_every_fold_and_seed(faces: Path, tmp_path: Path) -> None:
    """Each training and validation photo is told once a seed, by a net that had not seen it."""
    comparison = Comparison(folds=3, seeds=2, learning_rates=(1e-4, 1e-2))
    table = bench(faces, tmp_path, comparison, TRAINING)
    count = Count("models", trainings(table))
    entrant, pooled = cross_validate(table, TRAINING, "lenet5", count, Watcher())
    assert count.place == count.of == 3 * (2 + 2)
    assert [len(seeds) for seeds in entrant.runs] == [2, 2, 2]
    assert set(entrant.rates) <= {1e-4, 1e-2}
    assert set(pooled.keys) == set(table.truth)
    assert pooled.probabilities.shape == (2, len(table.truth), 6)
    for number, (fold, seeds) in enumerate(zip(table.folds.folds, entrant.runs, strict=True)):
        for name in seeds:
            run = table.record.run(name)
            assert run.validation.keys == fold.held_out
            assert not run.usable  # scored alone: no weights of every fold fill the disk
        assert {pooled.keys[i] for i in np.flatnonzero(pooled.fold == number)} == set(fold.held_out)
    labels = [pooled.labels[i] for i in pooled.truth]
    assert labels == [table.truth[key] for key in pooled.keys]
    again = pooled_of(table, entrant)
    assert (again.probabilities == pooled.probabilities).all()


def test_nothing_is_trained_twice(
    faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A candidate whose Runs are there is read, not trained."""
    table = bench(faces, tmp_path, Comparison(folds=2), TRAINING)
    first = cross_validate(table, TRAINING, "lenet5", Count("models", 2), Watcher())

    def never(*_: object, **_keywords: object) -> None:
        raise AssertionError

    monkeypatch.setattr(benches, "train", never)
    second = cross_validate(table, TRAINING, "lenet5", Count("models", 2), Watcher())
    assert second[0] == first[0]


def test_the_learning_rate_is_chosen_within_the_fold(faces: Path, tmp_path: Path) -> None:
    """A rate at which nothing is learnt loses against one at which something is."""
    comparison = Comparison(folds=2, learning_rates=(1e-9, 3e-3))
    longer = replace(TRAINING, epochs=8, batch=8)
    table = bench(faces, tmp_path, comparison, longer)
    entrant, _ = cross_validate(table, longer, "lenet5", Count("models", 6), Watcher())
    assert entrant.rates == (3e-3, 3e-3)


def test_a_frozen_trunk_works_once(
    faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Features of a frozen trunk are computed once, written, and read when the study goes on."""
    head = replace(TRAINING, trainable="head")
    table = bench(faces, tmp_path, Comparison(folds=2), head)
    cross_validate(table, head, "lenet5", Count("models", 2), Watcher())
    (written,) = (tmp_path / "features").iterdir()

    def never(*_: object, **_keywords: object) -> None:
        raise AssertionError

    monkeypatch.setattr("pyojeong.lab.features.trunk_features", never)
    fresh = with_(table, loaded={})
    run = table.run(replace(head, learning_rate=1e-2, loss="mse"), "another")
    assert fresh.photos(run).features
    monkeypatch.undo()
    written.write_bytes(b"damaged")
    assert with_(table, loaded={}).photos(run).features
    assert written.stat().st_size > 100


def test_a_scaled_head_is_folded_back(faces: Path, tmp_path: Path) -> None:
    """A head trained on scaled features says the same of photos once it is in the net."""
    head = replace(TRAINING, trainable="head", epochs=4, learning_rate=1e-2, keep="last")
    table = bench(faces, tmp_path, Comparison(), head)
    entrant, pooled = cross_validate(table, head, "lenet5", Count("models", 1), Watcher())
    net, card = load_net(table.record.run(entrant.first))
    photos = Tensors.of(table.prepared, pooled.keys, table.labels, 32)
    told = predict_tensors(net, card, photos, device="cpu")
    np.testing.assert_allclose(told.probabilities, pooled.probabilities[0], atol=1e-4)
