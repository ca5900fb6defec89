"""Conducts a Study: prepare, split, folds, one stage after the other, and the final model.

The test photos are locked when the split is written; `evaluate` opens them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.i18n import LANGUAGES
from pyojeong.core.settings import digest, replace
from pyojeong.lab.arrange import show_confused, show_data
from pyojeong.lab.asked import require_known
from pyojeong.lab.audit.study import study_audit
from pyojeong.lab.bench import Bench
from pyojeong.lab.comparison import Outcome
from pyojeong.lab.comparison import compare as compare_outcomes
from pyojeong.lab.controls import conduct_controls, require_controls
from pyojeong.lab.crossval import Count, cross_validate, pooled_of, trainings, tune
from pyojeong.lab.folds import Fold, Folds, make_folds
from pyojeong.lab.inference import choose_device
from pyojeong.lab.ledger import lock
from pyojeong.lab.operations import operations
from pyojeong.lab.pair_focus import measure_pairs
from pyojeong.lab.pairs import look_at, name_pairs
from pyojeong.lab.pooled import Pooled
from pyojeong.lab.power import PLANNED, effective_photos, pairs, smallest_difference
from pyojeong.lab.prepare import Prepared, prepare
from pyojeong.lab.recipe import Own, Study, Training
from pyojeong.lab.record import Choice, Entrant, Stage, StudyRecord
from pyojeong.lab.split import Split, make_split
from pyojeong.lab.survey import Survey
from pyojeong.lab.watcher import Watcher

STAGES: tuple[Stage, ...] = ("models", "losses", "optimizers")


def conduct(
    study: Study,
    folder: Path,
    *,
    watcher: Watcher,
    prepared: Prepared | None = None,
    faces: Path | None = None,
    detector_weights: Path | None = None,
    device: str = "auto",
    tensorboard: bool = False,
) -> StudyRecord:
    """Conduct the study in a folder, or go on with it where it stood.

    Args:
        study: what to do.
        folder: the study's record; made if it is not there.
        watcher: is told what happens.
        prepared: faces to take as they are; by default the study prepares its own.
        faces: folder to prepare them in; by default inside the study's own.
        detector_weights: file of the face detector, where it needs one.
        device: `auto`, `cpu` or `cuda`.
        tensorboard: also write event files into the run folders.

    Raises:
        DataError: the folder holds another study, or the photos cannot serve this one.
        StorageError, WeightsError, NetworkError, TrainingError: as their parts raise them.
    """
    require_known(study)
    choose_device(device)
    record = _open(study, folder)
    prepared = prepared or prepare(
        study.data.source,
        study.data.crop,
        faces or folder / "faces",
        weights=detector_weights,
        progress=watcher.photos,
    )
    split = _split(study, record, prepared)
    lock(record, prepared, split)
    show_data(record, prepared, split)
    for language in LANGUAGES:
        Survey.of(prepared).write(folder / "figures", language)
    watcher.prepared(prepared, split)
    if study.audit:
        study_audit(prepared, folder, progress=watcher.step)
    bench = set_out(study, record, prepared, split, device, tensorboard)
    if study.controls:
        require_controls(bench)  # before hours of work stand on it

    best = study.base
    choices: list[Choice] = []
    for stage in STAGES:
        best = contest(bench, stage, candidates(study, stage, best), choices, watcher)
    if study.pairs:
        best = hold_apart(bench, best, choices, watcher)
    best = finalise(bench, best, choices, watcher)
    if record.final and not study.pairs:
        photos = look_at(record.final.validation, ()).photos
        show_confused(record, prepared, [one.key for one in photos])
    if study.controls:
        conduct_controls(bench, best, watcher)
    return record


def set_out(
    study: Study,
    record: StudyRecord,
    prepared: Prepared,
    split: Split,
    device: str,
    tensorboard: bool,
) -> Bench:
    """Return the bench of a study, with the written folds."""
    own = {*split.training, *split.validation}
    return Bench(
        study=study,
        record=record,
        prepared=prepared,
        split=split,
        folds=_folds(study, record, prepared, split),
        labels=prepared.labels,
        truth={row.key: row.label for row in prepared.rows if row.key in own},
        data=prepared.digest,
        device=device,
        tensorboard=tensorboard,
    )


def contest(
    bench: Bench,
    stage: Stage,
    trainings: Mapping[str, Training],
    choices: list[Choice],
    watcher: Watcher,
) -> Training:
    """Let a stage's candidates compete; write the choice down, and return the chosen Training."""
    choice = compare(bench, stage, trainings, watcher)
    choices.append(choice)
    bench.record.save_choices(choices)
    watcher.chosen(choice)
    return trainings[choice.chosen]


def candidates(study: Study, stage: Stage, best: Training) -> dict[str, Training]:
    """Return what a stage compares: the best Training so far, with one field replaced."""
    match stage:
        case "models":
            return {x: replace(best, model=x, **_own(study, x)) for x in study.models}
        case "losses":
            return {x: replace(best, loss=x) for x in study.losses}
        case "optimizers":
            return {x: replace(best, optimizer=x) for x in study.optimizers}
        case "pairs" | "final":
            return {best.model: best}


def compare(
    bench: Bench, stage: Stage, entrants: Mapping[str, Training], watcher: Watcher
) -> Choice:
    """Cross-validate every candidate, and choose by the study's rule."""
    photos = sum(len(fold.held_out) for fold in bench.folds.folds)
    if len(entrants) > 1:
        watcher.power(stage, len(entrants), photos, needed(bench, len(entrants)))
    count = Count(stage, of=len(entrants) * trainings(bench))
    found: dict[str, Entrant] = {}
    pooled: dict[str, Pooled] = {}
    for name, training in entrants.items():
        found[name], pooled[name] = cross_validate(bench, training, name, count, watcher)
        watcher.scored(stage, name, float(pooled[name].correct.mean()), photos)
    first = next(iter(pooled.values()))
    compared = compare_outcomes(
        {name: Outcome(one.correct, right(one)) for name, one in pooled.items()},
        fold=first.fold,
        group=first.group,
        operations={
            name: operations(training.model, training.size, len(bench.labels))
            for name, training in entrants.items()
        },
        rule=bench.study.comparison.rule,
        seed=bench.study.base.seed,
    )
    return Choice(stage=stage, candidates=found, chosen=compared.chosen, compared=compared)


def right(pooled: Pooled) -> npt.NDArray[np.bool_]:
    """Return whether the seeds together were right, bool [photo]."""
    return pooled.together.predicted == pooled.truth


def needed(bench: Bench, candidates: int) -> float:
    """Return the smallest difference between two candidates of a stage that will be seen."""
    folds = bench.folds.folds
    group = np.array([bench.folds.groups[key] for fold in folds for key in fold.held_out], np.int64)
    return smallest_difference(
        effective_photos(group),
        PLANNED,
        pairs(candidates),
        folds=len(folds),
        seeds=bench.study.comparison.seeds,
    )


def hold_apart(bench: Bench, best: Training, choices: list[Choice], watcher: Watcher) -> Training:
    """Measure whether a loss that holds the named pairs apart does so; write pairs.json.

    Only pairs that were named before anything was trained are held apart: to pick those that the
    scored photos show to be confused would flatter. The plain candidate has the cross entropy that
    the pair-focused one adds to.
    """
    here = [pair for pair in bench.study.pairs if set(pair) <= set(bench.labels)]
    plain = replace(best, loss="cross_entropy")
    focused = replace(best, loss="pair_focused", pairs=name_pairs(bench.labels, here))
    entrants = {"plain": plain, "pair_focused": focused}
    chosen = contest(bench, "pairs", entrants, choices, watcher)
    pooled = {name: pooled_of(bench, one) for name, one in choices[-1].candidates.items()}
    measured = measure_pairs(
        pooled["plain"], pooled["pair_focused"], here, seed=bench.study.base.seed
    )
    write_text(bench.record.folder / "pairs.json", measured.model_dump_json(indent=2) + "\n")
    show_confused(bench.record, bench.prepared, [one.key for one in measured.mixing.photos])
    return best if chosen == plain else chosen


def finalise(bench: Bench, best: Training, choices: list[Choice], watcher: Watcher) -> Training:
    """Train what was chosen on the training part, and keep its weights."""
    split, comparison = bench.split, bench.study.comparison
    whole = Fold(training=split.training, held_out=split.validation, inner=bench.folds.whole)
    count = Count("final", of=1 + len(comparison.learning_rates))
    tuned = tune(bench, best, whole, best.model, count, watcher)
    run = bench.run(tuned, split.digest)
    watch = watcher.run("final", best.model, count.next(), count.of)
    record = bench.train(run, split.training, split.validation, watch, keep=True)
    watcher.scored("final", best.model, record.kept.validation_accuracy, len(split.validation))
    entrant = Entrant(runs=((record.folder.name,),), rates=(tuned.learning_rate,))
    choice = Choice(stage="final", candidates={best.model: entrant}, chosen=best.model)
    choices.append(choice)
    bench.record.save_choices(choices)
    watcher.chosen(choice)
    return tuned


def _own(study: Study, model: str) -> dict[str, Any]:
    """Return what one net does otherwise than the base."""
    own = study.own.get(model, Own())
    return {name: getattr(own, name) for name in own.model_fields_set if getattr(own, name)}


def _open(study: Study, folder: Path) -> StudyRecord:
    """Return the folder's record, new or of this very study.

    Where the photos lie is no part of the question: `prepare` looks at what they are. Nor is what
    is looked at beside it, which may be asked for later.
    """
    path = folder / "study.json"
    record = StudyRecord(folder)
    if path.is_file() and digest(_asked(record.study)) != digest(_asked(study)):
        raise DataError(
            f"{folder} holds another study (its study.json differs from what you ask for): "
            "choose another --out, or delete that folder."
        )
    if not path.is_file() or record.study != study:
        write_text(path, study.model_dump_json(indent=2) + "\n")
    return record


def _asked(study: Study) -> Study:
    data = replace(study.data, source="")
    return replace(study, data=data, audit=False, controls=False)


def _folds(study: Study, record: StudyRecord, prepared: Prepared, split: Split) -> Folds:
    """Return the written folds, made now if they are not there."""
    path = record.folder / "folds.json"
    if not path.is_file():
        comparison = study.comparison
        make_folds(
            prepared,
            split,
            folds=comparison.folds,
            inner=bool(comparison.learning_rates),
            grouped=study.data.split == "grouped",
            seed=study.data.seed,
        ).save(path)
    return Folds.load(path)


def _split(study: Study, record: StudyRecord, prepared: Prepared) -> Split:
    """Return the written split, made now if it is not there.

    Raises:
        DataError: the written one is of other photos.
    """
    path = record.folder / "split.json"
    if not path.is_file():
        split = make_split(
            prepared, study.data.fractions, study.data.seed, grouped=study.data.split == "grouped"
        )
        split.save(path)
    split = Split.load(path)
    usable = {prepared.rows[index].key for index in prepared.usable}
    if {*split.training, *split.validation, *split.test} != usable:
        raise DataError(
            f"{path} splits other photos than those prepared: begin anew in another --out, or "
            f"delete {record.folder}."
        )
    return split
