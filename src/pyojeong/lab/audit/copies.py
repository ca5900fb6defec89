"""Copies of one picture: same bytes, same pixels, near by perceptual hash, near by embedding."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from sklearn import config_context
from sklearn.neighbors import NearestNeighbors

from pyojeong.lab.audit.looks import Look
from pyojeong.lab.audit.sameness import same
from pyojeong.lab.duplicates import Sets, duplicates
from pyojeong.lab.prepared import Row

Floats = npt.NDArray[np.float32]
Group = tuple[int, ...]

NEIGHBOURS = 10  # of each photo: for outliers all, for copies the first CANDIDATES
CANDIDATES = 5
FAR = 0.5  # cosine distance at which a photo's copies are not looked for
BLOCK = 128  # MB of distances at a time
MOST = 20_000  # pairs compared, the nearest first: about a minute


@dataclass(frozen=True)
class Near:
    """Each photo's nearest by embedding, itself left out: distance (cosine) and index."""

    distance: Floats
    index: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Copies:
    """Groups of two or more photos, by index.

    near: by hash, and found to be one picture; what has the same bytes or pixels is among them.
    embedded: groups that have more members, or others, by embedding.
    """

    exact: list[Group]
    pixels: list[Group]
    near: list[Group]
    embedded: list[Group]

    @property
    def every(self) -> list[Group]:
        """Groups by any of these."""
        found = Sets(1 + max((i for g in (*self.near, *self.embedded) for i in g), default=-1))
        for group in (*self.near, *self.embedded):
            _join(found, group)
        return _groups(found)


def nearest(vectors: Floats) -> Near:
    """Return each photo's nearest; rows are computed in blocks, so memory stays small."""
    count = min(NEIGHBOURS, len(vectors) - 1)
    if count < 1:
        return Near(np.zeros((len(vectors), 0), np.float32), np.zeros((len(vectors), 0), np.int64))
    search = NearestNeighbors(n_neighbors=count, metric="cosine", algorithm="brute").fit(vectors)
    with config_context(working_memory=BLOCK):
        distance, index = search.kneighbors()  # of no argument: no photo is its own neighbour
    return Near(distance.astype(np.float32), index)


def copies(
    rows: Sequence[Row],
    looks: Mapping[int, Look],
    near: Near,
    progress: Callable[[int, int], None],
) -> Copies:
    """Return the groups of copies.

    Two pictures that the data set says show different persons are no copies unless their pixels
    are equal: see lab/duplicates.py.

    Args:
        rows: of all photos.
        looks: by index in `rows`, of those that can be read.
        near: nearest neighbours, in the order of `looks`.
        progress: called with pairs compared and pairs in all.
    """
    exact, pixels = (_equal(rows, name) for name in ("source_sha256", "pixels_sha256"))
    hashed = Sets(len(rows))
    for group in pixels:
        _join(hashed, group)
    for i, j in (pair for group in duplicates(rows) for pair in combinations(group, 2)):
        if hashed.find(i) != hashed.find(j) and _one(rows, looks, i, j):
            hashed.join(i, j)
    embedded = Sets(len(rows))
    for group in _groups(hashed):
        _join(embedded, group)
    pairs = _candidates(rows, list(looks), near)
    for done, (i, j) in enumerate(pairs, start=1):
        if embedded.find(i) != embedded.find(j) and _one(rows, looks, i, j):
            embedded.join(i, j)
        progress(done, len(pairs))
    known = set(_groups(hashed))
    return Copies(exact, pixels, sorted(known), [g for g in _groups(embedded) if g not in known])


def _candidates(rows: Sequence[Row], order: Sequence[int], near: Near) -> list[tuple[int, int]]:
    """Return the pairs to compare, each once, the nearest first."""
    found: dict[tuple[int, int], float] = {}
    for place, i in enumerate(order):
        neighbours = zip(near.index[place], near.distance[place], strict=True)
        for other, distance in list(neighbours)[:CANDIDATES]:
            j = order[other]
            if distance <= FAR and not _two_persons(rows[i], rows[j]):
                found[min(i, j), max(i, j)] = float(distance)
    return sorted(found, key=lambda pair: (found[pair], pair))[:MOST]


def _one(rows: Sequence[Row], looks: Mapping[int, Look], i: int, j: int) -> bool:
    if i not in looks or j not in looks:
        return False
    person = rows[i].group
    one_person = person is not None and person == rows[j].group
    return same(looks[i].grey, looks[j].grey, one_person=one_person)


def _two_persons(one: Row, other: Row) -> bool:
    return one.group is not None and other.group is not None and one.group != other.group


def _equal(rows: Sequence[Row], name: str) -> list[Group]:
    sets = Sets(len(rows))
    readable = [row.pixels_sha256 is not None for row in rows]
    sets.join_equal(
        getattr(row, name) if good else None for row, good in zip(rows, readable, strict=True)
    )
    return _groups(sets)


def _join(sets: Sets, group: Iterable[int]) -> None:
    first, *rest = group
    for i in rest:
        sets.join(first, i)


def _groups(sets: Sets) -> list[Group]:
    return [group for group in sets.groups() if len(group) > 1]
