"""What a study cost, and what its final model costs: counted in its folder, nothing estimated."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from safetensors import SafetensorError, safe_open

from pyojeong.core.errors import DataError
from pyojeong.lab.comparison import Standing
from pyojeong.lab.record import RunRecord, Stage, StudyRecord

# What batch norm counts beside what it learns; everything else in a file of weights is learned.
COUNTED = ("running_mean", "running_var", "num_batches_tracked")


@dataclass(frozen=True)
class Spent:
    """Trainings and their seconds, of a stage; those that no stage compared have none."""

    stage: Stage | None
    trainings: int
    seconds: float


@dataclass(frozen=True)
class Cost:
    """What the study spent, and what the final model takes.

    spent: a stage each, a training that is in two stages in the first alone; last those that no
    stage compared, as learning rates that were tried, and controls. size: side of the final
    model's input, pixels. operations: multiply-adds of one photo. parameters: numbers that were
    learned. bytes: of the file of weights. device, threads: of the final training. What the folder
    does not hold is None.
    """

    spent: tuple[Spent, ...]
    model: str
    size: int
    operations: int | None
    parameters: int | None
    bytes: int | None
    device: str
    threads: int | None

    @property
    def trainings(self) -> int:
        """Trainings in all."""
        return sum(one.trainings for one in self.spent)

    @property
    def seconds(self) -> float:
        """Of all trainings."""
        return sum(one.seconds for one in self.spent)


def cost(record: StudyRecord) -> Cost | None:
    """Count what a study cost; None while it has no final model.

    Raises:
        DataError: a file of it is damaged.
    """
    final = record.final
    if final is None or not final.usable:
        return None
    training, environment = final.run.training, final.environment
    weights = final.folder / "weights.safetensors"
    nets = {one.name: one for one in standings(record)}
    return Cost(
        spent=tuple(spent(record)),
        model=training.model,
        size=training.size,
        operations=nets[training.model].operations if training.model in nets else None,
        parameters=parameters(final) if weights.is_file() else None,
        bytes=weights.stat().st_size if weights.is_file() else None,
        device=str(environment["device"]),
        threads=environment.get("threads"),
    )


def standings(record: StudyRecord) -> tuple[Standing, ...]:
    """Return where the nets of the first stage stand, best first."""
    return next(
        (
            one.compared.standings
            for one in record.choices
            if one.stage == "models" and one.compared
        ),
        (),
    )


def parameters(run: RunRecord) -> int:
    """Return how many numbers a Run's net has learned, read from the head of its file.

    Raises:
        DataError: the file is damaged.
    """
    path = run.folder / "weights.safetensors"
    try:
        with safe_open(path, framework="numpy") as file:
            shapes = [
                file.get_slice(key).get_shape()
                for key in file.keys()  # noqa: SIM118  it is no dictionary
                if not key.endswith(COUNTED)
            ]
    except SafetensorError as error:
        raise DataError(
            f"{path} is damaged: bring the original back, or delete {run.folder} and run the same "
            "study again."
        ) from error
    return sum(int(np.prod(shape)) for shape in shapes)


def spent(record: StudyRecord) -> Iterable[Spent]:
    """Yield what every stage spent, then what no stage compared."""
    every = {
        path.parent.name: float(RunRecord(path.parent).environment["seconds"])
        for path in sorted((record.folder / "runs").glob("*/environment.json"))
    }
    for choice in record.choices:
        named = {run for one in choice.candidates.values() for seeds in one.runs for run in seeds}
        seconds = [every.pop(run) for run in sorted(named & every.keys())]
        yield Spent(choice.stage, len(seconds), sum(seconds))
    if every:
        yield Spent(None, len(every), sum(every.values()))
