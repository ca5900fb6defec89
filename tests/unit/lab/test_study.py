"""lab.study: which Trainings a study compares, and what it carries from stage to stage."""

from pathlib import Path

import pytest
from typing_extensions import override

from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError, SettingsError, UnknownNameError
from pyojeong.core.settings import replace
from pyojeong.lab.asked import require_known, with_overrides
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.recipe import Data, Own, Study, Training, Weights
from pyojeong.lab.record import Choice, StudyRecord, Work
from pyojeong.lab.split import Split
from pyojeong.lab.study import conduct
from pyojeong.lab.watcher import Watcher

STUDY = Study(
    name="tiny",
    title="Tiny",
    data=Data(
        source="drawn:count=60,seed=1,size=64",
        crop=CropSpec(detector="none", missing="whole", size=32),
    ),
    base=Training(
        model="lenet5",
        learning_rate=1e-3,
        schedule="cosine",
        augment="none",
        size=32,
        epochs=1,
        batch=32,
    ),
    models=("lenet5",),
    losses=("cross_entropy", "multi_margin"),
    optimizers=("adam", "sgd"),
)


class Notes(Watcher):
    """Writes down what a study tells."""

    def __init__(self) -> None:
        self.lines: list[tuple[Work, str]] = []
        self.choices: list[Choice] = []

    @override
    def scored(self, stage: Work, name: str, accuracy: float, photos: int) -> None:
        """Note a candidate that is trained."""
        assert 0 <= accuracy <= 1
        assert photos > 0
        self.lines.append((stage, name))

    @override
    def chosen(self, choice: Choice) -> None:
        """Note a choice."""
        self.choices.append(choice)


def times(folder: Path) -> dict[str, int]:
    """Return when each run was finished, in nanoseconds."""
    finished = (folder / "runs").glob("*/environment.json")
    return {path.parent.name: path.stat().st_mtime_ns for path in finished}


def test_stages_and_what_they_carry(tmp_path: Path) -> None:
    """Each stage varies one field of the best so far; what was trained is not trained again."""
    notes = Notes()
    record = conduct(STUDY, tmp_path / "study", watcher=notes)
    assert [(stage, name) for stage, name in notes.lines] == [
        ("models", "lenet5"),
        ("losses", "cross_entropy"),
        ("losses", "multi_margin"),
        ("optimizers", "adam"),
        ("optimizers", "sgd"),
        ("final", "lenet5"),
    ]
    assert len(list((tmp_path / "study" / "runs").iterdir())) == 3
    loss, optimizer = notes.choices[1].chosen, notes.choices[2].chosen
    assert record.choices == notes.choices
    final = record.final
    assert final is not None
    assert final.run.training == replace(STUDY.base, loss=loss, optimizer=optimizer)
    for choice in notes.choices:
        accuracies = {
            name: record.run(entrant.first).best.validation_accuracy
            for name, entrant in choice.candidates.items()
        }
        assert accuracies[choice.chosen] == max(accuracies.values())

    again, before = Notes(), times(tmp_path / "study")
    conduct(STUDY, tmp_path / "study", watcher=again)
    assert times(tmp_path / "study") == before
    assert again.choices == notes.choices


def test_equal_candidates_keep_the_order_of_the_recipe(tmp_path: Path) -> None:
    """Of candidates with equal accuracy the first named is chosen."""
    study = replace(STUDY, losses=("cross_entropy",), optimizers=("sgd", "adagrad", "sgd"))
    slow = replace(study, base=replace(study.base, learning_rate=1e-9))
    record = conduct(slow, tmp_path / "study", watcher=Watcher())
    choice = record.choices[2]
    runs = [record.run(entrant.first) for entrant in choice.candidates.values()]
    accuracies = [run.best.validation_accuracy for run in runs]
    assert accuracies[0] == accuracies[1]
    assert choice.chosen == "sgd"


def test_a_folder_holds_one_study(tmp_path: Path) -> None:
    """Another study in the same folder is refused before anything is done."""
    StudyRecord(tmp_path).folder.joinpath("study.json").write_text(STUDY.model_dump_json())
    with pytest.raises(DataError, match="holds another study"):
        conduct(replace(STUDY, title="Other"), tmp_path, watcher=Watcher())
    assert [path.name for path in tmp_path.iterdir()] == ["study.json"]


@pytest.mark.parametrize(
    ("study", "near"),
    [
        (replace(STUDY, models=("lenet",)), "lenet5"),
        (replace(STUDY, losses=("cros_entropy",)), "cross_entropy"),
        (replace(STUDY, optimizers=("adm",)), "adam"),
        (replace(STUDY, base=replace(STUDY.base, schedule="cosin")), "cosine"),
        (replace(STUDY, base=replace(STUDY.base, augment="study")), "study_2024"),
        (replace(STUDY, data=replace(STUDY.data, crop=CropSpec(detector="yunett"))), "yunet"),
    ],
)
def test_unknown_names_are_found_at_once(study: Study, near: str) -> None:
    """A misspelt part is found before hours of work, with the nearest name."""
    with pytest.raises(UnknownNameError, match=f"did you mean '{near}'"):
        require_known(study)


def test_overrides() -> None:
    """What the user asks for takes the recipe's place; weights for all replace a model's own."""
    study = replace(STUDY, own={"lenet5": Own(weights=Weights(kind="none"))})
    file = Weights(kind="file", path="x.safetensors", sha256="0" * 64)
    assert with_overrides(study) == study
    short = with_overrides(study, epochs=3, seed=5, models=("vgg16",))
    assert (short.base.epochs, short.base.seed, short.models) == (3, 5, ("vgg16",))
    everywhere = with_overrides(study, weights=file)
    assert (everywhere.base.weights, everywhere.own) == (file, {})
    one = with_overrides(study, model_weights={"lenet5": file})
    assert one.own == {"lenet5": Own(weights=file)}
    assert one.base.weights == study.base.weights


def test_weights_for_no_net_are_refused() -> None:
    """Weights for a net that is not trained would have no effect, so they are refused."""
    with pytest.raises(SettingsError, match="Weights are given for 'lenet', but the nets are"):
        with_overrides(STUDY, model_weights={"lenet": Weights(kind="none")})


def test_a_study_may_move(tmp_path: Path) -> None:
    """Where the photos lie is no part of the question: the same study goes on from elsewhere."""
    record = conduct(STUDY, tmp_path / "study", watcher=Watcher())
    prepared = Prepared.open(tmp_path / "study" / "faces")
    moved = replace(STUDY, data=replace(STUDY.data, source="elsewhere/"))
    before = times(tmp_path / "study")
    again = conduct(moved, tmp_path / "study", watcher=Watcher(), prepared=prepared)
    assert times(tmp_path / "study") == before
    assert again.choices == record.choices


def test_a_split_of_other_photos_is_refused(tmp_path: Path) -> None:
    """A written split that does not fit the prepared photos stops the study in a sentence."""
    Split(training=("a",), validation=("b",), test=("c",)).save(tmp_path / "split.json")
    with pytest.raises(DataError, match="splits other photos"):
        conduct(STUDY, tmp_path, watcher=Watcher())
