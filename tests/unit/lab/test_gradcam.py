"""lab.gradcam and lab.explain: where the heat lies, and both views of one answer."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor, nn
from typing_extensions import override

from fakes.face_parts import drawn_pixels
from fakes.recogniser import DLIB_CROP, fake_card
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError, PictureError
from pyojeong.core.files import sha256, write_text
from pyojeong.core.i18n import LANGUAGES
from pyojeong.core.labels import EIGHT
from pyojeong.core.settings import replace
from pyojeong.drawn import sample
from pyojeong.lab.explain import explain_photo
from pyojeong.lab.explain_plots import explained
from pyojeong.lab.gradcam import grad_cam
from pyojeong.lab.models import MODELS
from pyojeong.lab.record import RunRecord
from pyojeong.lab.style import finish
from pyojeong.lab.weights import FILE, Input, save_weights

# Nets of every family whose last maps come about in a way of their own.
NETS = ("alexnet", "densenet121", "lenet5", "mobilefacenet", "mobilenet_v3_small", "resnet18",
        "squeezenet1_0")  # fmt: skip


class Pooled(nn.Module):
    """Maps of a 1 x 1 convolution, averaged, and a linear layer on them."""

    def __init__(self) -> None:
        super().__init__()
        self.maps = nn.Sequential(nn.Conv2d(3, 5, 1), nn.ReLU())
        self.head = nn.Linear(5, 4)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Return logits."""
        return self.head(self.maps(x).mean(dim=(2, 3)))


def seeded(side: int, seed: int = 1) -> Tensor:
    """Return random input, float [1, 3, side, side]."""
    return torch.randn(1, 3, side, side, generator=torch.Generator().manual_seed(seed))


@pytest.fixture(scope="module")
def pooled() -> Pooled:
    """The net above with weights of chance."""
    with torch.random.fork_rng():
        torch.manual_seed(3)
        return Pooled().eval()


def test_of_averaged_maps_it_is_cam(pooled: Pooled) -> None:
    """Where maps are averaged, heat is Zhou 2016's: the maps weighed by the answer's weights."""
    x = seeded(6)
    for answer in range(4):
        with torch.no_grad():
            maps = pooled.maps(x)[0]
            expected = torch.einsum("k,khw->hw", pooled.head.weight[answer], maps).relu()
        heat = grad_cam(pooled, "head", x, answer)
        top = float(expected.max())
        np.testing.assert_allclose(heat, expected / top if top else expected, atol=1e-5)


def test_heat_is_of_the_weights(pooled: Pooled) -> None:
    """Labels swapped in the head swap the heat, so it says something of what was learnt."""
    x = seeded(6)
    before = [grad_cam(pooled, "head", x, answer) for answer in range(4)]
    swapped = Pooled().eval()
    swapped.load_state_dict(pooled.state_dict())
    with torch.no_grad():
        swapped.head.weight.copy_(pooled.head.weight.flip(0))
    after = [grad_cam(swapped, "head", x, answer) for answer in range(4)]
    np.testing.assert_allclose(after, before[::-1], atol=1e-6)
    assert not np.allclose(before[0], before[1])


@pytest.mark.parametrize("name", NETS)
def test_every_family_has_heat(name: str) -> None:
    """Each net is taken apart in the right place: some label has heat, and not all over alike."""
    net = MODELS.get(name)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        module = net.build(len(EIGHT), False).eval()
    side = max(48, net.smallest)
    heats = [grad_cam(module, net.head, seeded(side), label) for label in range(len(EIGHT))]
    hottest = max(heats, key=lambda heat: heat.max())
    assert hottest.shape == (side, side)
    assert hottest.max() == pytest.approx(1)
    assert hottest.min() < 0.9
    assert all(heat.min() >= 0 for heat in heats)
    assert not any(module._forward_hooks for module in module.modules())


def test_maps_are_fine_enough_to_tell_brows_from_mouth() -> None:
    """At 48 px the last maps of ResNet-18 are 2 x 2: heat comes from finer ones."""
    net = MODELS.get("resnet18")
    with torch.random.fork_rng():
        torch.manual_seed(0)
        module = net.build(len(EIGHT), False).eval()
    heats = [grad_cam(module, net.head, seeded(48), label) for label in range(len(EIGHT))]
    hottest = max(heats, key=lambda heat: heat.max())
    # Up to the centre of its outermost cell heat is all alike: 12 px of a 2 x 2 map.
    assert not np.allclose(hottest[4], hottest[11])


def trained_run(folder: Path, crop: CropSpec = DLIB_CROP) -> RunRecord:
    """Write a run folder with LeNet-5 as chance made it."""
    net = MODELS.get("lenet5")
    with torch.random.fork_rng():
        torch.manual_seed(0)
        module = net.build(len(EIGHT), False)
    save_weights(folder / FILE, module.state_dict(), EIGHT, Input(net.mean, net.std))
    card = replace(
        fake_card(crop=crop, also=(), calibration=None),
        model="lenet5",
        weights_sha256=sha256(folder / FILE),
    )
    write_text(folder / "card.json", card.model_dump_json())
    write_text(folder / "environment.json", "{}")
    return RunRecord(folder)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A drawn face as a file."""
    path = tmp_path / "face.png"
    Image.fromarray(drawn_pixels(next(sample(1, 3, ["happy"])).face)).save(path)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_views_of_a_photo(tmp_path: Path, photo: Path, language: str) -> None:
    """The same crop is hidden in parts and heated, and one figure shows both."""
    both = explain_photo(trained_run(tmp_path / "run"), photo, device="cpu")
    assert set(both.explanation.hidden) >= {"brows", "eyes", "nose", "mouth"}
    assert both.heat.shape == both.explanation.map.shape
    assert sum(both.within.values()) == pytest.approx(1, abs=1e-5)
    drawing = finish("why", language, explained(both, language))
    assert "Grad-CAM" in drawing.svg
    again = explain_photo(trained_run(tmp_path / "run"), photo, device="cpu")
    assert finish("why", language, explained(again, language)).svg == drawing.svg


def test_a_photo_without_a_face(tmp_path: Path) -> None:
    """It is refused in a sentence; where the crop takes the whole photo, no part has a share."""
    empty = tmp_path / "wall.png"
    Image.new("RGB", (80, 80), "gray").save(empty)
    with pytest.raises(DataError, match="No face was found"):
        explain_photo(trained_run(tmp_path / "run"), empty, device="cpu")
    spec = CropSpec(detector="none", missing="whole", size=48)
    both = explain_photo(trained_run(tmp_path / "whole", spec), empty, device="cpu")
    assert both.within == {}
    assert explained(both, "en").axes


def test_a_photo_that_is_none(tmp_path: Path) -> None:
    """What is no picture is said to be none."""
    path = tmp_path / "text.jpg"
    path.write_text("no picture")
    with pytest.raises(PictureError):
        explain_photo(trained_run(tmp_path / "run"), path, device="cpu")
