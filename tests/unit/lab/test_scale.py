"""lab.scale: features at one scale, and the layer that undoes it."""

import torch
from torch import nn

from pyojeong.lab.scale import Scale, first_layer


def uneven(photos: int = 40, channels: int = 5) -> torch.Tensor:
    """Return features whose spreads lie seven powers of ten apart; the last never changes."""
    generator = torch.Generator().manual_seed(3)
    spread = torch.tensor([1e-6, 1e-3, 1.0, 10.0, 0.0][:channels])
    return torch.rand(photos, channels, generator=generator) * spread + 0.5 * spread


def test_scaled_features_are_alike() -> None:
    """Every feature comes to mean 0 and deviation 1; one that never changes comes to 0."""
    features = uneven()
    scaled = Scale.of(features).apply(features)
    assert scaled.shape == features.shape
    torch.testing.assert_close(scaled.mean(dim=0), torch.zeros(5), atol=1e-4, rtol=0)
    expected = torch.tensor([1.0, 1.0, 1.0, 1.0, 0.0])
    torch.testing.assert_close(scaled.std(dim=0, correction=0), expected, atol=1e-4, rtol=0)


def test_maps_are_scaled_by_channel() -> None:
    """Of maps every channel has one scale, over photos and places."""
    maps = uneven(360, 3).reshape(40, 3, 3, 3).transpose(1, 3).contiguous()
    scaled = Scale.of(maps).apply(maps).double()
    torch.testing.assert_close(
        scaled.mean(dim=(0, 2, 3)), torch.zeros(3).double(), atol=1e-4, rtol=0
    )


def test_folding_changes_nothing() -> None:
    """A layer on scaled features, folded, says the same of the features; unfolding undoes it."""
    features, layer = uneven().double(), nn.Linear(5, 3).double()
    scale = Scale.of(features)
    weight, bias = scale.fold(layer.weight.data, layer.bias.data)
    torch.testing.assert_close(layer(scale.apply(features)), features @ weight.T + bias)
    again, moved = scale.unfold(weight, bias)
    torch.testing.assert_close(again, layer.weight.data)
    torch.testing.assert_close(moved, layer.bias.data)


def test_a_convolution_of_one_pixel_is_folded() -> None:
    """SqueezeNet's head is a convolution: it is folded by channel."""
    maps, layer = torch.rand(6, 4, 3, 3).double() * 3 + 1, nn.Conv2d(4, 2, 1).double()
    scale = Scale.of(maps)
    state = scale.folded({f"0.{key}": value for key, value in layer.state_dict().items()}, "0")
    told = nn.functional.conv2d(maps, state["0.weight"], state["0.bias"])
    torch.testing.assert_close(layer(scale.apply(maps)), told)


def test_the_first_layer_is_found() -> None:
    """The first layer with weights is named as the whole net names it."""
    inside = nn.Sequential(nn.Dropout(), nn.Linear(2, 2), nn.Linear(2, 2))
    net = nn.ModuleDict({"trunk": nn.Linear(2, 2), "head": inside, "fc": nn.Linear(2, 2)})
    assert first_layer(net, "head") == "head.1"
    assert first_layer(net, "fc") == "fc"
