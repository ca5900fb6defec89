"""Every net's work can be counted, and agrees with what its paper says."""

import pytest

from pyojeong.core.errors import UnknownNameError
from pyojeong.lab.models import MODELS, Net
from pyojeong.lab.operations import operations

# Multiply-adds of one photo with 1,000 labels, as published: torchvision's documentation of each
# model ("GFLOPS", which are multiply-adds there), timm's for SE-ResNet-50.
PUBLISHED = {
    "alexnet": 0.71e9,
    "densenet121": 2.83e9,
    "densenet169": 3.36e9,
    "efficientnet_b0": 0.39e9,
    "resnet152": 11.51e9,
    "resnet18": 1.81e9,
    "resnet50": 4.09e9,
    "seresnet50": 4.1e9,
    "squeezenet1_0": 0.82e9,
    "vgg16": 15.47e9,
}


def test_lenet_is_counted_by_hand() -> None:
    """LeNet-5 on a photo of 32 px: two convolutions and three dense layers, in colour."""
    convolutions = 6 * 28 * 28 * 3 * 25 + 16 * 10 * 10 * 6 * 25
    dense = 400 * 120 + 120 * 84 + 84 * 6
    assert operations("lenet5", 32, 6) == convolutions + dense


@pytest.mark.parametrize("net", [net for _, net in MODELS], ids=lambda net: net.name)
def test_work_grows_with_photo_and_labels(net: Net) -> None:
    """A larger photo is more work, and so are more labels; the head depends on them alone."""
    small = operations(net.name, net.size, 6)
    assert 0 < small < operations(net.name, net.size, 7)
    assert operations(net.name, 2 * net.size, 6) > 1.5 * small


@pytest.mark.parametrize("name", PUBLISHED)
def test_count_agrees_with_what_is_published(name: str) -> None:
    """Within 3 % of the published count."""
    assert operations(name, 224, 1000) == pytest.approx(PUBLISHED[name], rel=0.03)


def test_unknown_net_is_one_sentence() -> None:
    """A net that is not there is refused by name."""
    with pytest.raises(UnknownNameError, match="resnet18"):
        operations("resnet-18", 224, 6)
