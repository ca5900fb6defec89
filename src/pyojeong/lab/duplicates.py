"""Photos that belong together: the same file, the same pixels, nearly the same picture, one person.

Whatever belongs together must not be cut by a split: a net would be tested on what it has seen.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, pairwise, product

import numpy as np
import numpy.typing as npt

from pyojeong.lab.prepared import Row

# Bits of 64 that may differ. On the 2024 study's photos 4 finds resized, recompressed and slightly
# cropped copies; unrelated photos differ in about 32.
NEAR = 4

Hashes = npt.NDArray[np.uint64]


class Sets:
    """Disjoint sets of the numbers 0 to n - 1 (union-find, Tarjan 1975)."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def find(self, i: int) -> int:
        """Return the number that stands for i's set; halve the path to it."""
        parent = self._parent
        while parent[i] != i:
            parent[i] = i = parent[parent[i]]
        return i

    def join(self, i: int, j: int) -> None:
        """Make one set of two."""
        first, second = sorted((self.find(i), self.find(j)))
        self._parent[second] = first

    def join_equal(self, names: Iterable[Hashable]) -> None:
        """Join all numbers of the same name; None is no name."""
        seen: dict[Hashable, int] = {}
        for i, name in enumerate(names):
            if name is not None:
                self.join(seen.setdefault(name, i), i)

    def groups(self) -> list[tuple[int, ...]]:
        """Return every set, a lone number too, in the order of their first numbers."""
        found: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            found.setdefault(self.find(i), []).append(i)
        return [tuple(group) for group in found.values()]


def duplicates(rows: Sequence[Row]) -> list[tuple[int, ...]]:
    """Return the groups of two or more duplicates, by index: same bytes, same pixels, or near."""
    return [group for group in _duplicates(rows).groups() if len(group) > 1]


def together(rows: Sequence[Row]) -> list[tuple[int, ...]]:
    """Return every photo's group, by index: duplicates, and photos of one named person."""
    sets = _duplicates(rows)
    sets.join_equal(row.group for row in rows)
    return sets.groups()


def _duplicates(rows: Sequence[Row]) -> Sets:
    """Join the same bytes, the same pixels and near pictures.

    A hash that is merely near says nothing against a data set that names two persons: drawn faces,
    or mug shots before one wall, are alike in everything that the hash sees.
    """
    sets = Sets(len(rows))
    sets.join_equal(row.source_sha256 for row in rows)
    sets.join_equal(row.pixels_sha256 for row in rows)
    alike: dict[int, dict[str | None, int]] = {}  # hash -> person -> the first such photo
    for i, row in enumerate(rows):
        if row.phash is not None:
            sets.join(alike.setdefault(row.phash, {}).setdefault(row.group, i), i)
    distinct = list(alike)
    near = near_pairs(np.array(distinct, np.uint64))
    for one, other in chain(((i, i) for i in range(len(distinct))), near):
        for (person, i), (another, j) in product(
            alike[distinct[one]].items(), alike[distinct[other]].items()
        ):
            if person is None or another is None or person == another:
                sets.join(i, j)
    return sets


def near_pairs(hashes: Hashes, near: int = NEAR) -> Iterator[tuple[int, int]]:
    """Give the pairs of hashes that differ in at most `near` bits.

    Cut into near + 1 bands, two such hashes have at least one band alike (there are more bands
    than differing bits), so only hashes that share a band are compared.

    Args:
        hashes: uint64 [hash], distinct.
        near: bits, 0 to 63.
    """
    edges = np.linspace(0, 64, near + 2).astype(int).tolist()
    for low, high in pairwise(edges):
        band = (hashes >> np.uint64(low)) & np.uint64((1 << (high - low)) - 1)
        order = np.argsort(band, kind="stable")
        starts = np.flatnonzero(np.diff(band[order])) + 1
        for bucket in np.split(order, starts):
            for place, i in enumerate(bucket[:-1].tolist()):
                others = bucket[place + 1 :]
                close = others[_bits(hashes[others] ^ hashes[i]) <= near]
                yield from ((i, j) for j in close.tolist())


def _bits(values: Hashes) -> npt.NDArray[np.uint64]:
    """Return how many bits of each value are set."""
    return np.unpackbits(values.view(np.uint8)).reshape(len(values), 64).sum(axis=1)
