"""Photos whose face tells the label, and whose corner may tell it too; a finished controls.json.

A face here is a bright square of noise, brightest in the channel of its label, somewhere before a
dark noise: any net tells the labels apart, by the face alone.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pyojeong.core.crops import CropSpec
from pyojeong.core.files import write_text
from pyojeong.core.images import Pixels
from pyojeong.core.labels import SIX
from pyojeong.faces import Face
from pyojeong.lab.datasets import open_dataset
from pyojeong.lab.pooled import Pooled
from pyojeong.lab.prepare import RowMaker
from pyojeong.lab.prepared import MANIFEST, Manifest, Prepared, shard_path, write_shard
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.showcase import save_picture
from pyojeong.lab.survival import Controls, Shown, judge
from pyojeong.lab.views import without_face

LABELS = ("anger", "happy", "sad")
SIDE = 48  # pixels of a photo
FACE = 12  # pixels of a face
DARK = 100  # pixels of the background are below this in all channels, those of a face above
MARK = (255, 0, 0)
CROP = CropSpec(detector="squares", size=32, missing="whole")


@dataclass(frozen=True)
class Squares:
    """Finds the one bright square."""

    def detect(self, pixels: Pixels) -> list[Face]:
        """Return the box of the pixels that are bright in all channels."""
        y, x = np.nonzero((pixels >= DARK).all(axis=2))
        if not len(x):
            return []
        return [Face((float(x.min()), float(y.min()), x.max() + 1.0, y.max() + 1.0), 1.0)]


def photo(label: int, rng: np.random.Generator, *, face: bool = True, mark: bool = False) -> Pixels:
    """Return uint8 [SIDE, SIDE, 3]."""
    pixels = rng.integers(0, DARK, (SIDE, SIDE, 3), np.uint8)
    left, top = rng.integers(8, SIDE - FACE, 2)
    if face:
        square = rng.integers(DARK, 180, (FACE, FACE, 3), np.uint8)
        square[:, :, label] += 70
        pixels[top : top + FACE, left : left + FACE] = square
    if mark:
        pixels[:6, :6] = MARK
    return pixels


def planted(root: Path, each: int, *, marked: str | None = None, faceless: int = 0) -> Prepared:
    """Write photos, `each` of a label, and prepare them.

    Args:
        root: folder for photos/ and faces/.
        each: photos of a label.
        marked: the label whose photos have a mark in the corner.
        faceless: how many of each label show no face.
    """
    rng = np.random.default_rng(5)
    for index, label in enumerate(LABELS):
        (root / "photos" / label).mkdir(parents=True)
        for number in range(each):
            pixels = photo(index, rng, face=number >= faceless, mark=label == marked)
            Image.fromarray(pixels).save(root / "photos" / label / f"{number:03}.png")
    dataset = open_dataset(str(root / "photos"))
    manifest = Manifest(
        source=dataset.name,
        crop=CROP,
        fingerprint=dataset.fingerprint,
        photos=len(dataset.photos),
        ignored=0,
    )
    faces = root / "faces"
    write_text(faces / MANIFEST, manifest.model_dump_json())
    make = RowMaker(dataset, CROP, Squares())
    write_shard(shard_path(faces, 0), [make(one) for one in dataset.photos])
    return Prepared.open(faces)


def pooled_at(right: float, rng: np.random.Generator, labels: tuple[str, ...], n: int) -> Pooled:
    """Return predictions on n photos, each right with that chance, else any other label."""
    truth = np.arange(n) % len(labels)
    wrong = (truth + rng.integers(1, len(labels), n)) % len(labels)
    said = np.where(rng.random(n) < right, truth, wrong)
    return Pooled(
        keys=tuple(f"{labels[i]}/{number}.jpg" for number, i in enumerate(truth)),
        labels=labels,
        truth=truth,
        fold=np.arange(n) // len(labels) % 5,
        group=np.arange(n),
        probabilities=np.eye(len(labels), dtype=np.float32)[said][None],
    )


def judged(
    face: float, scene: float, erased: float, *, labels: tuple[str, ...] = SIX, n: int = 900
) -> Controls:
    """Return controls in which each view is right with that chance."""
    rng = np.random.default_rng(11)
    rights: dict[Shown, float] = {
        "face": face,
        "scene": scene,
        "erased": erased,
        "frame": (erased + 1 / len(labels)) / 2,
        "shuffled": 1 / len(labels),
    }
    return judge(
        {name: pooled_at(right, rng, labels, n) for name, right in rights.items()},
        model="resnet18",
        detector="yunet",
        faceless=12,
        crowded=48,
        seed=7,
    )


def fake_controls(record: StudyRecord, controls: Controls | None = None) -> None:
    """Write a study's controls.json and the pictures: by default much survives without a face."""
    controls = controls or judged(0.68, 0.65, 0.51)
    rng = np.random.default_rng(3)
    for number in (1, 2, 3):
        scene = photo(number - 1, rng)
        (face,) = Squares().detect(scene)
        for name, pixels in (
            ("face", scene[int(face.box[1]) :, int(face.box[0]) :][:FACE, :FACE]),
            ("scene", scene),
            ("erased", without_face(scene, face, 0)),
        ):
            path = record.folder / "shown" / f"{name}-{number}.jpg"
            save_picture(path, Image.fromarray(pixels).resize((160, 160)))
    write_text(Controls.path(record), controls.model_dump_json(indent=2) + "\n")
