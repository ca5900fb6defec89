"""Every net of the registry keeps the same promises."""

import numpy as np
import onnxruntime
import pytest
import torch
from torch import nn
from torch.nn import functional

from fakes.exported import CARD
from pyojeong.core.settings import replace
from pyojeong.lab.export import to_onnx
from pyojeong.lab.models import MODELS, Net
from pyojeong.lab.transforms import normalise

LABELS = 5
STUDY = {
    "resnet50",
    "lenet5",
    "alexnet",
    "vgg16",
    "squeezenet1_0",
    "efficientnet_b0",
    "densenet121",
    "resnet152",
}

every_net = pytest.mark.parametrize("net", [net for _, net in MODELS], ids=lambda net: net.name)


def build(net: Net, seed: int = 0) -> nn.Module:
    """Return a fresh net, without touching the chance of other tests."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return net.build(LABELS, False)


def photos(count: int, side: int) -> torch.Tensor:
    """Return random input, float [count, 3, side, side]."""
    return torch.randn(count, 3, side, side, generator=torch.Generator().manual_seed(1))


def test_the_study_is_covered() -> None:
    """All eight nets of the 2024 study are there."""
    assert set(MODELS.names()) >= STUDY


@every_net
def test_shape_and_backward(net: Net) -> None:
    """A net takes the smallest photos it says it takes, and each weight gets a finite gradient."""
    module = build(net).train()
    logits = module(photos(2, net.smallest))
    assert logits.shape == (2, LABELS)
    functional.cross_entropy(logits, torch.tensor([0, 4])).backward()
    for name, weight in module.named_parameters():
        assert weight.grad is not None, name
        assert torch.isfinite(weight.grad).all(), name


@every_net
def test_head(net: Net) -> None:
    """The head alone depends on the labels: another label set leaves the trunk's shapes alone."""
    with torch.device("meta"):  # shapes without values
        own, other = net.build(LABELS, False).state_dict(), net.build(9, False).state_dict()
    assert any(other[key].shape != own[key].shape for key in own)
    for key, value in own.items():
        assert key.startswith(f"{net.head}.") or other[key].shape == value.shape, key


@every_net
def test_seed_and_state(net: Net) -> None:
    """The same seed gives the same net, and a net is nothing but its state."""
    first, other = build(net), build(net)
    for key, value in first.state_dict().items():
        assert torch.equal(value, other.state_dict()[key]), key
    x = photos(1, max(64, net.smallest))
    with torch.no_grad():
        expected = first.eval()(x)
        for weight in other.parameters():
            weight.mul_(0.5)
        assert not torch.equal(other.eval()(x), expected)
        other.load_state_dict(first.state_dict())
        assert torch.equal(other(x), expected)


@every_net
def test_onnx(net: Net) -> None:
    """ONNX Runtime gives the same logits as torch, at a size of no net's own, in any batch."""
    side = max(72, net.smallest)
    card = replace(CARD, model=net.name, size=side, mean=net.mean, std=net.std)
    module = build(net).eval()
    session = onnxruntime.InferenceSession(to_onnx(module, card))
    pixels = torch.randint(0, 256, (3, 3, side, side), generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        expected = module(normalise(pixels / 255, net.mean, net.std)).numpy()
    for count in (1, 3):
        (logits,) = session.run(["logits"], {"pixels": pixels[:count].numpy().astype(np.float32)})
        scale = np.abs(expected).max()
        np.testing.assert_allclose(np.asarray(logits), expected[:count], atol=1e-4 * scale)
