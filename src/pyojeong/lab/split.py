"""The split: which photos train, which choose, and which test. Written down, with a hash."""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import Settings, digest
from pyojeong.lab.datasets import Part
from pyojeong.lab.duplicates import duplicates, together
from pyojeong.lab.prepared import Prepared, Row

PARTS: tuple[Part, Part, Part] = ("training", "validation", "test")
FEWEST = 5  # photos of a label that 6:2:2 can serve: one for validation, one to test

Fractions = tuple[float, float, float]
P = TypeVar("P", bound=Hashable)  # a part, by whatever name


class Split(Settings):
    """The keys of each part, sorted."""

    training: tuple[str, ...]
    validation: tuple[str, ...]
    test: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Hash of the three lists."""
        return digest(self)

    def save(self, path: Path) -> None:
        """Write JSON, whole or not at all, with the hash.

        Raises:
            StorageError: the disk is full.
        """
        written = {"digest": self.digest, **self.model_dump(mode="json")}
        write_text(path, json.dumps(written, indent=1, ensure_ascii=False) + "\n")

    @staticmethod
    def load(path: Path) -> "Split":
        """Read what `save` wrote.

        Raises:
            DataError: it is not there, or was changed since.
        """
        try:
            written = json.loads(path.read_text(encoding="utf-8"))
            hash_ = written.pop("digest")
            split = Split.model_validate(written)
        except FileNotFoundError as error:
            raise DataError(f"There is no split {path}: run the study that writes it.") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(f"{path} is no written split: delete it to split anew.") from error
        if split.digest != hash_:
            raise DataError(
                f"{path} was changed after it was written (its hash is not {hash_}): bring the "
                "original back, or delete it to split anew."
            )
        return split


def make_split(prepared: Prepared, fractions: Fractions, seed: int, grouped: bool) -> Split:
    """Split the photos that have a crop, label by label.

    A data set that names all three parts itself (FER2013) keeps them. One that names only training
    and test keeps its test part, and the rest is split into training and validation in the ratio
    of the first two fractions. Published parts are kept even where duplicates cross them, which
    `crossing` tells. Any other data set is split whole, whatever parts it names.

    Args:
        prepared: the photos.
        fractions: for training, validation and test; they add up to 1.
        seed: of the shuffling; the same seed gives the same split.
        grouped: never cut a group of duplicates or a person where we split; else photo by photo,
            as the 2024 study did.

    Raises:
        DataError: a label would be missing in a part.
    """
    rows = [prepared.rows[index] for index in prepared.usable]
    named = {row.part for row in rows}
    split = by_group if grouped else by_photo
    placed: list[tuple[Part, Row]]
    if named == set(PARTS):
        placed = [(row.part, row) for row in rows if row.part]
    elif named == {"training", "test"}:
        # Rounded, so that 0.6 of 0.8 is three quarters to the last bit.
        first = round(fractions[0] / (fractions[0] + fractions[1]), 9)
        rest = [row for row in rows if row.part != "test"]
        placed = split(rest, {"training": first, "validation": 1 - first}, seed)
        placed.extend((row.part, row) for row in rows if row.part == "test")
    else:
        placed = split(rows, dict(zip(PARTS, fractions, strict=True)), seed)
    keys = {part: tuple(sorted(row.key for at, row in placed if at == part)) for part in PARTS}
    _check(rows, keys)
    return Split(**keys)


def crossing(prepared: Prepared, split: Split) -> list[dict[str, Part]]:
    """Return the groups of duplicates that stand in more than one part: key -> part."""
    part = {key: name for name in PARTS for key in getattr(split, name)}
    rows = [row for row in prepared.rows if row.key in part]
    groups = ({rows[i].key: part[rows[i].key] for i in group} for group in duplicates(rows))
    return [group for group in groups if len(set(group.values())) > 1]


def by_photo(rows: Sequence[Row], shares: Mapping[P, float], seed: int) -> list[tuple[P, Row]]:
    """Place photo by photo, as the 2024 study did with split-folders.

    Shares are of the photos, and add up to 1.

    Its `ratio(seed=..., ratio=...)` sorts and shuffles the files of each class with the seed, and
    rounds all parts but the last down (github.com/jfilter/split-folders, splitfolders/split.py).
    """
    placed: list[tuple[P, Row]] = []
    for own in _by_label(rows).values():
        order = sorted(own, key=lambda row: row.key)
        random.Random(seed).shuffle(order)
        counts = [int(share * len(order)) for share in shares.values()]
        counts[-1] = len(order) - sum(counts[:-1])
        parts = [part for part, count in zip(shares, counts, strict=True) for _ in range(count)]
        placed += zip(parts, order, strict=True)
    return placed


def by_group(rows: Sequence[Row], shares: Mapping[P, float], seed: int) -> list[tuple[P, Row]]:
    """Place group by group, the largest first, each where it leaves the labels nearest their aim.

    The measure is the squared distance of each label's count from its aim, over the aim (as in
    chi-squared), so that every part fills at its own pace.
    """
    ordered = sorted(rows, key=lambda row: row.key)  # so that only the seed decides
    groups = together(ordered)
    order: list[int] = np.random.default_rng(seed).permutation(len(groups)).tolist()
    order.sort(key=lambda i: -len(groups[i]))
    total = Counter(row.label for row in rows)
    counts: dict[P, Counter[str]] = {part: Counter() for part in shares}
    placed: list[tuple[P, Row]] = []
    for i in order:
        group = [ordered[j] for j in groups[i]]
        added = Counter(row.label for row in group)
        prices = {part: _price(added, counts[part], total, share) for part, share in shares.items()}
        best = min(shares, key=lambda part: (prices[part], counts[part].total()))
        counts[best] += added
        placed += [(best, row) for row in group]
    return placed


def _price(added: Counter[str], count: Counter[str], total: Counter[str], fraction: float) -> float:
    """Return how much farther from their aims the labels are, once a group is added."""
    price = 0.0
    for label, more in added.items():
        aim = fraction * total[label]
        price += (more * (2 * (count[label] - aim) + more)) / aim
    return round(price, 9)  # equal prices stay equal, whatever the last bit


def _by_label(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.label].append(row)
    return dict(sorted(found.items()))


def _check(rows: Sequence[Row], keys: dict[Part, tuple[str, ...]]) -> None:
    """Refuse a split in which a part lacks a label, or there is but one."""
    labels = _by_label(rows)
    if len(labels) < 2:
        raise DataError(
            f"Faces of {len(labels)} label are left: at least two are needed, so add photos or "
            "prepare with --missing whole."
        )
    label = {row.key: row.label for row in rows}
    for part, own in keys.items():
        for name in labels.keys() - {label[key] for key in own}:
            raise DataError(
                f"Label {name!r} has {len(labels[name])} usable photos, too few or too alike to "
                f"stand in training, validation and test (none is left for {part}): add photos, "
                f"{FEWEST} different ones at least, or leave the label out."
            )
