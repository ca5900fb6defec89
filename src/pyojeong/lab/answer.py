"""What the test photos first said of the final model, with the files that belong to it.

In a study's test/, by the opening that said it:

    evaluation.json     predictions.parquet     doubt.json     photo-01.jpg ...
    evaluation-2.json   predictions-2.parquet   doubt-2.json   photo-2-01.jpg ...

A study that goes on after a photo was relabelled may end in another final Run: what was said of an
earlier one is no result of it.
"""

from dataclasses import dataclass
from pathlib import Path

from pyojeong.lab.doubt import Doubt
from pyojeong.lab.evaluation import Evaluation
from pyojeong.lab.ledger import said_of
from pyojeong.lab.record import Predictions, StudyRecord, read_settings


@dataclass(frozen=True)
class Answer:
    """What an opening said, and the file that says it."""

    evaluation: Evaluation
    path: Path

    @property
    def predictions(self) -> Predictions:
        """Probabilities of the test photos, at temperature 1."""
        return Predictions.load(predictions_path(self.path), anew=self.path)

    @property
    def doubt(self) -> Doubt | None:
        """What was measured of the model's doubt; None if it was not."""
        path = doubt_path(self.path)
        return read_settings(Doubt, path, anew=self.path) if path.is_file() else None

    @property
    def pictures(self) -> list[Path]:
        """Small pictures of the photos that are shown, in their order."""
        return picture_paths(self.path, len(self.evaluation.shown))


def answer_of(record: StudyRecord) -> Answer | None:
    """Return what the test photos first said of the final Run; None if they never did.

    Raises:
        DataError: the ledger was changed, or an evaluation is damaged.
    """
    final = record.final
    entry = said_of(record, final) if final is not None else None
    if entry is None or entry.evaluation is None or entry.path is None:
        return None
    return Answer(entry.evaluation, entry.path)


def predictions_path(evaluation: Path) -> Path:
    """Return where the predictions of an evaluation lie."""
    return _beside(evaluation, "predictions").with_suffix(".parquet")


def doubt_path(evaluation: Path) -> Path:
    """Return where the Doubt of an evaluation lies."""
    return _beside(evaluation, "doubt")


def picture_paths(evaluation: Path, count: int) -> list[Path]:
    """Return where the pictures of an evaluation lie."""
    stem = _beside(evaluation, "photo").stem
    return [evaluation.with_name(f"{stem}-{number:02}.jpg") for number in range(1, count + 1)]


def _beside(evaluation: Path, what: str) -> Path:
    """Return the file that belongs to an evaluation, as doubt-2.json to evaluation-2.json."""
    return evaluation.with_name(evaluation.name.replace("evaluation", what))
