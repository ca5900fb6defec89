"""Arranges the showcase: counts and small pictures, copied from the prepared photos."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from pyojeong.core.errors import PyojeongError
from pyojeong.core.files import write_text
from pyojeong.core.images import Pixels, open_picture
from pyojeong.lab.answer import picture_paths
from pyojeong.lab.datasets import Photo, open_dataset
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.showcase import PHOTOS, LabelCount, Showcase, confused_picture, save_picture
from pyojeong.lab.split import Split, crossing
from pyojeong.lab.transforms import TRANSFORMS

SEED = 2024  # which training photos are shown; nothing else hangs on it


def show_data(record: StudyRecord, prepared: Prepared, split: Split) -> Showcase:
    """Write counts, and training photos before and after preprocessing, unless they are there."""
    if Showcase.path(record).is_file():
        shown = Showcase.load(record)
        if (shown.data, shown.split) == (prepared.digest, split.digest):
            return shown
    showcase = Showcase(
        formats=dict(Counter(row.format for row in prepared.rows if row.format).most_common()),
        unreadable=sum(row.happened == "unreadable" for row in prepared.rows),
        labels=counts(prepared, split),
        data=prepared.digest,
        split=split.digest,
        crossing=tuple(crossing(prepared, split)),
        pictures=show_preprocessing(record, prepared, split),
    )
    write_text(Showcase.path(record), showcase.model_dump_json(indent=2) + "\n")
    return showcase


def counts(prepared: Prepared, split: Split) -> tuple[LabelCount, ...]:
    """Return the counts of every label."""
    label = {row.key: row.label for row in prepared.rows}
    parts = {
        name: Counter(label[key] for key in keys)
        for name, keys in (
            ("training", split.training),
            ("validation", split.validation),
            ("test", split.test),
        )
    }
    return tuple(
        LabelCount(
            label=line.label,
            found=line.found,
            missed=line.missed,
            **{name: count[line.label] for name, count in parts.items()},
        )
        for line in prepared.report().lines
    )


def show_preprocessing(record: StudyRecord, prepared: Prepared, split: Split) -> int:
    """Save some training photos as they came, and as the net sees them; return how many."""
    rng = np.random.default_rng(SEED)
    chosen = rng.permutation(len(split.training))[:PHOTOS]
    keys = [split.training[index] for index in sorted(chosen.tolist())]
    base = record.study.base
    pixels = _crops(prepared, keys)
    transform = TRANSFORMS.get(base.augment)
    batch = torch.from_numpy(pixels).permute(0, 3, 1, 2)
    values = transform.apply(batch, base.size, torch.Generator().manual_seed(SEED))
    after = values.mul(255).round().to(torch.uint8).permute(0, 2, 3, 1).numpy()
    shown = record.folder / "shown"
    for number, (before, seen) in enumerate(
        zip(originals(prepared, keys, pixels), after, strict=True), start=1
    ):
        save_picture(shown / f"before-{number}.jpg", before)
        save_picture(shown / f"after-{number}.jpg", Image.fromarray(seen))
    return len(keys)


def originals(prepared: Prepared, keys: Sequence[str], crops: Pixels) -> list[Image.Image]:
    """Return the whole photos; where they have gone since, their crops."""
    label = {row.key: row.label for row in prepared.rows}
    try:
        dataset = open_dataset(prepared.source)
        files = [dataset.read(Photo(key, label[key])) for key in keys]
        return [Image.fromarray(open_picture(file).pixels) for file in files]
    except (PyojeongError, OSError, KeyError):
        return [Image.fromarray(crop) for crop in crops]


def show_confused(record: StudyRecord, prepared: Prepared, keys: Sequence[str]) -> None:
    """Save training and validation photos that were mixed up, cropped."""
    for key, crop in zip(keys, _crops(prepared, keys), strict=True):
        save_picture(confused_picture(record, key), Image.fromarray(crop))


def show_test(evaluation: Path, prepared: Prepared, keys: Sequence[str]) -> None:
    """Save test photos beside their evaluation, cropped, in the order of the keys."""
    for path, crop in zip(
        picture_paths(evaluation, len(keys)), _crops(prepared, keys), strict=True
    ):
        save_picture(path, Image.fromarray(crop))


def _crops(prepared: Prepared, keys: Sequence[str]) -> Pixels:
    place = {row.key: index for index, row in enumerate(prepared.rows)}
    return prepared.pixels([place[key] for key in keys])
