"""Few numbers a photo, out of many: standardised, then principal components, in bounded memory."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler, normalize

from pyojeong.core.images import Pixels
from pyojeong.lab.audit.hog import gradients
from pyojeong.lab.audit.looks import Look
from pyojeong.lab.prepared import Prepared

Floats = npt.NDArray[np.float32]
Embed = Callable[[Pixels], list[Floats]]  # photos -> views of them, each [photo, feature]

COMPONENTS = 256  # of a crop
WHOLE = 64  # of a whole photo: enough to bring its copies among its nearest
FITTED = 4000  # photos that the components are found on: 33 MB of 2,000 features
STEP = 256  # photos a batch


def crops(
    prepared: Prepared, embed: Embed, rng: np.random.Generator, progress: Callable[[int, int], None]
) -> list[Floats]:
    """Return the views of every usable photo's crop, each [usable photo, component].

    The components are found without labels, so that they give none away to the folds.

    Args:
        prepared: the crops.
        embed: what makes features of them.
        rng: chooses the photos that the components are found on.
        progress: called with photos done and photos in all.
    """

    def views(chosen: Sequence[int]) -> list[Floats]:
        return embed(prepared.pixels([prepared.usable[i] for i in chosen]))

    n = len(prepared.usable)
    sample = _chosen(n, rng)
    found: list[list[Floats]] = []
    for at in range(0, len(sample), STEP):
        found.append(views(sample[at : at + STEP]))
        progress(min(at + STEP, n), n)
    joined = [np.concatenate(view) for view in zip(*found, strict=True)]
    reduce = reducer(joined[0], COMPONENTS, np.ones(joined[0].shape[1]))
    if len(sample) == n:
        return [reduce(view) for view in joined]
    reduced: list[list[Floats]] = []
    for at in range(0, n, STEP):
        reduced.append([reduce(view) for view in views(range(at, min(at + STEP, n)))])
        progress(min(at + STEP, n), n)
    return [np.concatenate(view) for view in zip(*reduced, strict=True)]


def wholes(looks: Sequence[Look], rng: np.random.Generator) -> Floats:
    """Return whole photos as unit vectors, [photo, component]: shapes and colours, equally."""

    def features(chosen: Sequence[int]) -> Floats:
        shapes = gradients(np.stack([looks[i].grey for i in chosen]))
        colours = np.stack([looks[i].layout.ravel() for i in chosen])
        return np.concatenate([shapes, colours], axis=1)

    def batches(chosen: Sequence[int]) -> Iterator[Floats]:
        return (features(chosen[at : at + STEP]) for at in range(0, len(chosen), STEP))

    n = len(looks)
    if n < 2:
        return np.zeros((n, 1), np.float32)
    sample = np.concatenate(list(batches(_chosen(n, rng))))
    colours = looks[0].layout.size
    shapes = sample.shape[1] - colours
    equally = np.repeat([1 / np.sqrt(shapes), 1 / np.sqrt(colours)], [shapes, colours])
    reduce = reducer(sample, WHOLE, equally)
    return normalize(np.concatenate([reduce(batch) for batch in batches(range(n))]))


def reducer(
    sample: Floats, components: int, weight: npt.NDArray[np.float64]
) -> Callable[[Floats], Floats]:
    """Return what turns features into at most that many components, found on a sample.

    Args:
        sample: [photo, feature].
        components: how many at most; fewer photos give fewer.
        weight: of each standardised feature.
    """
    scaler = StandardScaler().fit(sample)
    count = min(components, *sample.shape)
    axes = PCA(count, svd_solver="randomized", random_state=0)
    axes.fit(scaler.transform(sample) * weight)
    return lambda x: axes.transform(scaler.transform(x) * weight).astype(np.float32)


def _chosen(n: int, rng: np.random.Generator) -> list[int]:
    return sorted(rng.permutation(n)[:FITTED].tolist())
