"""The audit: every check in turn, and what was found as one value."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pyojeong import __version__
from pyojeong.core.i18n import mark
from pyojeong.core.settings import digest
from pyojeong.lab.audit import embedding, hog
from pyojeong.lab.audit.background import Background, background
from pyojeong.lab.audit.copies import Group, copies, nearest
from pyojeong.lab.audit.findings import Audit, Counts, Sizes, Unreadable
from pyojeong.lab.audit.folds import folds
from pyojeong.lab.audit.groups import groups
from pyojeong.lab.audit.labels import Labels, judged
from pyojeong.lab.audit.looks import Look, looks
from pyojeong.lab.audit.missed import by_label, faces
from pyojeong.lab.audit.outliers import outliers
from pyojeong.lab.audit.suggest import suggest, two_labels
from pyojeong.lab.datasets import DataSet
from pyojeong.lab.decisions import Decisions
from pyojeong.lab.duplicates import together
from pyojeong.lab.prepared import Prepared, Row

GREY = 8.0  # of 255: JPEG's rounding moves the channels of a grey photo apart by less

Progress = Callable[[str, int, int], None]  # what is done, steps done, steps in all
Ints = npt.NDArray[np.int64]

LOOKING = mark("Looking at the photos")
COMPARING = mark("Comparing pictures")
DESCRIBING = mark("Describing faces")


def audit(
    prepared: Mapping[str, Prepared],
    dataset: DataSet,
    *,
    decisions: Decisions = Decisions(),  # noqa: B008 - a frozen value
    embed: embedding.Embed = hog.embed,
    embedded_by: str = hog.NAME,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress = lambda _what, _done, _all: None,
) -> Audit:
    """Look through a data set before anything is trained on it.

    Args:
        prepared: by detector, of the same photos; the first gives faces to the probes.
        dataset: the photos.
        decisions: taken before; what was kept is not suggested again.
        embed: describes face crops; by default without weights.
        embedded_by: its name.
        seed: of folds and shufflings.
        workers: processes; by default one a core.
        progress: is told what happens.
    """
    main = next(iter(prepared.values()))
    rows = main.rows
    rng = np.random.default_rng(seed)
    seen = looks(main, dataset, workers, lambda done, n: progress(LOOKING, done, n))
    shown = {i: look for i, look in enumerate(seen) if look is not None}
    near = nearest(embedding.wholes(list(shown.values()), rng))
    same = copies(rows, shown, near, lambda done, n: progress(COMPARING, done, n))
    labels, place = _probed(
        main, shown, decisions, embed, rng, lambda done, n: progress(DESCRIBING, done, n)
    )
    found = {name: faces(each.report(), rng) for name, each in prepared.items()}
    keys = _keys(rows)
    return Audit(
        source=main.source,
        version=__version__,
        data=main.digest,
        decided=digest(decisions),
        photos=len(rows),
        labels=dict(sorted(Counter(row.label for row in rows).items())),
        embedding=embedded_by,
        unreadable=tuple(
            Unreadable(key=x.key, label=x.label, error=x.error) for x in rows if x.error
        ),
        exact_duplicate_groups=keys(same.exact),
        pixel_equal_groups=keys(same.pixels),
        near_duplicate_groups=keys(same.near),
        embedding_duplicate_groups=keys(same.embedded),
        two_label_pictures=tuple(
            {rows[i].key: rows[i].label for i in group} for group in two_labels(rows, same)
        ),
        copies={
            "exact": _counts(rows, same.exact),
            "pixels": _counts(rows, same.pixels),
            "near": _counts(rows, same.near),
            "embedding": _counts(rows, same.embedded),
        },
        faces_missed_by_label=by_label(next(iter(found.values())).lines),
        detectors=found,
        formats=dict(Counter(row.format for row in rows if row.format).most_common()),
        grey=dict(sorted(Counter(rows[i].label for i in shown if _grey(shown[i])).items())),
        sizes=_sizes(rows),
        outliers=outliers(rows, shown, near),
        label_errors=labels,
        groups=groups(rows),
        background=place,
        honoured=decisions.counts,
        suggestions=suggest(rows, same, decisions.kept),
    )


def _probed(
    main: Prepared,
    shown: Mapping[int, Look],
    decisions: Decisions,
    embed: embedding.Embed,
    rng: np.random.Generator,
    progress: Callable[[int, int], None],
) -> tuple[Labels | None, Background | None]:
    """Return what the probes say of labels and of the place; None where photos are too few."""
    own = {i: group for group, members in enumerate(together(main.rows)) for i in members}
    truth, group = _truth(main, main.usable), np.array([own[i] for i in main.usable], np.int64)
    parts = folds(truth, group, rng)
    labels = None
    if parts is not None:
        views = embedding.crops(main, embed, rng, progress)
        keys = [main.rows[i].key for i in main.usable]
        labels = judged(views, truth, parts, keys, main.labels, decisions.kept)
    order = [i for i in main.usable if i in shown]
    place = background(
        np.stack([shown[i].outside for i in order]) if order else np.zeros((0, 1), np.float32),
        _truth(main, order),
        np.array([own[i] for i in order], np.int64),
        main.labels,
        rng,
        sum(main.rows[i].box is None for i in order),
    )
    return labels, place


def _truth(main: Prepared, indices: Sequence[int]) -> Ints:
    index = {label: place for place, label in enumerate(main.labels)}
    return np.array([index[main.rows[i].label] for i in indices], np.int64)


def _keys(rows: Sequence[Row]) -> Callable[[Sequence[Group]], tuple[tuple[str, ...], ...]]:
    return lambda found: tuple(
        tuple(rows[i].key for i in group) for group in sorted(found, key=lambda x: (-len(x), x))
    )


def _counts(rows: Sequence[Row], found: Sequence[Group]) -> Counts:
    return Counts(
        groups=len(found),
        spare=sum(len(group) - 1 for group in found),
        across_labels=sum(len({rows[i].label for i in group}) > 1 for group in found),
        across_parts=sum(len({rows[i].part for i in group}) > 1 for group in found),
    )


def _grey(look: Look) -> bool:
    return look.chroma <= GREY


def _sizes(rows: Sequence[Row]) -> Sizes | None:
    sides = [(row.width, row.height) for row in rows if row.width and row.height]
    ordered = sorted(((min(x), max(x)) for x in sides), key=lambda x: (x[0] * x[1], x))
    if not ordered:
        return None
    return Sizes(smallest=ordered[0], middle=ordered[len(ordered) // 2], largest=ordered[-1])
