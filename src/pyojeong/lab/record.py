"""The record of a Run and of a Study: what lies in their folders, written and read here alone.

A run folder, named by the hash of its Run:

    config.json                      the Run
    metrics.jsonl                    one Epoch a line
    predictions-validation.parquet   one row a photo, of the kept epoch
    weights.safetensors              of the kept epoch
    last.safetensors                 of the last epoch
    card.json                        the ModelCard
    environment.json                 versions, device, precision, seconds
    checkpoint/                      while it trains; gone when it is done

A Run is done when environment.json is there: it is written last. A Run that was only to be scored,
as one fold of many, has neither weights nor a card.

A study folder:

    study.json                       the Study
    split.json                       the written split
    folds.json                       the folds that candidates are compared on
    features/                        what frozen trunks make of the photos
    stages.json                      what each stage compared and chose
    runs/<hash>/                     run folders
    shown/                           counts and a few small training photos, for the report
    test/                            predictions.parquet and evaluation.json of the final Run, and
                                     the test photos that the report shows
    report.html, figures/, tables/   functions of all the above
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import Field

from pyojeong.core.card import ModelCard
from pyojeong.core.errors import DataError
from pyojeong.core.files import atomic_path, write_text
from pyojeong.core.settings import Settings
from pyojeong.lab.comparison import Compared
from pyojeong.lab.recipe import Run, Study

Stage = Literal["models", "losses", "optimizers", "pairs", "final"]
Work = Stage | Literal["controls"]  # whatever trains candidates on folds
S = TypeVar("S", bound=Settings)

RUN = "run"  # folder of a blend's only Run


@contextmanager
def intact(path: Path, anew: Path | None = None) -> Iterator[None]:
    """Turn what a damaged file of a record raises, when it is read, into one sentence.

    Args:
        path: the file.
        anew: what to delete so that it is written anew; by default the file's whole folder.

    Raises:
        DataError: in place of an error of reading, parsing or validating.
    """
    try:
        yield
    # ValueError: pydantic's, json's, Arrow's and that of bytes that are no text.
    except (ValueError, KeyError, pa.ArrowException, FileNotFoundError) as error:
        fault = (
            "is not there"
            if isinstance(error, FileNotFoundError)
            else "is damaged or was written by another version"
        )
        raise DataError(
            f"{path} {fault}: use the version of Pyojeong that wrote it, or delete "
            f"{anew or path.parent} and run the same study again."
        ) from error


def read_settings(kind: type[S], path: Path, anew: Path | None = None) -> S:
    """Read a value from its JSON file.

    Raises:
        DataError: it is damaged, or was written by another version; see `intact`.
    """
    with intact(path, anew):
        return kind.model_validate_json(path.read_bytes())


class Epoch(Settings):
    """What one epoch measured. Accuracies are fractions, 0 to 1."""

    epoch: int = Field(ge=1)
    learning_rate: float
    train_loss: float
    train_accuracy: float = Field(ge=0, le=1, description="on augmented batches, as they came")
    validation_loss: float
    validation_accuracy: float = Field(ge=0, le=1)


def best_of(epochs: Sequence[Epoch]) -> Epoch:
    """Return the first epoch with the highest validation accuracy."""
    return max(epochs, key=lambda epoch: epoch.validation_accuracy)


@dataclass(frozen=True)
class Predictions:
    """Probabilities of one model on one set of photos.

    keys: one a photo. labels: the vocabulary, in the order of the columns. truth: int [photo],
    index into labels, -1 where unknown. probabilities: float32 [photo, label], rows add up to 1.
    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    truth: npt.NDArray[np.int64]
    probabilities: npt.NDArray[np.float32]

    @property
    def predicted(self) -> npt.NDArray[np.int64]:
        """Index of the most probable label, int [photo]."""
        return self.probabilities.argmax(axis=1)

    def save(self, path: Path) -> None:
        """Write Parquet: key, truth (null where unknown), predicted, one column `p_<label>`."""
        columns: dict[str, Any] = {
            "key": list(self.keys),
            "truth": [self.labels[i] if i >= 0 else None for i in self.truth],
            "predicted": [self.labels[i] for i in self.predicted],
        }
        for index, label in enumerate(self.labels):
            columns[f"p_{label}"] = self.probabilities[:, index]
        schema_truth = pa.array(columns["truth"], pa.string())
        table = pa.table(columns | {"truth": schema_truth})
        with atomic_path(path) as temporary:
            pq.write_table(table, temporary)

    @staticmethod
    def load(path: Path, anew: Path | None = None) -> "Predictions":
        """Read what `save` wrote.

        Raises:
            DataError: it is damaged, or was written by another version; see `intact`.
        """
        with intact(path, anew):
            table = pq.read_table(path)
            labels = tuple(name[2:] for name in table.column_names if name.startswith("p_"))
            index = {label: i for i, label in enumerate(labels)}
            probabilities = np.stack([table[f"p_{label}"].to_numpy() for label in labels], axis=1)
            truth = [index.get(label, -1) for label in table["truth"].to_pylist()]
            return Predictions(
                keys=tuple(table["key"].to_pylist()),
                labels=labels,
                truth=np.asarray(truth, dtype=np.int64),
                probabilities=probabilities.astype(np.float32),
            )


@dataclass(frozen=True)
class RunRecord:
    """A run folder, read when asked; a file of it that cannot be read is a DataError."""

    folder: Path

    @property
    def done(self) -> bool:
        """Whether the Run was trained to its end."""
        return (self.folder / "environment.json").is_file()

    @property
    def usable(self) -> bool:
        """Whether it is done and has weights that can be used."""
        return self.done and (self.folder / "card.json").is_file()

    @property
    def run(self) -> Run:
        """The Run as it was configured."""
        return read_settings(Run, self.folder / "config.json")

    @property
    def card(self) -> ModelCard:
        """The ModelCard of its weights."""
        return read_settings(ModelCard, self.folder / "card.json")

    @property
    def environment(self) -> dict[str, Any]:
        """Versions, device, precision and seconds of the training."""
        path = self.folder / "environment.json"
        with intact(path):
            return json.loads(path.read_text())

    @property
    def epochs(self) -> list[Epoch]:
        """Every finished epoch, in order."""
        path = self.folder / "metrics.jsonl"
        with intact(path):
            return [Epoch.model_validate_json(line) for line in path.read_text().splitlines()]

    @property
    def best(self) -> Epoch:
        """The first epoch with the highest validation accuracy."""
        return best_of(self.epochs)

    @property
    def kept(self) -> Epoch:
        """The epoch whose weights and predictions are the Run's."""
        epochs = self.epochs
        return best_of(epochs) if self.run.training.keep == "best" else epochs[-1]

    @property
    def validation(self) -> Predictions:
        """Predictions of the kept epoch on the validation photos."""
        return Predictions.load(self.folder / "predictions-validation.parquet")


class Entrant(Settings):
    """One candidate of a stage: its Runs, by hash, and the learning rate that each fold chose."""

    runs: tuple[tuple[str, ...], ...] = Field(description="[fold][seed]")
    rates: tuple[float, ...] = Field(description="[fold]")

    @property
    def first(self) -> str:
        """The Run of the first seed on the first fold: the only one where nothing repeats."""
        return self.runs[0][0]


class Choice(Settings):
    """What one stage compared: its candidates by name, what came of it, and the winner."""

    stage: Stage
    candidates: dict[str, Entrant] = Field(description="in the order of the recipe")
    chosen: str = Field(description="name of the winner")
    compared: Compared | None = Field(None, description="None where there was nothing to choose")


@dataclass(frozen=True)
class StudyRecord:
    """A study folder, read when asked; a file of it that cannot be read is a DataError."""

    folder: Path

    @staticmethod
    def open(folder: Path) -> "StudyRecord":
        """Return the record.

        Raises:
            DataError: if the folder holds no study.
        """
        if not (folder / "study.json").is_file():
            raise DataError(
                f"{folder} holds no study (no study.json): give the folder that "
                "`pyojeong study` wrote."
            )
        return StudyRecord(folder)

    @property
    def study(self) -> Study:
        """The Study as it was configured."""
        path = self.folder / "study.json"
        return read_settings(Study, path, anew=path)

    @property
    def choices(self) -> list[Choice]:
        """Finished stages, in order."""
        path = self.folder / "stages.json"
        with intact(path, anew=path):
            found = json.loads(path.read_text()) if path.is_file() else []
            return [Choice.model_validate(choice) for choice in found]

    def save_choices(self, choices: Iterable[Choice]) -> None:
        """Write the finished stages."""
        dumped = [choice.model_dump(mode="json") for choice in choices]
        write_text(self.folder / "stages.json", json.dumps(dumped, indent=2) + "\n")

    def run(self, digest: str) -> RunRecord:
        """Return the record of one Run of the study."""
        return RunRecord(self.folder / "runs" / digest)

    @property
    def final(self) -> RunRecord | None:
        """The final Run, once that stage is finished."""
        for choice in self.choices:
            if choice.stage == "final":
                return self.run(choice.candidates[choice.chosen].first)
        return None


def find_run(folder: Path) -> RunRecord:
    """Return the run of a folder: a run's own, the final one of a study, or the one of a blend.

    Raises:
        DataError: there is no trained model in it.
    """
    record = RunRecord(folder)
    if (folder / "study.json").is_file():
        record = StudyRecord(folder).final or record
    if (folder / "blend.json").is_file():
        record = RunRecord(folder / RUN)
    if not record.usable:
        raise DataError(
            f"{folder} holds no trained model: give the folder of a finished study or run, as "
            "studies/quick."
        )
    return record
