"""From float32 to int8."""

from pathlib import Path

import numpy as np
import onnx
import pytest

from fakes.exported import CARD, colours, golden_colours, solved, tensors
from pyojeong.core.errors import DataError, ExportError
from pyojeong.core.images import Pixels
from pyojeong.core.settings import digest, replace
from pyojeong.lab import export, int8
from pyojeong.lab.int8 import Photos, export_int8, photos_of, predict
from pyojeong.lab.metrics import correct
from pyojeong.lab.prepare import prepare
from pyojeong.lab.recipe import Run, Training
from pyojeong.lab.record import Predictions, RunRecord
from pyojeong.lab.split import Split
from pyojeong.recogniser.model import Model


@pytest.fixture(autouse=True)
def coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have golden pictures that LeNet-5 tells apart with no effort."""
    monkeypatch.setattr(export, "golden", golden_colours)


def photos() -> Photos:
    """Return golden pictures to fit to, and the same, darker, to measure on."""
    return Photos(colours(), tensors(colours(0.7)), "drawn validation")


def test_int8_says_nearly_the_same(tmp_path: Path) -> None:
    """Its price is that of the photos, counted anew, and stands in the card with n and interval."""
    out, net = tmp_path / "model-int8.onnx", solved(colours())
    made = export_int8(net, CARD, out, photos())
    whole = export.export_net(net, CARD, tmp_path / "model.onnx")
    before, after = Model.load(whole.path), Model.load(out)
    said = [predict(model, photos().validation) for model in (before, after)]
    hits = [correct(one) for one in said]
    n = len(colours())
    assert made.agreed >= 0.99
    assert (made.accuracy.hits, made.accuracy.n) == (hits[1], n)
    assert made.lost.value == pytest.approx((hits[0] - hits[1]) / n)
    assert made.lost.low <= made.lost.value <= made.lost.high
    *old, accuracy, lost = after.card.results
    assert [one.data for one in old] == ["drawn test, in float32"]
    assert (accuracy.metric, accuracy.data, accuracy.n) == ("accuracy", "drawn validation", n)
    assert (lost.value, lost.low, lost.high) == (made.lost.value, made.lost.low, made.lost.high)
    assert after.card.precision == "int8"
    assert before.card.precision == "float32"


def test_int8_doubts_for_itself(tmp_path: Path) -> None:
    """Its temperature is fitted to its own answers, and calibrates them."""
    made = export_int8(solved(colours()), CARD, tmp_path / "model.onnx", photos())
    card = made.exported.card
    assert card.calibration is not None
    assert card.calibration.n == len(colours())
    assert card.temperature == card.calibration.temperature != 1.0


def test_weights_are_whole_numbers(tmp_path: Path) -> None:
    """Weights between the first layer and the last are stored in int8, a scale a channel."""
    made = export_int8(solved(colours()), CARD, tmp_path / "model.onnx", photos())
    kept = onnx.load(made.exported.path).graph.initializer
    whole = {one.name: one for one in kept if one.data_type == onnx.TensorProto.INT8}
    assert len([one for one in whole.values() if len(one.dims) > 1]) == 3  # c3, c5, f6
    scales = [one for one in kept if one.name.startswith("net.c3.weight") and "scale" in one.name]
    assert [list(one.dims) for one in scales] == [[16]]


def test_too_many_other_answers_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where more than 1 % of the golden pictures get another answer, nothing is written."""
    other = export.to_onnx(solved(colours()[::-1].copy()), CARD)

    def quantise(_data: bytes, _crops: Pixels, _first: int) -> bytes:
        return other

    monkeypatch.setattr(int8, "quantise", quantise)
    with pytest.raises(ExportError, match=r"another answer in int8 to .+% of 104 drawn faces"):
        export_int8(solved(colours()), CARD, tmp_path / "model.onnx", photos())
    assert not list(tmp_path.iterdir())


def test_more_layers_stay_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where answers change, more of the first layers stay float32, and no more than are needed."""
    tried: list[int] = []

    def quantise(data: bytes, _crops: Pixels, first: int) -> bytes:
        tried.append(first)
        other = export.to_onnx(solved(colours()[::-1].copy()), CARD)
        return data if first > 1 else other

    monkeypatch.setattr(int8, "quantise", quantise)
    assert export_int8(solved(colours()), CARD, tmp_path / "model.onnx", photos()).agreed == 1.0
    assert tried == list(int8.FIRST[:2])


@pytest.fixture
def record(tmp_path: Path) -> RunRecord:
    """A Run in a study on drawn faces: 24 photos, 12 to train, 6 to validate, 6 to test."""
    study = tmp_path / "study"
    crop = replace(CARD.crop, detector="none", missing="whole")
    faces = prepare("drawn:count=24,seed=3,size=48", crop, study / "faces", workers=1)
    keys = tuple(row.key for row in faces.rows)
    split = Split(training=keys[:12], validation=keys[12:18], test=keys[18:])
    split.save(study / "split.json")
    run = Run(
        training=Training(model="lenet5"),
        data=faces.digest,
        split=split.digest,
        labels=faces.labels,
    )
    folder = study / "runs" / digest(run)
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(run.model_dump_json())
    Predictions(
        keys=split.validation,
        labels=faces.labels,
        truth=np.zeros(6, np.int64),
        probabilities=np.full((6, len(faces.labels)), 1 / len(faces.labels), np.float32),
    ).save(folder / "predictions-validation.parquet")
    return RunRecord(folder)


def test_photos_of_a_run(record: RunRecord) -> None:
    """It is fitted to all the training photos and measured on validation; test stays closed."""
    card = replace(CARD, labels=record.run.labels)
    found = photos_of(record, card)
    assert found.training.shape == (12, CARD.size, CARD.size, 3)
    assert found.validation.keys == record.validation.keys
    names = [card.labels[index] for index in found.validation.truth]
    assert names == [key.split("/")[0] for key in found.validation.keys]


def test_other_faces_are_refused(record: RunRecord, tmp_path: Path) -> None:
    """Faces that the Run was not trained on do not measure it."""
    crop = replace(CARD.crop, detector="none", missing="whole")
    other = prepare("drawn:count=12,seed=4,size=48", crop, tmp_path / "other", workers=1).folder
    with pytest.raises(DataError, match=r"other does not hold the faces that .* was trained on"):
        photos_of(record, CARD, other)
