"""Photos from outside the study: the model's own crop, its own temperature, eval mode."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

import numpy as np
import torch
from PIL import Image

from pyojeong.core.card import ModelCard
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError, PictureError, SettingsError
from pyojeong.core.files import write_bytes, write_text
from pyojeong.core.images import Pixels, open_picture
from pyojeong.faces import Detector, Face, naming, open_detector
from pyojeong.faces.crop import Crop, crop_face, resample
from pyojeong.lab.datasets._tree import is_picture
from pyojeong.lab.inference import load_net, predict_tensors
from pyojeong.lab.photo_plots import Told, outside
from pyojeong.lab.record import RunRecord, find_run
from pyojeong.lab.style import finish
from pyojeong.lab.tensors import Tensors

__all__ = ["Prediction", "draw_prediction", "find_run", "predict_photos", "write_predictions"]

TOGETHER = 64  # photos cropped before the net sees them: bounds the memory of a large folder
SHOWN = 640  # pixels of the longer side of a drawn photo


@dataclass(frozen=True)
class Prediction:
    """What the model said of one face, or why it said nothing.

    photo: its path. happened: `face`; `whole` or `centre`, what stood in where no face was found;
    `none`, no face was found and the model's card says to skip; `unreadable`. box: left, top,
    right, bottom in pixels of the upright photo. score: the detector's. label: the most probable.
    problem: a sentence where there is no label.
    """

    photo: str
    happened: str
    box: tuple[int, int, int, int] | None = None
    score: float | None = None
    label: str | None = None
    probabilities: dict[str, float] = field(default_factory=dict[str, float])
    problem: str = ""


def predict_photos(
    record: RunRecord,
    paths: Sequence[Path],
    *,
    every: bool = False,
    weights: Path | None = None,
    device: str = "auto",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Prediction]:
    """Return what the model says of photos, in order; a photo that cannot be used has a row too.

    Args:
        record: of the model.
        paths: files, all of which are tried, and folders to look through for photos.
        every: tell every face of a photo, not only the one that the card chooses.
        weights: file of the face detector, where it needs one.
        device: `auto`, `cpu` or `cuda`.
        progress: is told how many photos are done, of how many.

    Raises:
        DataError: a path does not exist, or there is no photo at all.
    """
    files = list(_files(paths))
    net, card = load_net(record)
    detector = open_detector(card.crop.detector, weights)
    rows: list[Prediction] = []
    for start in range(0, len(files), TOGETHER):
        cut: list[tuple[Prediction, Pixels | None]] = []
        for done, path in enumerate(files[start : start + TOGETHER], start=start + 1):
            cut.extend(_cut(path, detector, card, every=every))
            progress(done, len(files))
        crops = [pixels for _, pixels in cut if pixels is not None]
        told = iter(_probabilities(net, card, crops, device))
        rows.extend(row if pixels is None else _told(row, next(told)) for row, pixels in cut)
    return rows


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield every named file, and of folders, sorted, what a data set too takes for photos."""
    found = False
    for path in paths:
        if not path.exists():
            raise DataError(f"There is no {path}: check the path.")
        for file in _photos(path) if path.is_dir() else [path]:
            found = True
            yield file
    if not found:
        raise DataError(
            f"No photo in {', '.join(map(str, paths))}: give photos, or a folder of them."
        )


def _photos(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if is_picture(PurePosixPath(path.relative_to(folder).as_posix())) and path.is_file()
    )


def _cut(
    path: Path, detector: Detector, card: ModelCard, *, every: bool
) -> Iterator[tuple[Prediction, Pixels | None]]:
    """Yield the rows of one photo, each with its crop at the net's size, or None."""
    try:
        photo = open_picture(path).pixels
        with naming(str(path)):
            crops = list(_crops(photo, detector.detect(photo), card.crop, every=every))
    except PictureError as error:
        yield Prediction(str(path), "unreadable", problem=str(error)), None
        return
    for crop in crops:
        if crop is None:
            problem = "No face was found, and this model was trained on faces alone."
            yield Prediction(str(path), "none", problem=problem), None
        else:
            score = None if crop.face is None else float(crop.face.score)
            row = Prediction(str(path), crop.happened, crop.box, score)
            yield row, resample(crop.pixels, card.size)


def _crops(
    photo: Pixels, faces: list[Face], spec: CropSpec, *, every: bool
) -> Iterator[Crop | None]:
    if every and faces:
        yield from (crop_face(photo, [face], spec) for face in faces)
    else:
        yield crop_face(photo, faces, spec)


def _probabilities(
    net: torch.nn.Module, card: ModelCard, crops: Sequence[Pixels], device: str
) -> list[dict[str, float]]:
    if not crops:
        return []
    pixels = torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2).contiguous()
    keys = tuple(str(index) for index in range(len(crops)))
    tensors = Tensors(pixels, torch.full((len(crops),), -1), keys)
    predictions = predict_tensors(net, card, tensors, device=device)
    return [
        dict(zip(card.labels, map(float, row), strict=True)) for row in predictions.probabilities
    ]


def _told(row: Prediction, probabilities: dict[str, float]) -> Prediction:
    return Prediction(
        photo=row.photo,
        happened=row.happened,
        box=row.box,
        score=row.score,
        label=max(probabilities, key=lambda label: probabilities[label]),
        probabilities=probabilities,
    )


def write_predictions(
    rows: Sequence[Prediction], out: Path, *, draw: bool = False, language: str = "en"
) -> list[Path]:
    """Write the table, and a figure a face if asked; return what was written.

    Args:
        rows: what `predict_photos` returned.
        out: a file that ends in .csv or .json; figures go into a folder beside it.
        draw: also draw each photo with its box and the probabilities.
        language: of the words in the figures.

    Raises:
        SettingsError: another ending.
    """
    if out.suffix == ".json":
        write_text(out, json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
    elif out.suffix == ".csv":
        write_text(out, _csv(rows))
    else:
        raise SettingsError(f"{out} must end in .csv or .json: that says how to write the table.")
    written = [out]
    told = [row for row in rows if row.label] if draw else []
    for number, row in enumerate(told, start=1):
        path = out.with_suffix("") / f"{number:04}-{Path(row.photo).stem}.svg"
        write_bytes(path, draw_prediction(row, language).encode())
        written.append(path)
    return written


def draw_prediction(row: Prediction, language: str) -> str:
    """Return an SVG of the photo with the box, beside the probabilities."""
    photo = Image.fromarray(open_picture(Path(row.photo)).pixels)
    scale = min(1.0, SHOWN / max(photo.size))
    small = photo.resize((round(photo.width * scale), round(photo.height * scale)))
    left, top, right, bottom = (edge * scale for edge in row.box or (0, 0, *photo.size))
    labels = tuple(row.probabilities)
    told = Told(small, labels, list(row.probabilities.values()), box=(left, top, right, bottom))
    return finish("prediction", language, outside(told, language)).svg


def _csv(rows: Sequence[Prediction]) -> str:
    labels = next((tuple(row.probabilities) for row in rows if row.probabilities), ())
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    edges = ("left", "top", "right", "bottom")
    writer.writerow(("photo", "happened", *edges, "score", "label", *labels, "problem"))
    for row in rows:
        told = [f"{row.probabilities[label]:.6f}" if row.label else "" for label in labels]
        box = row.box or ("",) * 4
        score = "" if row.score is None else f"{row.score:.4f}"
        writer.writerow((row.photo, row.happened, *box, score, row.label or "", *told, row.problem))
    return text.getvalue()
