"""`pyojeong export`: what may be asked, and what is said."""

from pathlib import Path

import pytest

from fakes.exported import CARD, colours, golden_colours, solved
from pyojeong.cli.verbs.export import export as export_verb
from pyojeong.core.errors import DataError, SettingsError, WeightsError
from pyojeong.core.files import sha256, write_text
from pyojeong.core.settings import replace
from pyojeong.lab import export
from pyojeong.lab.record import Predictions
from pyojeong.lab.weights import FILE, Input, save_weights
from pyojeong.recogniser.model import Model


@pytest.fixture(autouse=True)
def coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have golden pictures that need no drawing."""
    monkeypatch.setattr(export, "golden", golden_colours)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A finished Run's folder."""
    folder = tmp_path / "run"
    net = solved(colours())
    save_weights(folder / FILE, net.state_dict(), CARD.labels, Input(CARD.mean, CARD.std))
    card = replace(CARD, weights_sha256=sha256(folder / FILE))
    write_text(folder / "card.json", card.model_dump_json())
    write_text(folder / "environment.json", "{}")
    truth = colours()[:, 0, 0, 0].astype("int64") % len(CARD.labels)
    probabilities = (colours()[:, 0, :3].reshape(len(truth), -1)[:, : len(CARD.labels)] + 1.0) / 256
    Predictions(
        keys=tuple(map(str, range(len(truth)))),
        labels=CARD.labels,
        truth=truth,
        probabilities=(probabilities / probabilities.sum(axis=1, keepdims=True)).astype("float32"),
    ).save(folder / "predictions-validation.parquet")
    return folder


def test_run_becomes_one_file(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A Run's folder is given a model.onnx whose doubt is fitted to its validation photos."""
    export_verb(run, licence="CC0-1.0")
    model = Model.load(run)
    assert model.card.licence == "CC0-1.0"
    assert model.card.calibration is not None
    assert model.card.calibration.n == len(colours())
    assert str(run / "model.onnx") in capsys.readouterr().out


def test_what_contradicts_is_refused(run: Path, tmp_path: Path) -> None:
    """Another ending, and photos to fit what is not asked for, are refused in one sentence."""
    with pytest.raises(SettingsError, match=r"model\.pt must end in \.onnx"):
        export_verb(run, tmp_path / "model.pt")
    with pytest.raises(SettingsError, match="--calibrate is of --int8"):
        export_verb(run, calibrate=tmp_path)


def test_unfinished_run_is_refused(run: Path, tmp_path: Path) -> None:
    """A Run that still trains, and a folder of anything else, hold no trained model."""
    (run / "environment.json").unlink()
    for folder in (run, tmp_path, tmp_path / "nowhere"):
        with pytest.raises(DataError, match="holds no trained model"):
            export_verb(folder)


def test_other_weights_are_refused(run: Path) -> None:
    """Weights that the card does not describe, damaged ones and none are refused."""
    net = solved(colours()[:64])
    save_weights(run / FILE, net.state_dict(), CARD.labels, Input(CARD.mean, CARD.std))
    with pytest.raises(WeightsError, match=r"is not the file that its card\.json describes"):
        export_verb(run)
    (run / FILE).write_bytes(b"nothing")
    with pytest.raises(WeightsError, match="cannot be read as weights"):
        export_verb(run)
    (run / FILE).unlink()
    with pytest.raises(WeightsError, match="cannot be opened"):
        export_verb(run)
    assert not (run / "model.onnx").exists()


def test_int8_needs_the_faces(run: Path) -> None:
    """Without the faces of its study the price of int8 cannot be measured, and it is refused."""
    with pytest.raises(DataError, match="holds no prepared faces"):
        export_verb(run, int8=True)
