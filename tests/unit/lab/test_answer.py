"""After the final Run has changed, everything told is of the final Run there is now."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fakes.doubt import fake_doubt
from fakes.groups import fake_elsewhere, fake_groups
from fakes.ledger import fake_opening
from fakes.prepared import fake_prepared
from fakes.study import TEST, fake_predictions, fake_study, undrawn
from pyojeong.core.files import write_text
from pyojeong.lab import sections
from pyojeong.lab.answer import Answer, answer_of, doubt_path, picture_paths, predictions_path
from pyojeong.lab.evaluation import Evaluation, score
from pyojeong.lab.groups import measure_groups
from pyojeong.lab.model_facts import model_facts
from pyojeong.lab.prepared import Row
from pyojeong.lab.record import RunRecord, StudyRecord
from pyojeong.lab.report import write_report
from pyojeong.lab.sections import beside, fails, gather, photos, sure, test
from pyojeong.lab.showcase import save_picture
from pyojeong.lab.split import Split


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "finish", undrawn)


@pytest.fixture
def record(tmp_path: Path) -> StudyRecord:
    """A study that was tested, and went on to another final Run."""
    record = fake_study(tmp_path)
    fake_doubt(record)
    fake_groups(record)
    fake_elsewhere(record)
    choices = record.choices
    other = choices[-2].candidates["adam"]
    record.save_choices(
        [*choices[:-1], choices[-1].model_copy(update={"candidates": {"resnet18": other}})]
    )
    return record


def final_of(record: StudyRecord) -> RunRecord:
    """Return the final Run."""
    final = record.final
    assert final is not None
    return final


def answer(record: StudyRecord) -> Answer:
    """Return what the test said of the final Run."""
    found = answer_of(record)
    assert found is not None
    return found


def opened_again(record: StudyRecord) -> Evaluation:
    """Open the test photos for the final Run there is now, which is worse."""
    predictions = fake_predictions(TEST, 0.4, np.random.default_rng(9))
    said = fake_opening(record, score(final_of(record), predictions, 0), why="a label was wrong")
    path = record.folder / "test" / "evaluation-2.json"
    predictions.save(predictions_path(path))
    for number, picture in enumerate(picture_paths(path, len(said.shown))):
        save_picture(picture, Image.new("RGB", (20, 20), (20 * number, 0, 0)))
    first = fake_doubt(record)
    write_text(doubt_path(path), first.model_copy(update={"n": 99}).model_dump_json())
    write_text(path, said.model_dump_json())
    return said


def test_earlier_final_run_is_no_answer(record: StudyRecord) -> None:
    """The report says that the test was not opened for this model; the ledger shows who opened."""
    found = gather(record)
    assert (answer_of(record), found.evaluation) == (None, None)
    assert [made(found) for made in (sure.section, photos.section, fails.section)] == [None] * 3
    section = test.section(found)
    assert section is not None
    assert "opened for another model" in str(section.answer)
    assert [row["number"] for row in section.tables["ledger"]] == [1]
    assert "another model" in str([fault.now for fault in beside.faults(found)])
    html = write_report(record).read_text()
    assert 'class="verdict"' not in html
    assert "The ledger of the test photos" in html
    assert "The test photos are still locked." not in html


def test_second_opening_is_told_with_its_own_files(record: StudyRecord) -> None:
    """Evaluation, predictions, doubt, pictures and groups are those of the final Run."""
    first = (record.folder / "groups.json").read_bytes()
    said = opened_again(record)
    found = answer(record)
    assert found.evaluation == said
    assert found.doubt is not None
    assert found.doubt.n == 99
    assert [path.name for path in found.pictures][:1] == ["photo-2-01.jpg"]
    told = found.predictions
    assert float((told.predicted == told.truth).mean()) == pytest.approx(said.accuracy.value)
    rows = [
        Row(key, key.split("/")[0], None, None, key, traits=(("sex", "f"),)) for key in told.keys
    ]
    split = Split(training=(), validation=(), test=tuple(sorted(told.keys)))
    groups = measure_groups(record, fake_prepared(rows), split)
    assert groups is not None
    assert (groups.run, groups.groups[0].accuracy.value) == (said.run, said.accuracy.value)
    assert (record.folder / "groups.json").read_bytes() != first
    section = photos.section(gather(record))
    assert section is not None
    assert [row["key"] for row in section.tables["test-photos"]] == list(said.shown)


def test_model_card_is_of_the_second_opening(record: StudyRecord) -> None:
    """It tells this model's labels, and neither groups nor data sets of an earlier one."""
    assert model_facts(record, final_of(record)).labels == ()
    said = opened_again(record)
    facts = model_facts(record, final_of(record))
    assert facts.labels == said.labels
    assert facts.coverage
    assert not any("not tested yet" in limit for limit in facts.limits)
    assert (facts.groups, facts.elsewhere) == (None, ())


def test_deleted_evaluation_of_an_earlier_run_is_not_missed(record: StudyRecord) -> None:
    """The final Run's own evaluation is found by its opening, whatever else was deleted."""
    said = opened_again(record)
    (record.folder / "test" / "evaluation.json").unlink()
    assert answer(record).evaluation == said
    section = test.section(gather(record))
    assert section is not None
    assert section.tables["test"][0]["value"] == said.accuracy.value
    assert [row["accuracy"] for row in section.tables["ledger"]] == [None, said.accuracy.value]
