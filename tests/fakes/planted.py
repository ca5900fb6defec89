"""A data set of drawn faces with planted faults, and what was planted: the audit must find it."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from pyojeong.core.labels import SIX
from pyojeong.drawn import to_png, to_svg
from pyojeong.drawn.people import random_face, random_identity

SIDE = 128
CLEAR = (0.85, 1.0)  # intensities: an expression that can be told, so that a wrong label can too
SWAPPED = 0.05  # of the photos
COPIES = ("bytes", "packed", "scaled", "cropped")
CROPPED = 0.06  # of each side, in all


@dataclass(frozen=True)
class Planted:
    """What was planted, by key.

    copies: kind -> (original, copy). swapped: key -> the true label. stamped: the label whose
    photos bear a mark in a corner, or None.
    """

    folder: Path
    copies: dict[str, list[tuple[str, str]]]
    swapped: dict[str, str]
    stamped: str | None


def plant(folder: Path, people: int, each: int, seed: int, stamped: str | None = None) -> Planted:
    """Draw everybody in every label, then plant.

    Args:
        folder: for the photos, a folder a label, and metadata.csv, which names the persons.
        people: how many; each shows every label once.
        each: copies of each kind.
        seed: of everything.
        stamped: the label that a mark in the corner gives away.
    """
    rng = np.random.default_rng(seed)
    photos: dict[tuple[str, int], bytes] = {}
    for person in range(people):
        who = random_identity(rng)
        for label in SIX:
            face = random_face(label, rng, identity=who, intensity=float(rng.uniform(*CLEAR)))
            data = to_png(to_svg(face), SIDE)
            photos[label, person] = _stamp(data) if label == stamped else data
    names = list(photos)
    chosen = rng.permutation(len(names))
    swaps = chosen[: round(SWAPPED * len(names))]
    originals = iter(chosen[len(swaps) :].tolist())
    given = {name: name[0] for name in names}
    for i in swaps:
        others = [label for label in SIX if label != names[i][0]]
        given[names[i]] = others[int(rng.integers(len(others)))]
    keys = {name: f"{given[name]}/{name[1]:04}-{name[0]}.png" for name in names}
    files = {keys[name]: (data, name[1]) for name, data in photos.items()}
    copies: dict[str, list[tuple[str, str]]] = {kind: [] for kind in COPIES}
    for kind in COPIES:
        for number in range(each):
            name = names[next(originals)]
            suffix = "png" if kind == "bytes" else "jpg"
            copy = f"{given[name]}/copy-{kind}-{number}.{suffix}"
            files[copy] = (_copied(photos[name], kind, rng), name[1])
            copies[kind].append((keys[name], copy))
    _write(folder, files)
    return Planted(folder, copies, {keys[names[i]]: names[i][0] for i in swaps}, stamped)


def _stamp(data: bytes) -> bytes:
    """Write a small mark into the lower right corner, as picture agencies do."""
    photo = Image.open(io.BytesIO(data)).convert("RGB")
    ImageDraw.Draw(photo).text((SIDE - 26, SIDE - 14), "pic", fill=(255, 255, 255))
    return _bytes(photo, "PNG")


def _copied(data: bytes, kind: str, rng: np.random.Generator) -> bytes:
    if kind == "bytes":
        return data
    photo = Image.open(io.BytesIO(data)).convert("RGB")
    if kind == "scaled":
        photo = photo.resize((round(0.6 * SIDE),) * 2, Image.Resampling.LANCZOS)
    if kind == "cropped":
        off = round(CROPPED * SIDE)
        left, top = (int(x) for x in rng.integers(0, off + 1, 2))
        photo = photo.crop((left, top, SIDE - off + left, SIDE - off + top))
    return _bytes(photo, "JPEG", quality=40 if kind == "packed" else 85)


def _bytes(photo: Image.Image, kind: str, **options: int) -> bytes:
    buffer = io.BytesIO()
    photo.save(buffer, kind, **options)
    return buffer.getvalue()


def _write(folder: Path, files: dict[str, tuple[bytes, int]]) -> None:
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["file", "person"])
    for key, (data, person) in files.items():
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        rows.writerow([key, f"person-{person:04}"])
    (folder / "metadata.csv").write_text(table.getvalue())
