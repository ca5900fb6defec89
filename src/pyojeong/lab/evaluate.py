"""The test set, opened once, after everything is chosen."""

from datetime import UTC, datetime
from pathlib import Path

from pyojeong.core.card import ModelCard, Score
from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import digest, replace
from pyojeong.lab import doubt
from pyojeong.lab.answer import answer_of, doubt_path, predictions_path
from pyojeong.lab.arrange import show_test
from pyojeong.lab.evaluation import Evaluation, score
from pyojeong.lab.inference import load_net, predict_tensors
from pyojeong.lab.ledger import Clock, open_test, result_path
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.record import RunRecord, StudyRecord
from pyojeong.lab.split import Split


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def evaluate(
    record: StudyRecord,
    *,
    faces: Path | None = None,
    device: str = "auto",
    seed: int = 0,
    asked: str = "evaluate",
    again: str | None = None,
    clock: Clock = now,
) -> Evaluation:
    """Score the final Run on the test photos, once; afterwards return what was said.

    Args:
        record: a study whose final Run is done.
        faces: folder of the prepared faces; by default inside the study's own.
        device: `auto`, `cpu` or `cuda`.
        seed: of the test photos that are shown, and of the bootstrap.
        asked: what the ledger says was asked.
        again: the reason to open the test photos a further time.
        clock: tells the time of the opening.

    Raises:
        DataError: the study has no final Run yet, its faces are not there or not those that were
            locked, its ledger was changed, or it was opened for another Run before.
        SettingsError: the reason is empty.
    """
    final = finished(record)
    said = answer_of(record)
    if said is not None and again is None:
        return said.evaluation
    prepared = Prepared.open(faces or record.folder / "faces")
    split = Split.load(record.folder / "split.json")
    opening, photos = open_test(
        record, prepared, split, final, asked=asked, again=again, clock=clock
    )
    path = result_path(record, opening)
    net, card = load_net(final)
    predictions = predict_tensors(net, replace(card, **UNCALIBRATED), photos, device=device)
    predictions.save(predictions_path(path))
    evaluation = replace(score(final, predictions, seed), opening=digest(opening))
    show_test(path, prepared, evaluation.shown)
    found = doubt.measure(doubt.calibrate(final.validation), predictions, seed)
    write_text(doubt_path(path), found.model_dump_json(indent=2) + "\n")
    tested = doubt.add_to_card(with_results(card, evaluation), found)
    write_text(final.folder / "card.json", tested.model_dump_json(indent=2) + "\n")
    write_text(path, evaluation.model_dump_json(indent=2) + "\n")  # last: it ends the opening
    return evaluation


# Temperature is fitted to what a net says by itself: it is never applied twice.
UNCALIBRATED = {"temperature": 1.0, "calibration": None}


def finished(record: StudyRecord) -> RunRecord:
    """Return the final Run.

    Raises:
        DataError: the study has none yet.
    """
    final = record.final
    if final is None or not final.usable:
        raise DataError(
            f"{record.folder} has no final model yet: run `pyojeong study` to its end first."
        )
    return final


def with_results(card: ModelCard, evaluation: Evaluation) -> ModelCard:
    """Return the card with what the test said: it goes where the model goes."""
    results = (evaluation.accuracy, evaluation.macro_f1)
    names = {(new.metric, new.data) for new in results}
    kept = tuple[Score, ...](old for old in card.results if (old.metric, old.data) not in names)
    return replace(card, results=(*kept, *results))
