"""What the 2024 fault costs: the same net on the same photos, with and without the crop contract.

    python benchmarks/crop_contract.py studies/recogniser six-emotions \
        --photos six-emotions/ --detector-weights yunet_n_640_640.onnx

The 2024 study trained on cropped faces, and then showed its net ten photos from outside whole, and
in training mode: batch norms took their statistics from those ten, and dropout was on. Here the
test photos of a blend's portion are told four ways, on exactly the photos in which the card's
detector finds a face.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from pyojeong.core.card import ModelCard
from pyojeong.core.images import Pixels, open_picture
from pyojeong.faces import open_detector
from pyojeong.faces.crop import crop_face, resample
from pyojeong.lab.blend import RUN
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.inference import Still, load_net
from pyojeong.lab.proportions import Share
from pyojeong.lab.record import RunRecord
from pyojeong.lab.split import Split

TOGETHER = 10  # photos a batch: as many as the study looked at
SEED = 0  # of the photos' order, and so of who is normalised with whom


def main() -> None:
    """Print a line for each way."""
    parser = argparse.ArgumentParser()
    parser.add_argument("blend", type=Path)
    parser.add_argument("portion")
    parser.add_argument("--photos", required=True)
    parser.add_argument("--detector-weights", type=Path)
    options = parser.parse_args()
    net, card = load_net(RunRecord(options.blend / RUN))
    split = Split.load(options.blend / "splits" / f"{options.portion}.json")
    crops, wholes, truth = look(options.photos, set(split.test), card, options.detector_weights)
    print(
        f"{len(truth)} test photos of {options.portion} in which {card.crop.detector} finds a face"
    )
    ways: list[tuple[str, Pixels, Callable[[nn.Module], object]]] = [
        ("cropped, eval mode: the contract", crops, nn.Module.eval),
        ("whole photo, eval mode", wholes, nn.Module.eval),
        ("cropped, training mode", crops, nn.Module.train),
        ("whole photo, training mode: 2024", wholes, nn.Module.train),
    ]
    for name, pixels, mode in ways:
        mode(net)
        right = int((told(net, card, pixels) == truth).sum())
        share = Share.some(right, len(truth))
        print(f"{name:36} {share.value:6.1%}  ({share.low:.1%} to {share.high:.1%})")


def look(
    source: str, keys: set[str], card: ModelCard, weights: Path | None
) -> tuple[Pixels, Pixels, npt.NDArray[np.int64]]:
    """Return crops and whole photos, uint8 [photo, size, size, 3], and the true labels' index."""
    dataset = open_dataset(source)
    detector = open_detector(card.crop.detector, weights)
    found: list[tuple[Pixels, Pixels, int]] = []
    for photo in dataset.photos:
        if photo.key in keys:
            pixels = open_picture(dataset.read(photo), photo.key).pixels
            crop = crop_face(pixels, detector.detect(pixels), card.crop)
            if crop is not None and crop.face is not None:
                whole = resample(pixels, card.size)
                face = resample(crop.pixels, card.size)
                found.append((face, whole, card.labels.index(photo.label)))
    order = np.random.default_rng(SEED).permutation(len(found))
    crops, wholes, truth = zip(*(found[place] for place in order), strict=True)
    return np.stack(crops), np.stack(wholes), np.array(truth)


@torch.no_grad()
def told(net: nn.Module, card: ModelCard, pixels: Pixels) -> npt.NDArray[np.int64]:
    """Return the index of the most probable label, int [photo], a batch of TOGETHER at a time."""
    still = Still(card.size, card.mean, card.std)
    state = {name: value.clone() for name, value in net.state_dict().items()}
    answers: list[torch.Tensor] = []
    for start in range(0, len(pixels), TOGETHER):
        batch = torch.from_numpy(pixels[start : start + TOGETHER]).permute(0, 3, 1, 2)
        answers.append(net(still(batch)).argmax(dim=1))
    net.load_state_dict(state)  # training mode also moves the running statistics
    return torch.cat(answers).numpy()


if __name__ == "__main__":
    main()
