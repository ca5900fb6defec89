"""Conducts a Study: prepare, split, one stage after the other, then the test set, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyojeong.core.errors import DataError, SettingsError
from pyojeong.core.files import write_text
from pyojeong.core.i18n import LANGUAGES
from pyojeong.core.settings import digest, replace
from pyojeong.faces import DETECTORS
from pyojeong.lab.arrange import show_data
from pyojeong.lab.engine import Progress, train
from pyojeong.lab.inference import choose_device
from pyojeong.lab.losses import LOSSES
from pyojeong.lab.models import MODELS
from pyojeong.lab.optimizers import OPTIMIZERS
from pyojeong.lab.prepare import Prepared, prepare
from pyojeong.lab.recipe import Run, Study, Training, Weights
from pyojeong.lab.record import Choice, RunRecord, Stage, StudyRecord
from pyojeong.lab.schedules import SCHEDULES
from pyojeong.lab.split import Split, make_split
from pyojeong.lab.survey import Survey
from pyojeong.lab.tensors import Tensors
from pyojeong.lab.transforms import TRANSFORMS

STAGES: tuple[Stage, ...] = ("models", "losses", "optimizers", "final")


class Watcher:
    """What a Study tells whoever watches it. The base says nothing; the command line draws."""

    def photos(self, done: int, total: int) -> None:
        """So many photos are prepared."""

    def prepared(self, prepared: Prepared, split: Split) -> None:
        """Every photo is prepared, and the split is written."""

    def run(self, stage: Stage, name: str, place: int, of: int) -> Callable[[Progress], None]:
        """The candidate `name` begins, as number `place` of `of` in its stage; watch its steps."""
        return lambda _: None

    def trained(self, stage: Stage, name: str, record: RunRecord, *, earlier: bool) -> None:
        """A candidate is trained; `earlier` if it was already when the stage came to it."""

    def chosen(self, choice: Choice) -> None:
        """A stage is finished."""


@dataclass(frozen=True)
class Bench:
    """What every Run of a study shares: where it stands, and the photos it may see.

    loaded: photos already decoded, by side in pixels: the next Run of that size needs no disk.
    """

    study: Study
    record: StudyRecord
    prepared: Prepared
    split: Split
    labels: tuple[str, ...]
    device: str
    tensorboard: bool
    loaded: dict[int, tuple[Tensors, Tensors]] = field(
        default_factory=dict[int, tuple[Tensors, Tensors]]
    )

    def photos(self, size: int) -> tuple[Tensors, Tensors]:
        """Return the photos to learn from and those to validate on, at that size."""
        if size not in self.loaded:
            self.loaded[size] = (
                Tensors.of(self.prepared, self.split.training, self.labels, size),
                Tensors.of(self.prepared, self.split.validation, self.labels, size),
            )
        return self.loaded[size]


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
    show_data(record, prepared, split)
    for language in LANGUAGES:
        Survey.of(prepared).write(folder / "figures", language)
    watcher.prepared(prepared, split)
    bench = Bench(study, record, prepared, split, prepared.labels, device, tensorboard)

    best = study.base
    choices: list[Choice] = []
    for stage in STAGES:
        trainings = candidates(study, stage, best)
        choice = compare(bench, stage, trainings, watcher)
        best = trainings[choice.chosen]
        choices.append(choice)
        record.save_choices(choices)
        watcher.chosen(choice)
    return record


def candidates(study: Study, stage: Stage, best: Training) -> dict[str, Training]:
    """Return what a stage compares: the best Training so far, with one field replaced."""
    match stage:
        case "models":
            own = study.weights
            return {
                x: replace(best, model=x, weights=own.get(x, best.weights)) for x in study.models
            }
        case "losses":
            return {x: replace(best, loss=x) for x in study.losses}
        case "optimizers":
            return {x: replace(best, optimizer=x) for x in study.optimizers}
        case "final":
            return {best.model: best}


def compare(
    bench: Bench, stage: Stage, trainings: Mapping[str, Training], watcher: Watcher
) -> Choice:
    """Train every candidate that is not yet, and choose the best of them.

    The best has the highest validation accuracy of any epoch, as in the 2024 study; of equal
    ones, the first named.
    """
    records: dict[str, RunRecord] = {}
    for place, (name, training) in enumerate(trainings.items(), start=1):
        run = Run(
            training=training,
            data=bench.prepared.digest,
            split=bench.split.digest,
            labels=bench.labels,
        )
        record = bench.record.run(digest(run))
        earlier = record.done
        if not earlier:
            watch = watcher.run(stage, name, place, len(trainings))
            record = train_one(bench, run, record.folder, watch)
        records[name] = record
        watcher.trained(stage, name, record, earlier=earlier)
    chosen = max(records, key=lambda name: records[name].best.validation_accuracy)
    return Choice(
        stage=stage,
        candidates={name: record.folder.name for name, record in records.items()},
        chosen=chosen,
    )


def train_one(bench: Bench, run: Run, folder: Path, watch: Callable[[Progress], None]) -> RunRecord:
    """Train one Run on the study's photos."""
    training, validation = bench.photos(run.training.size)
    return train(
        run,
        training,
        validation,
        folder,
        crop=bench.study.data.crop,
        data=bench.study.data.source,
        progress=watch,
        device=bench.device,
        tensorboard=bench.tensorboard,
    )


def require_known(study: Study) -> None:
    """Look every part up before hours of work stand on it.

    Raises:
        UnknownNameError: the study names something that does not exist.
    """
    for model in (*study.models, *study.weights):
        MODELS.get(model)
    for loss in study.losses:
        LOSSES.get(loss)
    for optimizer in study.optimizers:
        OPTIMIZERS.get(optimizer)
    SCHEDULES.get(study.base.schedule)
    TRANSFORMS.get(study.base.augment)
    DETECTORS.get(study.data.crop.detector)


def with_overrides(
    study: Study,
    *,
    epochs: int | None = None,
    seed: int | None = None,
    models: tuple[str, ...] | None = None,
    weights: Weights | None = None,
    model_weights: Mapping[str, Weights] | None = None,
) -> Study:
    """Return the study with what the user asked for in place of what the recipe says.

    Raises:
        SettingsError: weights are given for a net that the study does not train.
    """
    for net in model_weights or {}:
        if net not in (models or study.models):
            raise SettingsError(
                f"Weights are given for {net!r}, but the nets are "
                f"{', '.join(models or study.models)}: name one of these, or add it to --models."
            )
    changes = {"epochs": epochs, "seed": seed, "weights": weights}
    base = replace(study.base, **{k: v for k, v in changes.items() if v is not None})
    own = dict(() if weights else study.weights) | dict(model_weights or {})
    return replace(
        study,
        base=base,
        models=models or study.models,
        weights=own,
    )


def _open(study: Study, folder: Path) -> StudyRecord:
    """Return the folder's record, new or of this very study.

    Where the photos lie is no part of the question: `prepare` looks at what they are.
    """
    path = folder / "study.json"
    if not path.is_file():
        write_text(path, study.model_dump_json(indent=2) + "\n")
    record = StudyRecord(folder)
    if digest(_placeless(record.study)) != digest(_placeless(study)):
        raise DataError(
            f"{folder} holds another study (its study.json differs from what you ask for): "
            "choose another --out, or delete that folder."
        )
    return record


def _placeless(study: Study) -> Study:
    return replace(study, data=replace(study.data, source=""))


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
