"""Photos as the engine takes them: one uint8 tensor on the device, or read as they are needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import torch
from torch import Tensor
from torch.utils.data import BatchSampler, DataLoader, Dataset, RandomSampler, SequentialSampler
from typing_extensions import override

from pyojeong.lab.prepared import Prepared

BUDGET = 4 << 30  # bytes of decoded photos kept in memory: 28,000 at 224 px


class Batch(NamedTuple):
    """Some of the photos: pixels and truth as Tensors has them, and `absent` of these."""

    pixels: Tensor
    truth: Tensor
    absent: Tensor | None = None


@dataclass(frozen=True)
class Stream:
    """Photos of a prepared data set that are read batch by batch, as too many for the memory."""

    prepared: Prepared
    rows: tuple[int, ...]
    size: int

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, indices: Sequence[int]) -> Tensor:
        """Return uint8 [index, 3, size, size]."""
        pixels = self.prepared.pixels([self.rows[i] for i in indices], self.size)
        return torch.from_numpy(pixels).permute(0, 3, 1, 2)

    def select(self, indices: Sequence[int]) -> "Stream":
        """Return some of the photos, in the order asked for."""
        return replace(self, rows=tuple(self.rows[i] for i in indices))


@dataclass(frozen=True)
class Tensors(Dataset[Batch]):
    """Labelled photos.

    pixels: uint8 [photo, 3, side, side], RGB, or a Stream of the same; or, with `features`, what a
    frozen trunk makes of them, float [photo, ...]. truth: int64 [photo], index of the label. keys:
    one a photo. absent: bool [photo, label], labels that nobody looked for in the photo, so that
    their logits are left out of its loss; None: every label was looked for.
    """

    pixels: Tensor | Stream
    truth: Tensor
    keys: tuple[str, ...]
    features: bool = False
    absent: Tensor | None = None

    @staticmethod
    def of(
        prepared: Prepared,
        keys: Sequence[str],
        labels: Sequence[str],
        size: int,
        budget: int = BUDGET,
        truth: Mapping[str, str] | None = None,
    ) -> "Tensors":
        """Return photos of a prepared data set.

        Args:
            prepared: the data set.
            keys: which of its photos.
            labels: the vocabulary, in the order of the outputs.
            size: side in pixels.
            budget: bytes; photos that would take more are read as they are needed.
            truth: label by key; by default as the data set has it.
        """
        place = {row.key: i for i, row in enumerate(prepared.rows)}
        index = {label: i for i, label in enumerate(labels)}
        rows = tuple(place[key] for key in keys)
        names = [prepared.rows[row].label for row in rows]
        if truth is not None:
            names = [truth[key] for key in keys]
        stream = Stream(prepared, rows, size)
        fits = len(rows) * 3 * size * size <= budget
        return Tensors(
            pixels=stream[range(len(rows))].contiguous() if fits else stream,
            truth=torch.tensor([index[name] for name in names]),
            keys=tuple(keys),
        )

    def __len__(self) -> int:
        return len(self.keys)

    @override
    def __getitem__(self, index: list[int]) -> Batch:
        """Return one batch."""
        absent = None if self.absent is None else self.absent[index]
        return Batch(self.pixels[index], self.truth[index], absent)

    def select(self, keys: Sequence[str]) -> "Tensors":
        """Return some of the photos, in the order asked for."""
        place = {key: i for i, key in enumerate(self.keys)}
        chosen = [place[key] for key in keys]
        pixels = self.pixels
        return replace(
            self,
            pixels=pixels.select(chosen) if isinstance(pixels, Stream) else pixels[chosen],
            truth=self.truth[chosen],
            keys=tuple(keys),
            absent=None if self.absent is None else self.absent[chosen],
        )

    def as_features(self, features: Tensor) -> "Tensors":
        """Return the photos as what a trunk made of them, float [photo, ...]."""
        return replace(self, pixels=features, features=True)

    def to(self, device: torch.device) -> "Tensors":
        """Return the same photos, on the device if they fit in memory."""
        pixels = self.pixels if isinstance(self.pixels, Stream) else self.pixels.to(device)
        absent = None if self.absent is None else self.absent.to(device)
        return replace(self, pixels=pixels, truth=self.truth.to(device), absent=absent)

    def counts(self, labels: int) -> list[int]:
        """Return the photos of each label."""
        return torch.bincount(self.truth, minlength=labels).tolist()

    def shuffled(self, batch: int, generator: torch.Generator) -> DataLoader[Batch]:
        """Return a loader of mini-batches in an order that the generator gives.

        A last batch of one photo is left out: batch norm has no variance to take from it.
        """
        lone = len(self) % batch == 1 and len(self) > batch
        order = BatchSampler(RandomSampler(self, generator=generator), batch, drop_last=lone)
        return DataLoader(self, sampler=order, batch_size=None, generator=generator)

    def in_order(self, batch: int) -> DataLoader[Batch]:
        """Return a loader of mini-batches in the order of the keys."""
        order = BatchSampler(SequentialSampler(self), batch, drop_last=False)
        return DataLoader(self, sampler=order, batch_size=None)
