import csv
import gettext
import re
import shlex
import shutil
from pathlib import Path

import pytest

from fakes.study import STUDY, TEST, fake_study, undrawn
from fakes.whole import whole_study
from pyojeong.core import i18n
from pyojeong.core.errors import DataError
from pyojeong.core.settings import replace
from pyojeong.lab import sections
from pyojeong.lab.asked import with_overrides
from pyojeong.lab.cost import cost
from pyojeong.lab.evaluation import Evaluation
from pyojeong.lab.phrases import Phrase, clock, say
from pyojeong.lab.recipe import Weights
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.report import done, write_report
from pyojeong.lab.sections import beside, data, gather, repeat, stages
from pyojeong.lab.sections.test import most_mixed, optimism
from pyojeong.recipes.quick import quick
from pyojeong.recipes.rigorous import six_rigorous_cpu

WRITTEN = ("report.html", "figures", "tables")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> StudyRecord:
    """A finished study with its report, in Korean."""
    study = whole_study(tmp_path_factory.mktemp("study"))
    write_report(study, language="ko")
    return study


@pytest.fixture(scope="module")
def page(record: StudyRecord) -> str:
    """The page's HTML."""
    return (record.folder / "report.html").read_text()


@pytest.fixture
def without_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the pixels of figures."""
    monkeypatch.setattr(sections, "finish", undrawn)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of the report."""
    found = [folder / "report.html", *folder.glob("figures/*"), *folder.glob("tables/*")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def table(record: StudyRecord, name: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with (record.folder / "tables" / f"{name}.csv").open() as file:
        return list(csv.DictReader(file))


def test_deleted_report_comes_back_byte_for_byte(record: StudyRecord) -> None:
    """A report is a function of its folder: deleted and written again, every byte is the same."""
    before = files(record.folder)
    (record.folder / "report.html").unlink()
    for name in WRITTEN[1:]:
        shutil.rmtree(record.folder / name)
    write_report(record, language="ko")
    assert files(record.folder) == before


def test_page_needs_nothing_from_elsewhere(page: str) -> None:
    """No address of any other file or host is loaded: pictures are data, fragments are inside."""
    loaded = re.findall(r'(?:src|href)="([^"]*)"', page) + re.findall(r"url\(([^)]*)\)", page)
    assert loaded
    led_to = {address for address in loaded if not address.startswith(("data:", "#"))}
    assert led_to == {"audit/audit.html"}  # a link in the study's own folder, not loaded
    assert "@import" not in page


def test_fragments_lead_somewhere(page: str) -> None:
    """Every identifier is used once, and every fragment names one."""
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names))
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', page))
    assert used <= set(names)


@pytest.mark.usefixtures("without_pixels")
def test_every_word_is_in_both_languages(
    record: StudyRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every message of the report and of its figures has a Korean translation."""
    korean = i18n.catalogue("ko")
    assert isinstance(korean, gettext.GNUTranslations)
    asked: set[str] = set()

    class Spy:
        def gettext(self, message: str) -> str:
            """Remember the message."""
            asked.add(message)
            return korean.gettext(message)

    def spy(language: str) -> Spy:
        assert language in i18n.LANGUAGES
        return Spy()

    monkeypatch.setattr(i18n, "catalogue", spy)
    # A copy: what is written here reads Korean twice, and other tests look at the record.
    write_report(StudyRecord(shutil.copytree(record.folder, tmp_path / "study")))
    assert len(asked) > 100
    worded = {message for message in asked if re.sub(r"{[^}]*}|\W", "", message)}
    assert {message for message in worded if korean.gettext(message) == message} <= {"F1", "Python"}


def test_figures_lie_beside_the_page(record: StudyRecord) -> None:
    """Each figure is there in both languages, as SVG."""
    names = {path.name for path in (record.folder / "figures").glob("*.svg")}
    stems = {name.split(".")[0] for name in names}
    assert {"curves-models", "labels", "optimism", "confusion", "f1", "test-photos"} <= stems
    assert names == {f"{stem}.{language}.svg" for stem in stems for language in ("en", "ko")}


def test_tables_say_what_the_folder_says(record: StudyRecord) -> None:
    """The CSV tables hold the study's own numbers."""
    rows = {row["name"]: row for row in table(record, "models")}
    for name, entrant in record.choices[0].candidates.items():
        said = record.run(entrant.first).validation
        assert float(rows[name]["accuracy"]) == pytest.approx((said.predicted == said.truth).mean())
    confusion = table(record, "confusion")
    assert sum(int(row[key]) for row in confusion for key in row if key != "truth") == TEST
    assert len(table(record, "test-photos")) == 10
    assert len(table(record, "study-2024")) == 17


def test_page_says_the_verdict_with_its_n(record: StudyRecord, page: str) -> None:
    """The result stands on the page with its interval and the number of photos."""
    evaluation = Evaluation.model_validate_json(
        (record.folder / "test" / "evaluation.json").read_text()
    )
    score = evaluation.accuracy
    plain = page.replace("\u00a0", " ")
    assert f"of {score.n} test photos" in plain
    assert f"expect {100 * score.low:.1f} % to {100 * score.high:.1f} %" in plain


@pytest.mark.usefixtures("without_pixels")
def test_close_scores_are_called_a_tie(record: StudyRecord) -> None:
    """A choice that the photos cannot carry is called a tie; one that they can, is not."""
    found = gather(record)
    losses, models = (stages.section(found, stage) for stage in ("losses", "models"))
    assert losses is not None
    assert models is not None
    tied = {row.name for row in losses.words["rows"] if row.tied}
    assert tied == {"mse", "multi_margin"}  # the leader too, which was not chosen
    assert not any(row.tied for row in models.words["rows"] if row.name == "lenet5")


@pytest.mark.usefixtures("without_pixels")
def test_stage_without_a_choice_is_left_out(tmp_path: Path) -> None:
    """A stage with one candidate has no section, for there was nothing to choose."""
    study = fake_study(tmp_path)
    found = gather(study)
    one = {stage: rows[:1] for stage, rows in found.stages.items()}
    alone = type(found)(**(vars(found) | {"stages": one}))
    assert stages.section(alone, "losses") is None
    assert stages.section(found, "losses") is not None


@pytest.mark.usefixtures("without_pixels")
def test_crossing_duplicates_are_a_warning(tmp_path: Path) -> None:
    """Duplicates in two parts of the split are named; without any, the report says so."""
    words = {
        crossing: data.section(gather(fake_study(tmp_path / str(crossing), crossing=crossing)))
        for crossing in (True, False)
    }
    crossed, clean = words[True], words[False]
    assert crossed is not None
    assert clean is not None
    assert "Careful: 2 groups" in str(crossed.words["duplicates"])
    assert str(clean.words["duplicates"]).startswith("No group")


@pytest.mark.usefixtures("without_pixels")
def test_study_that_was_stopped_is_reported_as_far_as_it_came(tmp_path: Path) -> None:
    """Without a test the report has no verdict and no test section, and says why."""
    study = fake_study(tmp_path, tested=False)
    study.save_choices(study.choices[:1])
    text = write_report(study).read_text()
    assert 'id="models"' in text
    assert 'id="test"' not in text
    assert 'class="verdict"' not in text
    assert "The test set is not opened yet." in text


def test_study_without_a_stage_says_what_to_do(tmp_path: Path) -> None:
    """A study that has not finished a stage is refused in one sentence."""
    study = fake_study(tmp_path, tested=False)
    study.save_choices([])
    with pytest.raises(DataError, match="no finished stage to report: run `pyojeong study` again"):
        write_report(study)


@pytest.mark.usefixtures("without_pixels")
def test_hostile_names_stay_words(tmp_path: Path) -> None:
    """A data set whose name is markup cannot put markup into the page."""
    study = fake_study(tmp_path, tested=False)
    evil = replace(STUDY, data=replace(STUDY.data, source="<script>alert(1)</script>"))
    (tmp_path / "study.json").write_text(evil.model_dump_json())
    text = write_report(study).read_text()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_one_training_is_repeated_by_its_own_command() -> None:
    """A study of one candidate a stage was `pyojeong train`; its command gives every setting."""
    one = replace(STUDY, name="train", models=("resnet18",), losses=("mse",), optimizers=("adam",))
    told = repeat.commands(replace(one, base=replace(STUDY.base, loss="mse")))
    assert "pyojeong train faces --model resnet18 --weights none" in told
    assert "--loss mse --optimizer adam --learning-rate 1e-05" in told
    assert "pyojeong prepare drawn:count=1200,seed=7 --detector yunet" in told
    assert "--missing skip --detector-weights yunet.onnx --out faces" in told
    pretrained = Weights(kind="file", path="gone.pth", sha256="cd" * 32)
    told = repeat.commands(replace(one, base=replace(STUDY.base, weights=pretrained)))
    assert "--model resnet18 --weights resnet18.safetensors" in told
    assert f"\n# resnet18.safetensors: SHA-256 {'cd' * 32}" in told


def test_study_is_repeated_by_its_command() -> None:
    """The command of a study, read as `pyojeong study` reads it, makes the same study again."""
    study = with_overrides(
        quick("photos/of mine"),
        epochs=3,
        seed=9,
        models=("lenet5", "resnet18", "alexnet"),
        weights=Weights(kind="imagenet"),
        model_weights={
            "lenet5": Weights(),
            "resnet18": Weights(kind="file", path="a.pth", sha256="ab" * 32),
            "alexnet": Weights(kind="run", path="b", sha256="ef" * 32),
        },
    )
    told = repeat.commands(study)
    words = shlex.split(told.splitlines()[0])
    assert words[:3] == ["pyojeong", "study", "quick"]
    options = list(zip(words[3::2], words[4::2], strict=True))
    given = dict(options)
    weights = [value for name, value in options if name == "--weights"]
    kinds = {"none": "none", "resnet18.safetensors": "file", "run:alexnet": "run"}
    assert weights.pop(0) == "imagenet"
    assert {net: kinds[value] for net, _equals, value in (w.partition("=") for w in weights)} == {
        net: own.weights.kind for net, own in study.own.items() if own.weights
    }
    again = with_overrides(
        quick(given["--data"]),
        epochs=int(given["--epochs"]),
        seed=int(given["--seed"]),
        models=tuple(given["--models"].split(",")),
        weights=Weights(kind="imagenet"),
        model_weights={net: own.weights for net, own in study.own.items() if own.weights},
    )
    assert again == study
    assert f"# resnet18.safetensors: SHA-256 {'ab' * 32}" in told
    assert f"# weights.safetensors in alexnet: SHA-256 {'ef' * 32}" in told
    assert "--detector-weights" not in told  # dlib's needs none


def test_nets_of_their_own_are_repeated() -> None:
    """A recipe whose nets differ in epochs and weights comes out of its own command unchanged."""
    file = Weights(kind="file", path="a.safetensors", sha256="ab" * 32)
    given = {"densenet169": file, "mobilenet_v2": file}
    study = with_overrides(six_rigorous_cpu("photos"), model_weights=given)
    words = shlex.split(repeat.commands(study).splitlines()[0])
    assert "--epochs" not in words
    place = words.index("--weights")
    assert words[place : place + 2] == ["--weights", "imagenet"]
    assert {"densenet169=densenet169.safetensors", "lenet5=none"} <= set(words)
    assert words[words.index("--controls")] == "--controls"


def test_command_names_the_detectors_weights() -> None:
    """A detector that has weights is given them, before the folder."""
    told = repeat.commands(STUDY)
    assert "--detector-weights yunet.onnx --out studies/fake" in told


def test_faults_of_2024_are_eight(record: StudyRecord) -> None:
    """All eight faults are listed, and crossing duplicates are not called mended."""
    faults = beside.faults(gather(record))
    assert [fault.state for fault in faults] == [
        "part", "yes", "yes", "yes", "yes", "part", "yes", "no",
    ]  # fmt: skip


def test_test_that_beats_validation_is_not_called_flattery(record: StudyRecord) -> None:
    """Where the test is better than the best epoch, the report says so."""
    found = gather(record).evaluation
    assert found is not None
    assert "flatters: here by" in str(optimism(found))
    lucky = replace(found, accuracy=replace(found.accuracy, value=0.99))
    assert "chance leaned the other way" in str(optimism(lucky))


def test_likeliest_mistake_is_named(record: StudyRecord) -> None:
    """The fake model takes disgust for anger, and the report says so; a perfect one mixes none."""
    found = gather(record).evaluation
    assert found is not None
    assert "labelled disgust, 13 were taken for anger" in str(most_mixed(found))
    perfect = replace(found, confusion=tuple((0,) * i + (9,) + (0,) * (5 - i) for i in range(6)))
    assert most_mixed(perfect) is None


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [(4.26, "4.3 s", "4.3초"), (83.4, "1 min 23 s", "1분 23초"), (7261, "2 h 1 min", "2시간 1분")],
)
def test_time_is_said_as_people_say_it(seconds: float, english: str, korean: str) -> None:
    """Lengths of time are said in seconds, minutes or hours, in both languages."""
    assert clock(seconds) == Phrase((english, korean))


def test_phrase_marks_its_languages_and_escapes() -> None:
    """A phrase shows each language in an element of its own, with markup made harmless."""
    shown = say("test").__html__()
    assert shown == '<span lang="en">test</span><span lang="ko">시험</span>'
    assert Phrase(("<b>", "<b>")).__html__() == "&lt;b&gt;"


@pytest.mark.usefixtures("without_pixels")
def test_all_trainings_together_are_those_of_the_costs(tmp_path: Path) -> None:
    """Trainings that no stage compared count too, as in the section of costs."""
    study = fake_study(tmp_path)
    (tmp_path / "runs" / "tried").mkdir()
    (tmp_path / "runs" / "tried" / "environment.json").write_text('{"seconds": 7200.0}')
    counted = cost(study)
    assert counted is not None
    told = {str(name): str(value) for name, value in repeat.section(gather(study)).words["facts"]}
    assert told["all trainings together"] == str(clock(counted.seconds))


def test_what_was_done_is_true_of_either_rule(tmp_path: Path) -> None:
    """The final model is what was chosen, not the best; a stage of pairs is told where it was."""
    found = gather(fake_study(tmp_path))
    said = str(done(found))
    assert "best" not in said
    assert "What was chosen at the end became the final model." in said
    assert "mixed up" not in said
    stages_too = {**found.stages, "pairs": found.stages["losses"][:2]}
    paired = type(found)(**(vars(found) | {"stages": stages_too}))
    assert "easily mixed up (2)" in str(done(paired))
