"""The recogniser and the lab: one crop, one answer."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from fakes.films import FakeDetector
from fakes.recogniser import fake_card
from pyojeong.core.settings import replace
from pyojeong.drawn import sample, to_pixels, to_svg
from pyojeong.faces import Face
from pyojeong.faces.crop import crop_face
from pyojeong.lab.export import to_onnx, with_card
from pyojeong.lab.inference import predict_crops
from pyojeong.lab.models import MODELS
from pyojeong.recogniser.model import Model
from pyojeong.recogniser.recogniser import Recogniser

FACE = Face((18.5, 22.0, 108.0, 131.0), 0.9)
CARD = fake_card()


@pytest.fixture(scope="module")
def net() -> nn.Module:
    """A net that answers differently wherever it can: its last weights are large."""
    torch.manual_seed(3)
    net = MODELS.get("lenet5").build(len(CARD.labels), False).eval()
    with torch.no_grad():
        net.get_parameter("output.weight").mul_(30)
    return net


@pytest.fixture(scope="module")
def exported(net: nn.Module, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The net as a file."""
    path = tmp_path_factory.mktemp("exported") / "model.onnx"
    path.write_bytes(with_card(to_onnx(net, CARD), CARD))
    return path


@pytest.mark.parametrize("side", [48, 100, 33])
def test_outside_photos_go_the_way_of_training(side: int, net: nn.Module, exported: Path) -> None:
    """Photo to probabilities agrees to 1e-3 with the lab, whatever size the crops are kept at."""
    spec = replace(CARD.crop, size=side)
    photos = [to_pixels(to_svg(one.face), 144) for one in sample(6, seed=5)]
    recogniser = Recogniser(Model.load(exported), spec, lambda: FakeDetector([FACE]))
    crops = [crop_face(photo, [FACE], spec) for photo in photos]
    lab = predict_crops(net, CARD, np.stack([crop.pixels for crop in crops if crop]))
    np.testing.assert_allclose(recogniser.recognise(photos).probabilities, lab, atol=1e-3)
