from pathlib import Path

import pytest

from fakes.ledger import fake_opening
from fakes.study import fake_study, undrawn
from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import replace
from pyojeong.lab import sections
from pyojeong.lab.evaluation import Evaluation
from pyojeong.lab.ledger import entries
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.sections import Found, gather, photos
from pyojeong.lab.sections.test import every_answer, optimism, section, times


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """A study that was tested."""
    return gather(fake_study(tmp_path))


def said(found: Found) -> Evaluation:
    """Return what its test said."""
    assert found.evaluation is not None
    return found.evaluation


def test_answers_stand_beside_each_other(found: Found) -> None:
    """Best epoch, last epoch and test, each with its own photos; the test's epoch was kept."""
    evaluation = said(found)
    answers = every_answer(found, evaluation)
    assert [one.what for one in answers] == ["best epoch", "last epoch", "test"]
    assert [one.score.n for one in answers] == [237, 237, 245]
    assert answers[-1].epoch == evaluation.best_epoch
    last = every_answer(found, replace(evaluation, kept="last"))
    assert last[-1].epoch == evaluation.last_epoch


def test_folds_are_an_answer_too(found: Found) -> None:
    """With folds the accuracy that chose the final model stands before the test's."""
    record = found.record
    *earlier, last, final = record.choices
    assert last.compared is not None
    folded = replace(last.compared, folds=5)
    record.save_choices([*earlier, replace(last, compared=folded), final])
    *_, crossed, test = every_answer(found, said(found))
    chosen = next(one for one in folded.standings if one.name == folded.chosen)
    assert (crossed.what, test.what) == ("cross-validated", "test")
    assert (crossed.score.value, crossed.score.n) == (chosen.accuracy, folded.photos)
    assert "5 folds" in str(crossed.name)


def test_flattery_is_told_of_the_epoch_that_was_kept(found: Found) -> None:
    """Where the last epoch was kept, the best is only what might have been told."""
    evaluation = said(found)
    gap = f"{100 * (evaluation.best.value - evaluation.accuracy.value):.1f} points"
    assert f"flatters: here by {gap}" in str(optimism(evaluation))
    kept = str(optimism(replace(evaluation, kept="last")))
    assert "which was kept" in kept
    assert f"would have flattered by {gap}" in kept


def test_every_opening_is_shown(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first result heads the section; a further one stands in the ledger with its reason."""
    monkeypatch.setattr(sections, "finish", undrawn)
    record, first = found.record, said(found)
    assert "opened once" in str(times(entries(record)))
    worse = replace(first, accuracy=replace(first.accuracy, value=0.5))
    further = fake_opening(record, worse, why="a label was corrected")
    write_text(record.folder / "test" / "evaluation-2.json", further.model_dump_json())
    fake_opening(record, worse, why="cut off")
    made = section(gather(record))
    assert made is not None
    assert "opened 3 times" in str(made.words["opened"])
    rows = made.tables["ledger"]
    assert [(row["number"], row["why"], row["accuracy"]) for row in rows] == [
        (1, "", first.accuracy.value),
        (2, "a label was corrected", 0.5),
        (3, "cut off", None),
    ]
    assert made.tables["test"][0]["value"] == first.accuracy.value


def test_report_of_a_changed_ledger_is_refused(found: Found) -> None:
    """No page is written over a ledger that was changed."""
    path = found.record.folder / "test" / "ledger.jsonl"
    path.write_text(path.read_text().replace("resnet18", "resnet50"))
    with pytest.raises(DataError, match="bring the original back"):
        section(found)


@pytest.mark.parametrize("name", ["evaluation.json", "predictions.parquet"])
def test_damaged_result_is_asked_for_again_under_the_same_line(found: Found, name: str) -> None:
    """The remedy deletes the evaluation alone: the ledger stays."""
    record: StudyRecord = found.record
    write_text(record.folder / "test" / name, "{")
    with pytest.raises(DataError, match=r"delete .*test/evaluation\.json and run"):
        photos.section(gather(record))
