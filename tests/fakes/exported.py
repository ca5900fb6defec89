"""A trained net without a training: LeNet-5 whose head is solved on pictures."""

from functools import cache
from itertools import product

import numpy as np
import torch
from torch import nn

from pyojeong.core.card import ModelCard, Score
from pyojeong.core.crops import CropSpec
from pyojeong.core.images import Pixels
from pyojeong.core.labels import EIGHT
from pyojeong.lab.golden import COUNT, golden
from pyojeong.lab.inference import Still, features_of
from pyojeong.lab.models import IMAGENET_MEAN, IMAGENET_STD, MODELS
from pyojeong.lab.tensors import Tensors

CARD = ModelCard(
    model="lenet5",
    labels=EIGHT,
    size=32,
    mean=IMAGENET_MEAN,
    std=IMAGENET_STD,
    crop=CropSpec(detector="dlib-hog", margin=0.15, size=64),
    data="drawn",
    results=(Score(metric="accuracy", data="drawn test", n=40, value=0.5, low=0.35, high=0.65),),
    weights_sha256="ab" * 32,
    run="0" * 16,
    version="0",
)
MARGIN = 8.0  # of the right label's logit over the others
RIDGE = 0.1


@cache
def pictures() -> Pixels:
    """Return the golden pictures of CARD, drawn once."""
    return golden(CARD)


def colours(darker: float = 1.0) -> Pixels:
    """Return as many pictures, each of the eight colours of a cube's corners, with some noise."""
    corners = np.array(list(product((40, 210), repeat=3)))
    plain = corners[np.arange(COUNT) % len(corners)][:, None, None]
    noise = np.random.default_rng(5).normal(0, 25, (COUNT, CARD.size, CARD.size, 3))
    return ((plain + noise).clip(0, 255) * darker).astype(np.uint8)


def golden_colours(card: ModelCard) -> Pixels:
    """Stand in for `golden` where a test needs answers that nothing could change."""
    assert card.size == CARD.size
    return colours()


def tensors(crops: Pixels) -> Tensors:
    """Return pictures as labelled photos, label after label."""
    pixels = torch.from_numpy(crops).permute(0, 3, 1, 2).contiguous()
    keys = tuple(f"{index:03}" for index in range(len(crops)))
    return Tensors(pixels, torch.arange(len(crops)) % len(EIGHT), keys)


def solved(crops: Pixels) -> nn.Module:
    """Return LeNet-5 in eval mode that knows pictures: its last layer by ridge regression."""
    with torch.random.fork_rng():
        torch.manual_seed(3)
        net = MODELS.get("lenet5").build(len(EIGHT), False).eval()
    photos = tensors(crops)
    still = Still(CARD.size, CARD.mean, CARD.std)
    features = features_of(net, "output", still, photos)
    features = torch.cat([features, torch.ones(len(crops), 1)], dim=1)
    wanted = MARGIN * nn.functional.one_hot(photos.truth).float()
    squares = features.T @ features + RIDGE * torch.eye(features.shape[1])
    weights = torch.linalg.solve(squares, features.T @ wanted).T
    net.load_state_dict({"output.weight": weights[:, :-1], "output.bias": weights[:, -1]}, False)
    return net
