"""A Blend: one net from several data sets, each with its own crop, split and missing labels.

In the blend's folder:

    blend.json                     the Blend
    faces/NAME-DETECTOR/           prepared faces of a portion
    splits/NAME.json               its written split
    run/                           the Run: metrics, weights, card
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor

from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError, SettingsError
from pyojeong.core.files import write_text
from pyojeong.lab.engine import Progress, train
from pyojeong.lab.prepare import Prepared, prepare
from pyojeong.lab.recipe import Blend, Portion, Run
from pyojeong.lab.record import RUN, RunRecord, read_settings
from pyojeong.lab.split import Split, make_split
from pyojeong.lab.tensors import Tensors

Told: TypeAlias = Callable[[str, int, int], None]  # what, done, of how many

FILE = "blend.json"


@dataclass(frozen=True)
class Gathered:
    """A portion made ready: its faces by crop, in the blend's order, and its split."""

    portion: Portion
    prepared: tuple[Prepared, ...]
    split: Split

    def tensors(
        self, part: str, blend: Blend, *, crop: int = 0, most: int | None = None
    ) -> Tensors:
        """Return the photos of a part, as one of the crops shows them.

        Args:
            part: `training`, `validation` or `test`.
            blend: says labels and size.
            crop: which of the portion's crops; photos without such a crop are left out.
            most: at most so many of them, spread over all.
        """
        prepared = self.prepared[crop]
        there = {prepared.rows[index].key for index in prepared.usable}
        keys = [key for key in getattr(self.split, part) if key in there]
        found = Tensors.of(
            prepared, spread(keys, most or len(keys)), blend.labels, blend.training.size
        )
        return replace(found, keys=tuple(f"{self.portion.name}/{key}" for key in found.keys))

    def training(self, blend: Blend) -> Tensors:
        """Return the training photos, every crop as often as the portion says."""
        crops = [self.tensors("training", blend, crop=crop) for crop in range(len(self.prepared))]
        once = joined(crops * self.portion.repeats)
        return replace(once, absent=absent(once.truth, blend.labels, self.portion.hidden))


def gather(
    blend: Blend,
    sources: Mapping[str, str],
    folder: Path,
    *,
    detector_weights: Path | None = None,
    tell: Told = lambda _what, _done, _of: None,
) -> list[Gathered]:
    """Prepare and split every portion, or find it done.

    Args:
        blend: what to gather.
        sources: data sets by the name of their portion, where not the blend's own.
        folder: the blend's; made if it is not there.
        detector_weights: file of the face detector, where one needs it.
        tell: is told how far the work on a portion is.

    Raises:
        SettingsError: a name is unknown, or a portion has no source.
        DataError: the folder holds another blend, or a data set cannot serve.
        WeightsError, NetworkError, StorageError: as `prepare` raises them.
    """
    require_sources(blend, sources)
    claim(blend, folder)
    found: list[Gathered] = []
    for portion in blend.portions:
        source = sources.get(portion.name) or portion.source or ""
        prepared = tuple(
            prepare(
                source,
                crop,
                faces_of(folder, portion, crop),
                weights=detector_weights,
                progress=lambda done, of, name=portion.name: tell(name, done, of),
            )
            for crop in portion.crops
        )
        found.append(Gathered(portion, prepared, written_split(portion, prepared[0], folder)))
    return found


def reopen(folder: Path) -> tuple[Blend, list[Gathered]]:
    """Return a blend and its portions as `gather` left them; no source is asked for.

    Raises:
        DataError: the folder holds no blend, or not all that was gathered.
    """
    path = folder / FILE
    if not path.is_file():
        raise DataError(
            f"{folder} holds no blend (no {FILE}): give the folder that `pyojeong train` wrote."
        )
    blend = read_settings(Blend, path, anew=path)
    found = [
        Gathered(
            portion,
            tuple(Prepared.open(faces_of(folder, portion, crop)) for crop in portion.crops),
            Split.load(split_of(folder, portion)),
        )
        for portion in blend.portions
    ]
    return blend, found


def faces_of(folder: Path, portion: Portion, crop: CropSpec) -> Path:
    """Return where a portion's prepared faces lie in a blend's folder."""
    return folder / "faces" / f"{portion.name}-{crop.detector}"


def split_of(folder: Path, portion: Portion) -> Path:
    """Return where a portion's split is written in a blend's folder."""
    return folder / "splits" / f"{portion.name}.json"


def require_sources(blend: Blend, sources: Mapping[str, str]) -> None:
    """Refuse names that are no portion, and portions without a source.

    Raises:
        SettingsError: with the names there are.
    """
    names = [portion.name for portion in blend.portions]
    for name in sources:
        if name not in names:
            raise SettingsError(
                f"{blend.name} has no portion {name!r}: give --data {'=PATH, '.join(names)}=PATH."
            )
    missing = [p.name for p in blend.portions if p.source is None and p.name not in sources]
    if missing:
        raise SettingsError(
            f"{blend.name} learns from photos that do not come with Pyojeong: give "
            f"{' '.join(f'--data {name}=PATH' for name in missing)}."
        )


def claim(blend: Blend, folder: Path) -> None:
    """Begin a folder, or make sure that it was begun for this blend.

    Raises:
        DataError: it was not.
    """
    path, text = folder / FILE, blend.model_dump_json(indent=2) + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") != text:
        raise DataError(
            f"{folder} holds another blend (see its blend.json): choose another --out, or delete "
            "that folder."
        )
    write_text(path, text)


def written_split(portion: Portion, prepared: Prepared, folder: Path) -> Split:
    """Return the portion's split, written once."""
    path = split_of(folder, portion)
    if path.is_file():
        return Split.load(path)
    split = make_split(prepared, portion.fractions, portion.seed, grouped=True)
    split.save(path)
    return split


def run_of(blend: Blend, gathered: list[Gathered]) -> Run:
    """Return the Run that trains the blend on these photos."""
    data = "+".join(one.digest for each in gathered for one in each.prepared)
    split = "+".join(each.split.digest for each in gathered)
    return Run(training=blend.training, data=data, split=split, labels=blend.labels)


def learn(
    blend: Blend,
    gathered: list[Gathered],
    folder: Path,
    *,
    progress: Callable[[Progress], None] | None = None,
    device: str = "auto",
    tensorboard: bool = False,
) -> RunRecord:
    """Train the blend's Run to its end, or go on where it stood.

    Args:
        blend: of the folder.
        gathered: its portions, ready.
        folder: the blend's.
        progress: is told where the Run stands.
        device: `auto`, `cpu` or `cuda`.
        tensorboard: also write event files.

    Raises:
        TrainingError, WeightsError, StorageError: as `train` raises them.
    """
    record = RunRecord(folder / RUN)
    if record.done and record.usable:
        return record
    return train(
        run_of(blend, gathered),
        joined([one.training(blend) for one in gathered]),
        validation_of(blend, gathered),
        record.folder,
        crop=blend.crop,
        data=" + ".join(f"{one.portion.name} (training part)" for one in gathered),
        progress=progress,
        tensorboard=tensorboard,
        device=device,
    )


def validation_of(blend: Blend, gathered: Sequence[Gathered]) -> Tensors:
    """Return the validation photos of the portions that validate."""
    return joined([one.tensors("validation", blend) for one in gathered if one.portion.validates])


def spread(keys: Sequence[str], most: int) -> list[str]:
    """Return at most so many of the keys, evenly spread, in their order."""
    chosen = np.unique(np.linspace(0, len(keys) - 1, min(most, len(keys))).round().astype(int))
    return [keys[place] for place in chosen]


def joined(parts: list[Tensors]) -> Tensors:
    """Return the photos of all parts, one after the other; all must fit in memory.

    Raises:
        DataError: one does not.
    """
    pixels: list[Tensor] = []
    for part in parts:
        if not isinstance(part.pixels, Tensor):
            raise DataError(
                f"{len(part)} photos are too many to be held in memory at once: give fewer, or a "
                "smaller size."
            )
        pixels.append(part.pixels)
    masks = [part.absent for part in parts if part.absent is not None]
    return Tensors(
        pixels=torch.cat(pixels),
        truth=torch.cat([part.truth for part in parts]),
        keys=tuple(key for part in parts for key in part.keys),
        absent=torch.cat(masks) if masks else None,
    )


def absent(truth: Tensor, labels: tuple[str, ...], hidden: Mapping[str, tuple[str, ...]]) -> Tensor:
    """Return which labels are left out of each photo's loss, bool [photo, label].

    Args:
        truth: int64 [photo].
        labels: in the order of the outputs.
        hidden: a label: among whose photos it may hide.
    """
    table = torch.zeros(len(labels), len(labels), dtype=torch.bool)
    for label, among in hidden.items():
        for other in among:
            table[labels.index(other), labels.index(label)] = True
    return table[truth]
