"""Fine differences: which labels are taken for each other, how often, and on which photos."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
from pydantic import Field

from pyojeong.core.errors import SettingsError
from pyojeong.core.settings import Settings
from pyojeong.lab.metrics import confusion, known
from pyojeong.lab.recipe import Pair
from pyojeong.lab.record import Predictions
from pyojeong.lab.statistics import wilson

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# Always looked at: children call the face of disgust "angry" as often as they call an angry one so
# (Widen and Russell 2010, "The disgust face conveys anger to children", Emotion 10:455).
ALWAYS: tuple[Pair, ...] = (("anger", "disgust"),)
FOUND = 2  # pairs shown because these very predictions mix them up most
PHOTOS = 3  # most confused photos kept of each pair


class Share(Settings):
    """How many of `n` photos, with the 95 % interval of the fraction (Wilson); 0 of 0 is 0."""

    count: int
    n: int
    value: float
    low: float
    high: float

    @staticmethod
    def of(count: int, n: int) -> "Share":
        """Return the share; of no photos nothing is known: from 0 to 1."""
        if not n:
            return Share(count=0, n=0, value=0, low=0, high=1)
        interval = wilson(count, n)
        return Share(count=count, n=n, value=count / n, low=interval.low, high=interval.high)


class PairScore(Settings):
    """How well two labels are held apart, on the photos that are truly one of the two."""

    pair: Pair
    first: Share = Field(description="photos of the first label that were taken for the second")
    second: Share = Field(description="photos of the second label that were taken for the first")
    mixed: Share = Field(description="photos of either that were taken for the other")
    within: Share = Field(
        description="photos of either whose truth is more probable than the other of the two, "
        "whatever the other labels have"
    )


class Confusion(Settings):
    """A photo that was taken for the other of a pair, and how probable the model held each."""

    key: str
    truth: str
    said: str
    truth_probability: float
    said_probability: float


class Mixing(Settings):
    """What one model mixes up.

    named: pairs that were named before anything was trained. found: those that are mixed up most
    by these very predictions, the named ones aside.
    """

    labels: tuple[str, ...]
    n: int
    scores: tuple[PairScore, ...] = Field(description="of every two labels")
    named: tuple[Pair, ...]
    found: tuple[Pair, ...]
    photos: tuple[Confusion, ...] = Field(description="the most confused of those pairs")

    @property
    def worst(self) -> list[PairScore]:
        """The pairs that are mixed up at all, most first."""
        return ranked(self.scores)

    @property
    def counts(self) -> list[list[int]]:
        """How often a label was told for another, [true label][told label]."""
        place = {label: index for index, label in enumerate(self.labels)}
        counts = np.zeros((len(place), len(place)), dtype=np.int64)
        total = np.zeros(len(place), dtype=np.int64)
        for score in self.scores:
            a, b = (place[label] for label in score.pair)
            counts[a, b], counts[b, a] = score.first.count, score.second.count
            total[a], total[b] = score.first.n, score.second.n
        counts[np.diag_indices(len(place))] = total - counts.sum(axis=1)
        return counts.tolist()


def look_at(predictions: Predictions, pairs: Sequence[Pair]) -> Mixing:
    """Return what the model mixes up, looking closer at these pairs and at those it mixes up most.

    Args:
        predictions: of photos that the model had not seen.
        pairs: named beforehand; those of ALWAYS are added where their labels are there.

    Raises:
        DataError: no photo's label is known.
    """
    predictions = known(predictions)
    named = name_pairs(predictions.labels, pairs)
    most = most_confused(predictions, FOUND + len(named))
    found = [pair for pair in most if pair not in named][:FOUND]
    return Mixing(
        labels=predictions.labels,
        n=len(predictions.keys),
        scores=tuple(pair_matrix(predictions)),
        named=named,
        found=tuple(found),
        photos=tuple(
            photo
            for pair in (*named, *found)
            for photo in confused_photos(predictions, pair, PHOTOS)
        ),
    )


def name_pairs(labels: Sequence[str], pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Return these pairs, and those of ALWAYS whose labels are there, in the labels' order.

    Raises:
        SettingsError: a pair is not two of the labels.
    """
    always = [pair for pair in ALWAYS if set(pair) <= set(labels)]
    return tuple((labels[a], labels[b]) for a, b in places((*pairs, *always), labels))


def places(pairs: Sequence[Pair], labels: Sequence[str]) -> list[tuple[int, int]]:
    """Return the indices of each pair's labels, lower first, every pair once, in order.

    Raises:
        SettingsError: a pair is not two of the labels.
    """
    found: set[tuple[int, int]] = set()
    for a, b in pairs:
        if a == b or not {a, b} <= set(labels):
            raise SettingsError(
                f"The pair {a} and {b} is not two of the labels ({', '.join(labels)}): "
                "name two different ones of them."
            )
        low, high = sorted((labels.index(a), labels.index(b)))
        found.add((low, high))
    return sorted(found)


def pair_matrix(predictions: Predictions) -> list[PairScore]:
    """Return a score of every two labels, in the labels' order; every photo's truth is known."""
    labels, truth = predictions.labels, predictions.truth
    counts = confusion(predictions)
    scores: list[PairScore] = []
    for a, b in combinations(range(len(labels)), 2):
        either = np.isin(truth, (a, b))
        within = held_apart(predictions.probabilities[either], truth[either], (a, b))
        first, second, n = int(counts[a, b]), int(counts[b, a]), len(within)
        scores.append(
            PairScore(
                pair=(labels[a], labels[b]),
                first=Share.of(first, int(counts[a].sum())),
                second=Share.of(second, int(counts[b].sum())),
                mixed=Share.of(first + second, n),
                within=Share.of(int(within.sum()), n),
            )
        )
    return scores


def held_apart(probabilities: Floats, truth: Whole, pair: tuple[int, int]) -> Flags:
    """Return which photos have their truth more probable than the pair's other; a draw is no.

    Args:
        probabilities: float [..., photo, label].
        truth: int [photo], one of the pair.
        pair: indices of its labels.

    Returns:
        bool [..., photo].
    """
    photo = np.arange(len(truth))
    return probabilities[..., photo, truth] > probabilities[..., photo, sum(pair) - truth]


def ranked(scores: Sequence[PairScore]) -> list[PairScore]:
    """Return the pairs that are mixed up at all, most first.

    By the share of their photos, of both labels together, that were taken for the other; of
    equals the first by name.
    """
    mixed = [score for score in scores if score.mixed.count]
    return sorted(mixed, key=lambda score: (-score.mixed.value, score.pair))


def most_confused(predictions: Predictions, k: int) -> tuple[Pair, ...]:
    """Return the `k` pairs that are mixed up most, as `ranked`; fewer where fewer are mixed up."""
    return tuple(score.pair for score in ranked(pair_matrix(predictions))[:k])


def confused_photos(predictions: Predictions, pair: Pair, k: int) -> list[Confusion]:
    """Return up to `k` photos of the pair that were taken for the other, the surest first."""
    a, b = (predictions.labels.index(label) for label in pair)
    truth, said = predictions.truth, predictions.predicted
    places = np.flatnonzero(((truth == a) & (said == b)) | ((truth == b) & (said == a)))
    sure = predictions.probabilities.max(axis=1)
    ordered = sorted(places.tolist(), key=lambda i: (-sure[i], predictions.keys[i]))
    return [
        Confusion(
            key=predictions.keys[i],
            truth=predictions.labels[truth[i]],
            said=predictions.labels[said[i]],
            truth_probability=float(predictions.probabilities[i, truth[i]]),
            said_probability=float(sure[i]),
        )
        for i in ordered[:k]
    ]
