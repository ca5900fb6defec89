"""The test set, opened once, after everything is chosen."""

from pathlib import Path

from pyojeong.core.card import Score
from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import replace
from pyojeong.lab.arrange import show_test
from pyojeong.lab.evaluation import Evaluation, score
from pyojeong.lab.inference import load_net, predict_tensors
from pyojeong.lab.prepare import Prepared
from pyojeong.lab.record import Predictions, RunRecord, StudyRecord, read_settings
from pyojeong.lab.split import Split
from pyojeong.lab.tensors import Tensors


def evaluate(
    record: StudyRecord, *, faces: Path | None = None, device: str = "auto", seed: int = 0
) -> Evaluation:
    """Score the final Run on the test photos, once; afterwards return what was said.

    Args:
        record: a study whose final Run is done.
        faces: folder of the prepared faces; by default inside the study's own.
        device: `auto`, `cpu` or `cuda`.
        seed: of the test photos that are shown, and of the bootstrap.

    Raises:
        DataError: the study has no final Run yet, or its faces are not there.
    """
    path = record.folder / "test" / "evaluation.json"
    final = record.final
    if final is None or not final.done:
        raise DataError(
            f"{record.folder} has no final model yet: run `pyojeong study` to its end first."
        )
    if path.is_file():
        said = read_settings(Evaluation, path)
        if said.run != final.folder.name:
            raise DataError(
                f"{path} is about another model ({said.run}) than the final one now: the test is "
                "opened once a study, so begin a new one in another --out."
            )
        return said
    prepared = Prepared.open(faces or record.folder / "faces")
    split = Split.load(record.folder / "split.json")
    predictions = predict_test(final, prepared, split, device)
    predictions.save(record.folder / "test" / "predictions.parquet")
    evaluation = score(final, predictions, seed)
    show_test(record, prepared, evaluation.shown)
    add_to_card(final, evaluation.accuracy)
    write_text(path, evaluation.model_dump_json(indent=2) + "\n")  # last: it says "opened"
    return evaluation


def predict_test(final: RunRecord, prepared: Prepared, split: Split, device: str) -> Predictions:
    """Return the final Run's predictions of the test photos."""
    net, card = load_net(final)
    tensors = Tensors.of(prepared, split.test, card.labels, card.size)
    return predict_tensors(net, card, tensors, device=device)


def add_to_card(final: RunRecord, result: Score) -> None:
    """Write the test's result into the ModelCard: it goes where the model goes."""
    card = final.card
    kept = tuple(
        old for old in card.results if (old.metric, old.data) != (result.metric, result.data)
    )
    card = replace(card, results=(*kept, result))
    write_text(final.folder / "card.json", card.model_dump_json(indent=2) + "\n")
