"""From torch to ONNX."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from fakes.exported import CARD, pictures, solved, tensors
from pyojeong.core.card import Calibration, ModelCard
from pyojeong.core.errors import ExportError, StorageError, WeightsError
from pyojeong.core.files import sha256
from pyojeong.core.images import Pixels
from pyojeong.core.settings import replace
from pyojeong.lab import export
from pyojeong.lab.export import Exported, export_net, windows
from pyojeong.lab.inference import predict_tensors
from pyojeong.recogniser.model import CARD as KEY
from pyojeong.recogniser.model import Model

DOUBT = Calibration(
    n=50, temperature=2.5, coverage=0.9, set_threshold=0.1, right=0.9, not_sure_below=None
)


@pytest.fixture(autouse=True)
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the golden pictures once."""

    def golden(_card: ModelCard) -> Pixels:
        return pictures()

    monkeypatch.setattr(export, "golden", golden)


def exported(net: nn.Module, folder: Path, card: ModelCard = CARD) -> Exported:
    """Export a net."""
    return export_net(net, card, folder / "out" / "model.onnx")


def test_onnx_answers_as_torch(tmp_path: Path) -> None:
    """The recogniser says of every golden picture what the lab says, in any batch."""
    card = replace(CARD, temperature=2.5, calibration=DOUBT)
    made, net = exported(solved(pictures()), tmp_path, card), solved(pictures())
    assert made.pictures == len(pictures())
    assert made.apart <= 1e-5
    model = Model.load(made.path)
    expected = predict_tensors(net, card, tensors(pictures()), device="cpu")
    assert len(set(expected.predicted)) == len(card.labels)
    for count in (1, 3, len(pictures())):
        found = model.probabilities(pictures()[:count])
        np.testing.assert_allclose(found, expected.probabilities[:count], atol=1e-5)


def test_card_is_inside_and_beside(tmp_path: Path) -> None:
    """The same card stands in the file and beside it; beside it knows the file's hash."""
    made = exported(solved(pictures()), tmp_path, replace(CARD, licence="CC0-1.0"))
    props = {prop.key: prop.value for prop in onnx.load(made.path).metadata_props}
    inside = ModelCard.model_validate_json(props[KEY])
    beside = ModelCard.model_validate_json(made.path.with_suffix(".json").read_bytes())
    assert inside.file_sha256 is None
    assert beside == made.card == replace(inside, file_sha256=sha256(made.path))
    assert (inside.licence, inside.labels) == ("CC0-1.0", CARD.labels)
    assert inside.version != CARD.version
    assert Model.load(made.path).card == inside


def test_same_net_same_file(tmp_path: Path) -> None:
    """Exporting twice gives the same bytes, and nothing in them tells of this machine."""
    first, second = (exported(solved(pictures()), tmp_path / name) for name in "ab")
    assert first.card.file_sha256 == second.card.file_sha256
    assert str(Path(export.__file__).parent).encode() not in first.path.read_bytes()


class Fickle(nn.Module):
    """Decides by a value that tracing freezes."""

    @override
    def forward(self, pixels: Tensor) -> Tensor:
        """Return logits that follow the first picture, or its negative."""
        means = pixels.mean(dim=(2, 3)).repeat(1, 3)[:, : len(CARD.labels)]
        return means if pixels.mean() > 0.2 else -means


def test_other_answers_are_refused(tmp_path: Path) -> None:
    """A net that answers otherwise in ONNX is refused, and nothing is written."""
    with pytest.raises(ExportError, match="lenet5 answers otherwise in ONNX than in torch"):
        exported(Fickle().eval(), tmp_path)
    assert not list(tmp_path.iterdir())


def test_forgotten_normalisation_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file with another mean than the card's does not pass the golden pictures."""
    real = export.to_onnx
    other = replace(CARD, mean=(0.0, 0.0, 0.0))

    def forgetful(net: nn.Module, _card: ModelCard) -> bytes:
        return real(net, other)

    monkeypatch.setattr(export, "to_onnx", forgetful)
    with pytest.raises(ExportError, match="answers otherwise"):
        exported(solved(pictures()), tmp_path)


class Sorting(nn.Module):
    """Does what ONNX has no word for."""

    @override
    def forward(self, pixels: Tensor) -> Tensor:
        """Return logits from a matrix's eigenvalues."""
        return torch.linalg.eigvalsh(pixels.mean(dim=1)[:, :8, :8])


def test_what_onnx_cannot_hold(tmp_path: Path) -> None:
    """A net that ONNX cannot hold is refused in one sentence."""
    with pytest.raises(ExportError, match=r"^ONNX cannot hold lenet5 at 32 px \(.+\): train it"):
        exported(Sorting().eval(), tmp_path)


def test_damaged_net_is_refused(tmp_path: Path) -> None:
    """A net whose answer is no number is refused."""
    net = solved(pictures())
    with torch.no_grad():
        net.get_parameter("output.bias").fill_(torch.nan)
    with pytest.raises(WeightsError, match="damaged"):
        exported(net, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("side", "count"), [(2, 6), (3, 7), (13, 6), (5, 1), (4, 4)])
def test_windows(side: int, count: int) -> None:
    """Means over windows are those of torch's adaptive pooling."""
    values = torch.randn(1, 2, side, side, generator=torch.Generator().manual_seed(side))
    means = windows(side, count)
    expected = functional.adaptive_avg_pool2d(values, count)
    torch.testing.assert_close(means @ values @ means.T, expected)


def test_export_cut_off_keeps_no_wrong_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off before its card, a new file does not lie beside the card of the old one."""
    made = exported(solved(pictures()), tmp_path)
    old = json.loads(made.path.with_suffix(".json").read_text())

    def cut_off(_path: Path, _text: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(export, "write_text", cut_off)
    with pytest.raises(KeyboardInterrupt):
        exported(solved(pictures()), tmp_path, replace(CARD, licence="other"))
    model = Model.load(made.path)
    assert model.card.licence == "other"
    assert model.sha256 != old["file_sha256"]


@pytest.mark.parametrize(
    "text", ["{}", "not JSON", CARD.model_dump_json()], ids=["other", "text", "a run's card"]
)
def test_another_json_is_kept(text: str, tmp_path: Path) -> None:
    """What lies where the card would go, and is no card of an export, stops the export."""
    other = tmp_path / "out" / "model.json"
    other.parent.mkdir()
    other.write_text(text)
    with pytest.raises(StorageError, match=r"model\.json is not the card .*choose another --out"):
        exported(solved(pictures()), tmp_path)
    assert [path.name for path in other.parent.iterdir()] == ["model.json"]
    assert other.read_text() == text
