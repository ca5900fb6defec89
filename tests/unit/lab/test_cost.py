from pathlib import Path

import numpy as np
import pytest

from fakes.cost import LEARNED, fake_weights
from fakes.study import fake_study, undrawn
from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import replace
from pyojeong.lab import cost_plots, sections
from pyojeong.lab.cost import cost, parameters, standings
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.sections import gather
from pyojeong.lab.sections.cost import amount, cheaper, section

SECONDS = 83.4  # of every fake training


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> StudyRecord:
    """A finished study, with weights."""
    record = fake_study(tmp_path_factory.mktemp("study"))
    fake_weights(record)
    return record


def test_every_training_is_counted_once(record: StudyRecord) -> None:
    """A training that two stages compare counts in the first; the sum is that of the folder."""
    counted = cost(record)
    assert counted is not None
    folders = list((record.folder / "runs").iterdir())
    assert counted.trainings == len(folders)
    assert counted.seconds == pytest.approx(SECONDS * len(folders))
    # Three losses on the best net: with cross entropy it was among the nets already.
    assert {one.stage: one.trainings for one in counted.spent} == {
        "models": 4, "losses": 2, "optimizers": 2, "final": 1,
    }  # fmt: skip


def test_trainings_that_no_stage_compared_are_counted_too(tmp_path: Path) -> None:
    """Learning rates that were tried cost time as well."""
    record = fake_study(tmp_path)
    write_text(tmp_path / "runs" / "tried" / "environment.json", '{"seconds": 10.0}')
    counted = cost(record)
    assert counted is not None
    assert (counted.spent[-1].stage, counted.spent[-1].seconds) == (None, 10.0)
    assert counted.seconds == pytest.approx(SECONDS * 9 + 10)


def test_final_model_is_weighed(record: StudyRecord) -> None:
    """Learned numbers are counted in its file, without what batch norm counts."""
    counted, final = cost(record), record.final
    assert counted is not None
    assert final is not None
    weights = final.folder / "weights.safetensors"
    assert (counted.parameters, counted.bytes) == (LEARNED, weights.stat().st_size)
    assert counted.operations == {one.name: one.operations for one in standings(record)}["resnet18"]
    assert (counted.device, counted.threads) == ("cpu", None)


def test_damaged_weights_are_one_sentence(tmp_path: Path) -> None:
    """They are named, with what to do."""
    final = fake_study(tmp_path).final
    assert final is not None
    write_text(final.folder / "weights.safetensors", "no weights")
    with pytest.raises(DataError, match="damaged: bring the original back"):
        parameters(final)


def test_study_without_a_final_model_has_no_costs_yet(tmp_path: Path) -> None:
    """The section is left out."""
    record = fake_study(tmp_path, tested=False)
    record.save_choices(record.choices[:2])
    assert cost(record) is None
    assert section(gather(record)) is None


def test_section_says_what_was_counted(
    record: StudyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time, work, numbers and size stand there, and nothing of electricity."""
    monkeypatch.setattr(sections, "finish", undrawn)
    made = section(gather(record))
    assert made is not None
    assert "9. Together they took 12 min 31 s (cpu)" in str(made.words["words"])
    assert [str(value) for _, value, _ in made.words["tiles"]] == [
        "40.0 million", "3.08 thousand", "0.0 MB", "1 min 23 s",
    ]  # fmt: skip
    assert "not measured" in str(made.words["unmeasured"])


def test_large_numbers_are_said_by_each_language() -> None:
    """English counts in thousands, Korean in ten thousands."""
    said = {value: amount(value).texts for value in (960, 61_706, 1_814_073_344, 11_513_626_624)}
    assert said == {
        960: ("960", "960"),
        61_706: ("61.7 thousand", "6.17만"),
        1_814_073_344: ("1.81 billion", "18.1억"),
        11_513_626_624: ("11.5 billion", "115억"),
    }


def test_less_work_that_would_have_done_is_named(record: StudyRecord) -> None:
    """Among nets that cannot be told apart the cheapest is named, or the chosen one is it."""
    best, second, *rest = standings(record)
    best = replace(best, operations=100)
    light = replace(second, tied=True, operations=20)
    heavy = replace(second, tied=True, operations=300)
    lost = [replace(one, tied=False, operations=1) for one in rest]
    assert f"{second.name} takes 20 % of the work" in str(cheaper((best, light, *lost), best.name))
    assert "takes the least work" in str(cheaper((best, heavy, *lost), best.name))
    assert cheaper((best,), best.name) is None
    assert cheaper((best, light), "another net") is None


def test_figure_names_every_net(record: StudyRecord) -> None:
    """Each net is a dot at its work and its accuracy, with its name."""
    nets = standings(record)
    axes = cost_plots.worth(nets, "resnet18", 1 / 6, "en").axes[0]
    assert {text.get_text() for text in axes.texts} == {net.name for net in nets}
    dots = {
        tuple(float(value[0]) for value in map(np.asarray, line.get_data()))
        for line in axes.lines
        if line.get_marker() == "o"
    }
    assert dots == {(net.operations, net.accuracy) for net in nets}
