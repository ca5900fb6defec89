"""What does an epoch of ResNet-18 at 224 px cost beside the net itself?

    python benchmarks/engine.py [--photos FOLDER]

Three epochs over the same photos, batch 16, in turn, several times; the fastest of each counts:

net        steps on random float tensors that lie in memory, batched and normalised
prepared   the engine's own: prepared faces as one uint8 tensor, the study's augmentation in batches
study      the 2024 study's way: each photo opened, dlib's detector, crop and Pillow transforms,
           again in every epoch

The engine's goals: prepared / net at most 1.10, study / prepared at least 2.
"""

import argparse
import io
import os
import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms
from typing_extensions import override

from pyojeong.core.crops import STUDY_2024
from pyojeong.faces import open_detector
from pyojeong.faces.crop import crop_face
from pyojeong.lab.datasets import DataSet, open_dataset
from pyojeong.lab.engine import Watch, fit, step
from pyojeong.lab.learner import Learner, reproducible, set_up
from pyojeong.lab.models import IMAGENET_MEAN, IMAGENET_STD
from pyojeong.lab.prepare import prepare
from pyojeong.lab.recipe import Run, Training
from pyojeong.lab.tensors import Batch, Tensors

SIZE, BATCH = 224, 16
# As large as the study's photos, 500 px a side in the median: detection takes its time by area.
DRAWN = "drawn:count={count},seed=7,size=500"


class StudyPhotos(Dataset[tuple[Tensor, int]]):
    """The 2024 study's data set: everything anew whenever a photo is asked for."""

    def __init__(self, data: DataSet, count: int) -> None:
        self.data, self.photos = data, data.photos[:count]
        self.labels = sorted({photo.label for photo in data.photos})
        self.detector = open_detector("dlib-hog")
        self.transform = transforms.Compose(
            [
                transforms.Resize((SIZE, SIZE)),
                transforms.RandomHorizontalFlip(),
                transforms.RandomRotation(30),
                transforms.RandomAffine(0, scale=(0.9, 1.1), shear=0.1),
                transforms.ColorJitter(0.1, 0.1, 0.1, 0.1),
                transforms.RandomGrayscale(0.1),
                transforms.ToTensor(),
                transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
            ]
        )

    def __len__(self) -> int:
        return len(self.photos)

    @override
    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        photo = self.photos[index]
        pixels = np.asarray(Image.open(io.BytesIO(self.data.read(photo))).convert("RGB"))
        crop = crop_face(pixels, self.detector.detect(pixels), STUDY_2024)
        face = pixels if crop is None else crop.pixels
        return self.transform(Image.fromarray(face)), self.labels.index(photo.label)


def main() -> None:
    """Measure in turn and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", help="data set, as `pyojeong prepare` takes it; drawn if none")
    parser.add_argument("--count", type=int, default=64, help="photos an epoch")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--device", default="auto")
    options = parser.parse_args()
    source = options.photos or DRAWN.format(count=options.count)
    with tempfile.TemporaryDirectory() as folder, reproducible(0, "cpu"):
        study = StudyPhotos(open_dataset(source), options.count)
        prepared = prepare(source, STUDY_2024, Path(folder))
        keys = tuple(photo.key for photo in study.photos)
        photos = Tensors.of(prepared, keys, study.labels, SIZE)
        learner = learner_of(tuple(study.labels), photos, options.device)
        arms: dict[str, Callable[[], None]] = {
            "net": net_alone(learner, photos),
            "prepared": engine_itself(learner, photos),
            "study": steps_on(learner, DataLoader(study, BATCH, shuffle=True)),
        }
        print(
            f"{platform.machine()}, {os.cpu_count()} cores, {learner.device}, "
            f"{learner.precision}, {len(photos)} photos, load {os.getloadavg()[0]:.1f}"
        )
        fastest = in_turn(arms, options.rounds)
    for name, seconds in fastest.items():
        print(f"{name:9} {seconds:7.2f} s an epoch, {1000 * seconds / len(photos):6.1f} ms a photo")
    print(f"prepared / net   {fastest['prepared'] / fastest['net']:.3f}  (goal: at most 1.10)")
    print(f"study / prepared {fastest['study'] / fastest['prepared']:.2f}  (goal: at least 2)")


def learner_of(labels: tuple[str, ...], photos: Tensors, device: str) -> Learner:
    """Return ResNet-18 as the engine sets it up."""
    run = Run(training=Training(model="resnet18", batch=BATCH), data="-", split="-", labels=labels)
    return set_up(run, photos.counts(len(labels)), device)


def net_alone(learner: Learner, photos: Tensors) -> Callable[[], None]:
    """Return an epoch on random tensors that are ready for the net."""
    batches = [
        (torch.randn(len(truth), 3, SIZE, SIZE, device=learner.device), truth)
        for truth in photos.truth.to(learner.device).split(BATCH)
    ]
    laid = [(x.contiguous(memory_format=torch.channels_last), truth) for x, truth in batches]
    return steps_on(learner, laid)


def engine_itself(learner: Learner, photos: Tensors) -> Callable[[], None]:
    """Return an epoch as the engine takes it."""
    placed = learner.place(photos)

    def epoch() -> None:
        fit(learner, placed, [], Watch(None, time.monotonic, 1, 0))

    return epoch


def steps_on(
    learner: Learner, batches: "list[tuple[Tensor, Tensor]] | DataLoader[tuple[Tensor, int]]"
) -> Callable[[], None]:
    """Return an epoch on batches that need nothing more."""
    ready = replace(learner, cached=True)  # its inputs are taken as they are

    def epoch() -> None:
        ready.train()
        generator, loss = torch.Generator(), torch.zeros(())
        for pixels, truth in batches:
            x = pixels.to(learner.device, memory_format=torch.channels_last)
            batch = Batch(x, truth.to(learner.device))
            loss, _right = step(ready, batch, SIZE, 1e-5, generator)
        loss.item()  # waits for a GPU

    return epoch


def in_turn(arms: dict[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    """Return each arm's fastest time in seconds, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in arms}
    for _ in range(rounds + 1):
        for name, epoch in arms.items():
            begin = time.perf_counter()
            epoch()
            times[name].append(time.perf_counter() - begin)
    return {name: min(seconds[1:]) for name, seconds in times.items()}


if __name__ == "__main__":
    main()
