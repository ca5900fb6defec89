import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fakes.ledger import NOON
from fakes.study import fake_study, undrawn
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import digest, replace
from pyojeong.lab import doubt, sections
from pyojeong.lab.answer import picture_paths
from pyojeong.lab.calibration import heat
from pyojeong.lab.doubt import Doubt, calibrate
from pyojeong.lab.evaluate import evaluate
from pyojeong.lab.evaluation import Evaluation, score
from pyojeong.lab.export import to_onnx, trained, with_card
from pyojeong.lab.ledger import entries, require_closed
from pyojeong.lab.recipe import Data, Study, Training
from pyojeong.lab.record import Predictions, StudyRecord, find_run, read_settings
from pyojeong.lab.report import write_report
from pyojeong.lab.showcase import Showcase
from pyojeong.lab.study import Watcher, conduct
from pyojeong.recogniser import Recogniser

LABELS = ("anger", "happy")
PHOTOS = 20  # of each label


def paint(path: Path, bright: int, seed: int) -> None:
    """Save coarse noise, brighter for one label: nothing that looks like another, or a face."""
    noise = np.random.default_rng(seed).integers(0, 120, (6, 6, 3)) + bright
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(noise.astype(np.uint8)).resize((60, 48), Image.Resampling.NEAREST).save(path)


def noon() -> datetime:
    """Tell the time."""
    return NOON


def later() -> datetime:
    """Tell the time of the next day."""
    return NOON + timedelta(days=1)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder a label."""
    folder = tmp_path_factory.mktemp("photos")
    for place, label in enumerate(LABELS):
        for number in range(PHOTOS):
            paint(folder / label / f"{number}.png", 130 * place, 100 * place + number)
    return folder


@pytest.fixture(scope="module")
def record(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> StudyRecord:
    """A real study, as small as they come, whose test set is not opened yet."""
    study = Study(
        name="tiny",
        title="Tiny",
        data=Data(source=str(photos), crop=CropSpec(detector="none", missing="whole", size=32)),
        base=Training(
            model="lenet5", size=32, epochs=4, batch=8, learning_rate=3e-3, precision="32-true"
        ),
        models=("lenet5",),
        losses=("cross_entropy",),
        optimizers=("adam",),
    )
    folder = tmp_path_factory.mktemp("study")
    return conduct(study, folder, watcher=Watcher(), device="cpu")


@pytest.fixture(scope="module")
def evaluation(record: StudyRecord) -> Evaluation:
    """The test set, opened."""
    return evaluate(record, device="cpu", clock=noon)


def test_test_set_is_scored_whole(record: StudyRecord, evaluation: Evaluation) -> None:
    """Every test photo is scored, and the accuracy is the saved predictions' own."""
    predictions = Predictions.load(record.folder / "test" / "predictions.parquet")
    split = json.loads((record.folder / "split.json").read_text())
    assert sorted(predictions.keys) == split["test"]
    right = float((predictions.predicted == predictions.truth).mean())
    assert evaluation.accuracy.value == pytest.approx(right)
    assert evaluation.accuracy.low <= right <= evaluation.accuracy.high
    assert sum(map(sum, evaluation.confusion)) == evaluation.accuracy.n == len(predictions.keys)


def test_test_set_is_opened_once(record: StudyRecord, evaluation: Evaluation) -> None:
    """A second evaluation repeats what the first said, and reads no photo and no weights."""
    (record.folder / "faces").rename(record.folder / "elsewhere")
    try:
        assert evaluate(record, device="cpu", seed=9) == evaluation
    finally:
        (record.folder / "elsewhere").rename(record.folder / "faces")


def test_card_carries_the_result(record: StudyRecord, evaluation: Evaluation) -> None:
    """The final model's card holds what the test said, each once, and how the model doubts."""
    final = record.final
    assert final is not None
    card = final.card
    names = [(score.metric, score.data) for score in card.results]
    assert len(set(names)) == len(names)
    assert {evaluation.accuracy, evaluation.macro_f1} < set(card.results)
    assert {"Brier score", "expected calibration error"} < {name for name, _ in names}
    found = read_settings(Doubt, record.folder / "test" / "doubt.json")
    assert card.calibration == found.calibration == calibrate(final.validation)
    assert card.temperature == found.calibration.temperature
    assert found.before.brier.value == pytest.approx(evaluation.brier)


def test_validation_stands_beside_the_test(record: StudyRecord, evaluation: Evaluation) -> None:
    """Best and last epoch are those of the final Run; the evaluation says which was tested."""
    final = record.final
    assert final is not None
    assert evaluation.best.value == pytest.approx(final.best.validation_accuracy)
    assert evaluation.last.value == pytest.approx(final.epochs[-1].validation_accuracy)
    assert (evaluation.best_epoch, evaluation.last_epoch) == (final.best.epoch, 4)
    assert evaluation.kept == final.run.training.keep == "best"


def test_opening_is_in_the_ledger(record: StudyRecord, evaluation: Evaluation) -> None:
    """One line, with the time, under which the evaluation was made."""
    ((opening, said),) = ((one.opening, one.evaluation) for one in entries(record))
    assert said == evaluation
    assert evaluation.opening == digest(opening)
    assert (opening.when, opening.asked, opening.why) == (NOON, "evaluate", "")
    with pytest.raises(DataError, match=r"opened on 2026-03-14 12:00 UTC, and lenet5 was right"):
        require_closed(record)


@pytest.mark.usefixtures("evaluation")
def test_further_opening_stands_beside_the_first(record: StudyRecord, tmp_path: Path) -> None:
    """The card's temperature is not applied again; what the first said stays as it is."""
    copy = StudyRecord(shutil.copytree(record.folder, tmp_path / "study"))
    final = copy.final
    assert final is not None
    assert final.card.calibration is not None
    hot = replace(final.card.calibration, temperature=2.5)
    write_text(
        final.folder / "card.json",
        replace(final.card, temperature=2.5, calibration=hot).model_dump_json(),
    )
    first = {path.name: path.read_bytes() for path in (copy.folder / "test").iterdir()}
    further = evaluate(copy, device="cpu", again="a label was doubted", clock=later)
    (_, second) = entries(copy)
    path_of_second = copy.folder / "test" / "evaluation-2.json"
    assert second.path == path_of_second
    assert (second.opening.why, second.evaluation) == ("a label was doubted", further)
    said = read_settings(Evaluation, copy.folder / "test" / "evaluation.json")
    assert replace(further, opening=said.opening) == said
    before, after = (
        Predictions.load(copy.folder / "test" / f"predictions{number}.parquet").probabilities
        for number in ("", "-2")
    )
    np.testing.assert_allclose(after, before, atol=1e-6)
    assert final.card.temperature == calibrate(final.validation).temperature
    assert all(path.is_file() for path in picture_paths(path_of_second, len(further.shown)))
    kept = first.keys() - {"ledger.jsonl"}
    assert {name: (copy.folder / "test" / name).read_bytes() for name in kept} == {
        name: first[name] for name in kept
    }
    assert evaluate(copy, device="cpu") == said


def test_cut_off_evaluation_is_gone_on_with(
    record: StudyRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after it opened and before it said anything, it goes on under the same line."""
    copy = StudyRecord(shutil.copytree(record.folder, tmp_path / "study"))
    for path in (copy.folder / "test").glob("*"):
        if path.name != "lock.json":
            path.unlink()
    ledger = copy.folder / "test" / "ledger.jsonl"
    final = copy.final
    assert final is not None
    write_text(final.folder / "card.json", replace(final.card, results=()).model_dump_json())

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(doubt, "measure", killed)
        with pytest.raises(KeyboardInterrupt):
            evaluate(copy, device="cpu", clock=noon)
    assert not (copy.folder / "test" / "evaluation.json").is_file()
    line = ledger.read_bytes()
    said = evaluate(copy, device="cpu", clock=later)
    assert ledger.read_bytes() == line
    assert said.opening == digest(entries(copy)[0].opening)


@pytest.mark.usefixtures("evaluation")
def test_showcase_counts_every_photo(record: StudyRecord) -> None:
    """What is shown of the data adds up to the data."""
    shown = Showcase.load(record)
    assert [row.label for row in shown.labels] == list(LABELS)
    assert sum(shown.parts) == len(LABELS) * PHOTOS
    assert {row.missed for row in shown.labels} == {PHOTOS}  # the detector `none` finds nothing
    assert shown.formats == {"PNG": len(LABELS) * PHOTOS}
    for name, size in (("before-1", (60, 48)), ("after-9", (32, 32))):
        with Image.open(record.folder / "shown" / f"{name}.jpg") as photo:
            assert photo.size == size


@pytest.mark.usefixtures("evaluation")
def test_real_study_is_reported(record: StudyRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """A study that was really trained has a report, without stages that chose nothing."""
    monkeypatch.setattr(sections, "finish", undrawn)  # the figures have tests of their own
    text = write_report(record).read_text()
    assert 'id="test"' in text
    assert 'id="final"' in text
    assert 'id="losses"' not in text


def test_unfinished_study_is_not_tested(tmp_path: Path) -> None:
    """A study without a final model keeps its test set closed, in one sentence."""
    study = fake_study(tmp_path, tested=False)
    study.save_choices(study.choices[:2])
    with pytest.raises(DataError, match="no final model yet"):
        evaluate(study)


def test_ten_photos_are_drawn_by_seed(tmp_path: Path) -> None:
    """Ten distinct test photos are shown; the seed alone decides which."""
    study = fake_study(tmp_path)
    final = study.final
    assert final is not None
    predictions = Predictions.load(tmp_path / "test" / "predictions.parquet")
    first, again, other = (score(final, predictions, seed).shown for seed in (0, 0, 1))
    assert len(set(first)) == 10
    assert first == again != other


def test_outside_photos_go_the_way_of_the_test_photos(
    record: StudyRecord, evaluation: Evaluation, photos: Path, tmp_path: Path
) -> None:
    """Exported and without torch, a test photo gets what the test said, calibrated."""
    net, card = trained(find_run(record.folder))
    path = tmp_path / "model.onnx"
    path.write_bytes(with_card(to_onnx(net, card), card))
    tested = Predictions.load(record.folder / "test" / "predictions.parquet")
    faces = Recogniser.load(path).recognise([photos / key for key in tested.keys])
    assert evaluation.accuracy.n == len(faces)
    expected = heat(tested, card.temperature).probabilities
    np.testing.assert_allclose(faces.probabilities, expected, atol=1e-3)
    assert {row.happened for row in faces} == {"whole"}
    assert faces[0].box == (0, 0, 60, 48)


def test_model_is_found_in_a_study_and_in_a_run(record: StudyRecord, tmp_path: Path) -> None:
    """A study stands for its final run; a run's own folder will do; others are refused."""
    final = record.final
    assert final is not None
    assert find_run(record.folder) == final == find_run(final.folder)
    with pytest.raises(DataError, match="no trained model"):
        find_run(tmp_path)
