"""Every net of the registry keeps the same promises."""

import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from torch import nn
from torch.nn import functional

from pyojeong.lab.models import MODELS, Net

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
def test_onnx(net: Net, tmp_path: Path) -> None:
    """ONNX Runtime gives the same probabilities as torch."""
    # AlexNet and VGG pool to fixed maps, which ONNX has only where they divide the input's.
    side = net.size if net.name in ("alexnet", "vgg16") else 64
    module, x = build(net).eval(), photos(2, side)
    path = tmp_path / "net.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter that needs no further package is old
        torch.onnx.export(module, (x,), path, dynamo=False, input_names=["photos"])
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    with torch.no_grad():
        expected = module(x).softmax(dim=1).numpy()
    logits = torch.from_numpy(np.asarray(session.run(None, {"photos": x.numpy()})[0]))
    np.testing.assert_allclose(logits.softmax(dim=1).numpy(), expected, atol=1e-3)
