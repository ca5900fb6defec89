"""Controls: does a net look at the face? The same training on what shows no face, or tells nothing.

face      the study's own crops
scene     the whole photo
erased    the whole photo with a flat square over the face
frame     where the face stands and how large it is, alone (by a forest: see frame.py)
shuffled  the study's own crops, their labels dealt out anew by chance

All on the same photos and folds: those development photos in which exactly one face was found.
What is right without a face was learnt from something else. With shuffled labels nothing can be
learnt: what is right above guessing there has leaked through the procedure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace as with_

import numpy as np
from PIL import Image

from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import replace
from pyojeong.lab.bench import Bench
from pyojeong.lab.crossval import Count, cross_validate, trainings
from pyojeong.lab.folds import Fold, Folds
from pyojeong.lab.frame import told_by_frame
from pyojeong.lab.recipe import Training
from pyojeong.lab.showcase import save_picture
from pyojeong.lab.survival import Controls, Shown, judge
from pyojeong.lab.views import lone_face, view
from pyojeong.lab.watcher import Watcher

__all__ = ["Controls", "conduct_controls"]

TRAINED: tuple[Shown, ...] = ("face", "scene", "erased", "shuffled")
EXAMPLES = 3  # photos shown in a report, as each view


def conduct_controls(bench: Bench, training: Training, watcher: Watcher) -> Controls:
    """Train a net on the face, the scene, the scene without the face, and shuffled labels.

    Each once a fold, at the Training's own learning rate. Nothing is trained twice, and the test
    photos have no part in it.

    Args:
        bench: the study's own.
        training: of the net, as the study chose it.
        watcher: is told what happens.

    Raises:
        DataError: too few photos have exactly one face, or the photos have gone or changed.
        StorageError: the disk is full.
    """
    benches = control_benches(bench, watcher)
    count = Count("controls", sum(map(trainings, benches.values())))
    pooled = {
        name: cross_validate(one, training, name, count, watcher)[1]
        for name, one in benches.items()
    }
    rows, seed = bench.prepared.rows, bench.study.data.seed
    face = benches["face"]
    pooled["frame"] = told_by_frame(rows, face.folds, face.truth, pooled["face"], seed)
    found = Counter(row.faces for row in rows if row.key in bench.truth)
    controls = judge(
        pooled,
        model=training.model,
        detector=bench.prepared.crop.detector,
        faceless=found[0],
        crowded=len(bench.truth) - found[0] - found[1],
        seed=seed,
    )
    show_views(benches)
    write_text(Controls.path(bench.record), controls.model_dump_json(indent=2) + "\n")
    return controls


def require_controls(bench: Bench) -> None:
    """Make sure that the controls can be done.

    Raises:
        DataError: too few photos have exactly one face.
    """
    restricted(bench, (row.key for row in bench.prepared.rows if lone_face(row)))


def control_benches(bench: Bench, watcher: Watcher) -> dict[Shown, Bench]:
    """Return a bench for each control: the same folds, of the photos with exactly one face."""
    one_face = {row.key for row in bench.prepared.rows if lone_face(row)}
    folds = restricted(bench, one_face)
    comparison = replace(bench.study.comparison, seeds=1, learning_rates=())
    truth = {key: label for key, label in bench.truth.items() if key in one_face}
    views = bench.record.folder / "views"
    prepared = {
        kind: view(
            bench.prepared,
            kind,
            views / kind,
            progress=lambda done, total: watcher.step("views", done, total),
        )
        for kind in ("scene", "erased")
    }
    return {
        name: with_(
            bench,
            study=replace(bench.study, comparison=comparison),
            prepared=prepared.get(name, bench.prepared),
            folds=folds,
            truth=shuffled(truth, folds, bench.study.data.seed) if name == "shuffled" else truth,
            data=f"{bench.data}-{name}",
            loaded={},
        )
        for name in TRAINED
    }


def restricted(bench: Bench, keys: Iterable[str]) -> Folds:
    """Return the folds with these photos alone.

    Raises:
        DataError: a label is missing in a part of a fold.
    """
    wanted = set(keys) & bench.truth.keys()
    if not wanted:
        raise DataError(
            f"{bench.prepared.crop.detector!r} found exactly one face in no photo, so none can be "
            "erased: prepare with another face detector, or study with --no-controls."
        )

    def only(part: Iterable[str]) -> tuple[str, ...]:
        left = tuple(key for key in part if key in wanted)
        for label in bench.labels:
            if all(bench.truth[key] != label for key in left):
                raise DataError(
                    f"Too few photos of {label!r} have exactly one face that "
                    f"{bench.prepared.crop.detector!r} found to stand in all "
                    f"{len(bench.folds.folds)} folds: use fewer folds or another face detector, "
                    "or study with --no-controls."
                )
        return left

    return Folds(
        folds=tuple(
            Fold(training=only(fold.training), held_out=only(fold.held_out))
            for fold in bench.folds.folds
        ),
        groups={key: group for key, group in bench.folds.groups.items() if key in wanted},
    )


def shuffled(truth: Mapping[str, str], folds: Folds, seed: int) -> dict[str, str]:
    """Deal the labels out anew among the photos of each held-out part, and of the others.

    Within the parts, so that each keeps its count of every label, as the folds were dealt.
    """
    rng = np.random.default_rng(seed)
    parts = [fold.held_out for fold in folds.folds]
    parts.append(tuple(sorted(truth.keys() - {key for part in parts for key in part})))
    return {
        key: truth[part[other]]
        for part in parts
        for key, other in zip(part, rng.permutation(len(part)).tolist(), strict=True)
    }


def show_views(benches: Mapping[Shown, Bench]) -> None:
    """Save a few training photos as each of the three views, for the report."""
    bench = benches["face"]
    able = [key for key in bench.split.training if key in bench.truth]
    place = {row.key: index for index, row in enumerate(bench.prepared.rows)}
    rng = np.random.default_rng(bench.study.data.seed)
    chosen = [place[able[i]] for i in np.sort(rng.permutation(len(able))[:EXAMPLES])]
    for name in ("face", "scene", "erased"):
        pictures = benches[name].prepared.pixels(chosen)
        for number, pixels in enumerate(pictures, start=1):
            path = bench.record.folder / "shown" / f"{name}-{number}.jpg"
            save_picture(path, Image.fromarray(pixels))
