"""Tracking by overlap: each face of a film gets the number of a person.

As SORT does it (Bewley, A. et al. 2016, Simple online and realtime tracking, ICIP, 3464-3468):
boxes are carried on by their speed and paired with those of the next picture so that the sum of
their overlaps is greatest. Nothing is compared but boxes: who leaves and comes back later is a new
person, and where a film is cut a face in the same place keeps its number.
"""

import heapq
import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MIN_OVERLAP = 0.3  # intersection over union, of the same face in two pictures: SORT's own
FORGET_S = 1.0  # a face that is missed for longer is a new person: a head turned away and back
MOMENTUM_S = 0.3  # heads start and stop within about a third of a second

# Of one face's overlaps the best few are looked at. A detector drops boxes that overlap much, so no
# more can matter; and pictures full of boxes, made to be slow, are not.
RIVALS = 8
BID = 1e-3  # the least by which a bid is raised: the sum is the greatest but for this much a face

Boxes = npt.NDArray[np.floating]
Exact = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Track:
    """A person: number, last box (float64 [4]), speed (float64 [2], px/s), when last seen."""

    number: int
    box: Exact
    speed: Exact
    seen_s: float

    def at(self, time_s: float) -> Exact:
        """Return where the box is expected; a speed fades with MOMENTUM_S."""
        away = self.speed * MOMENTUM_S * _fade(time_s - self.seen_s)
        return self.box + np.tile(away, 2)

    def moved(self, box: Exact, time_s: float) -> "_Track":
        """Return the person in the box where they are now."""
        seconds = time_s - self.seen_s
        if seconds <= 0:
            return _Track(self.number, box, self.speed, self.seen_s)
        speed = (_centre(box) - _centre(self.box)) / seconds
        speed = self.speed + _fade(seconds) * (speed - self.speed)
        return _Track(self.number, box, speed, time_s)


class Tracker:
    """Numbers the people of one film, picture after picture."""

    def __init__(self) -> None:
        """Begin a film in which nobody has been seen."""
        self._tracks: list[_Track] = []
        self._numbered = 0  # people so far
        self._last_s = -math.inf  # when the last picture was

    @property
    def people(self) -> frozenset[int]:
        """Numbers of those who are there, or were a moment ago."""
        return frozenset(track.number for track in self._tracks)

    def step(self, boxes: Boxes, time_s: float) -> npt.NDArray[np.int64]:
        """Return each face's person, int64 [face]; new ones are numbered from left to right.

        Args:
            boxes: float [face, 4], left, top, right, bottom; all finite.
            time_s: seconds since the film's beginning, not before the last picture's.
        """
        exact = np.asarray(boxes, np.float64).reshape(-1, 4)
        self._forget(time_s)
        expected = np.array([track.at(time_s) for track in self._tracks]).reshape(-1, 4)
        pairs = assign([_rivals(box, expected) for box in exact])
        seen = {row: self._tracks[old].moved(exact[row], time_s) for row, old in pairs.items()}
        for row in sorted(set(range(len(exact))) - set(seen), key=lambda row: tuple(exact[row])):
            self._numbered += 1
            seen[row] = _Track(self._numbered, exact[row], np.zeros(2), time_s)
        found = set(pairs.values())
        missed = [track for old, track in enumerate(self._tracks) if old not in found]
        self._tracks = [*seen.values(), *missed]
        self._last_s = time_s
        return np.array([seen[row].number for row in range(len(exact))], np.int64)

    def _forget(self, time_s: float) -> None:
        """Drop who is missed for too long; who was in the last picture, however old, is not."""
        self._tracks = [
            track
            for track in self._tracks
            if track.seen_s >= self._last_s or time_s - track.seen_s <= FORGET_S
        ]


def assign(gains: Sequence[Mapping[int, float]]) -> dict[int, int]:
    """Pair bidders with things so that the sum of their gains is greatest, within BID a bidder.

    An auction (Bertsekas, D. P. 1988, The auction algorithm, Annals of Operations Research 14,
    105-123) in which whoever has nothing left to gain goes without.

    Args:
        gains: of each bidder, thing -> gain, from 0 to 1.

    Returns:
        Bidder -> thing.
    """
    prices: dict[int, float] = {}
    owners: dict[int, int] = {}
    waiting = deque(range(len(gains)))
    while waiting:
        bidder = waiting.popleft()
        offers = [(gain - prices.get(thing, 0.0), thing) for thing, gain in gains[bidder].items()]
        best, second = heapq.nlargest(2, [*offers, (0.0, -1), (0.0, -1)])
        if best[0] <= 0:
            continue
        thing = best[1]
        prices[thing] = prices.get(thing, 0.0) + best[0] - second[0] + BID
        if thing in owners:
            waiting.append(owners[thing])
        owners[thing] = bidder
    return {bidder: thing for thing, bidder in owners.items()}


def overlap(box: Exact, others: Exact) -> Exact:
    """Return intersection over union of a box with others, float64 [other], 0 to 1."""
    width = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    height = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    union = _area(box) + _area(others.T) - shared
    return np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)


def _rivals(box: Exact, expected: Exact) -> dict[int, float]:
    """Return the persons who may be in a box, with their overlap."""
    overlaps = overlap(box, expected)
    best = np.argsort(-overlaps, kind="stable")[:RIVALS]
    return {int(old): float(overlaps[old]) for old in best if overlaps[old] >= MIN_OVERLAP}


def _area(edges: Exact) -> Exact:
    return (edges[2] - edges[0]) * (edges[3] - edges[1])


def _centre(box: Exact) -> Exact:
    return (box[:2] + box[2:]) / 2


def _fade(seconds: float) -> float:
    """Return which part of a momentum is spent after that time, 0 to 1."""
    return -math.expm1(-max(seconds, 0.0) / MOMENTUM_S)
