from pathlib import Path

import numpy as np
import pytest

from fakes.controls import judged
from fakes.cost import LEARNED, fake_weights
from fakes.doubt import fake_doubt
from fakes.groups import fake_elsewhere, fake_groups
from fakes.study import fake_study
from pyojeong.core.card import ModelCard
from pyojeong.core.errors import DataError
from pyojeong.core.files import write_text
from pyojeong.core.settings import replace
from pyojeong.lab import doubt
from pyojeong.lab.audit.findings import Audit
from pyojeong.lab.audit.groups import Groups
from pyojeong.lab.audit.missed import faces
from pyojeong.lab.cards import markdown, plain, write_cards
from pyojeong.lab.data_facts import DataFacts, data_facts
from pyojeong.lab.evaluate import with_results
from pyojeong.lab.evaluation import Evaluation
from pyojeong.lab.model_facts import ModelFacts, model_facts
from pyojeong.lab.prepare_report import Line, Report
from pyojeong.lab.record import RunRecord, StudyRecord, read_settings
from pyojeong.lab.survival import Controls

NAMES = ["model-card.md", "model-card.json", "data-card.md", "data-card.json"]


def final_of(record: StudyRecord) -> RunRecord:
    """Return the final Run."""
    final = record.final
    assert final is not None
    return final


def write_card(record: StudyRecord) -> ModelCard:
    """Write into the final model's card what the test said, as `evaluate` does."""
    final = final_of(record)
    said = read_settings(Evaluation, record.folder / "test" / "evaluation.json")
    card = doubt.add_to_card(with_results(final.card, said), fake_doubt(record))
    write_text(final.folder / "card.json", card.model_dump_json())
    return card


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> StudyRecord:
    """A study that was tested, with all that cards may tell."""
    record = fake_study(tmp_path_factory.mktemp("study"), crossing=True)
    fake_weights(record)
    write_card(record)
    fake_groups(record)
    for one in fake_elsewhere(record):
        mine = replace(one, source="/home/mina/photos")
        write_text(record.folder / "elsewhere" / f"{one.name}.json", mine.model_dump_json())
    write_text(Controls.path(record), judged(0.68, 0.65, 0.51).model_dump_json())
    write_text(record.folder / "audit" / "audit.json", audited().model_dump_json())
    return record


def audited() -> Audit:
    """Return an audit that found a little."""
    lines = tuple(Line(x, 80, 0, missed, 0) for x, missed in (("anger", 3), ("pain", 40)))
    report = Report(lines, "dlib-hog", missing="skip", errors=(), ignored=0)
    return Audit(
        source="photos", version="0.1.0", data="0" * 16, photos=1200, labels={"anger": 83},
        embedding="hog", unreadable=(), exact_duplicate_groups=(("a", "b"), ("c", "d")),
        pixel_equal_groups=(), near_duplicate_groups=(("a", "b"), ("c", "d"), ("e", "f", "g")),
        embedding_duplicate_groups=(), two_label_pictures=({"a": "anger", "b": "pain"},), copies={},
        faces_missed_by_label={}, formats={}, grey={"anger": 4, "pain": 5}, sizes=None, outliers=(),
        detectors={"dlib-hog": faces(report, np.random.default_rng(0))},
        label_errors=None, background=None, honoured={"drop": 2}, suggestions=(),
        groups=Groups(named=0, photos=0, largest=0, labels={}, of_label={}, whole=()),
    )  # fmt: skip


def test_cards_are_functions_of_the_folder(record: StudyRecord) -> None:
    """Written twice, every byte is the same; the Markdown says what the JSON says."""
    paths = write_cards(record)
    assert [path.name for path in paths] == NAMES
    first = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in write_cards(record)] == first
    model = read_settings(ModelFacts, paths[1])
    data = read_settings(DataFacts, paths[3])
    assert markdown("model-card", model) == paths[0].read_text()
    assert markdown("data-card", data) == paths[2].read_text()
    assert (model, data) == (model_facts(record, final_of(record)), data_facts(record))


def test_model_card_says_what_was_measured(record: StudyRecord) -> None:
    """Every result stands there with n and interval, also by label, group and other data set."""
    text = write_cards(record)[0].read_text()
    card = final_of(record).card
    assert len(card.results) > 6
    for one in card.results:
        value, low, high = (f"{x:.3f}" for x in (one.value, one.low, one.high))
        assert f"| {one.data} | {value} | {low} to {high} | {one.n} |" in text
    for label in card.labels:
        assert text.count(f"| {label} |") == 2  # F1, and coverage of sets
    assert "opened once" in text
    assert f"temperature of {card.temperature:.3f}" in text
    assert "age: 60+" in text
    assert "too few to say anything" in text
    assert "| cafe-children |" in text
    assert f"| learned numbers | {LEARNED:,} |" in text
    assert card.weights_sha256 in text
    assert "pyojeong study fake" in text
    assert "With the face erased" in text


@pytest.mark.parametrize("use", ["diagnosis", "surveillance", "hiring", "policing", "children"])
def test_model_card_says_what_it_is_not_for(record: StudyRecord, use: str) -> None:
    """What nobody should do with such a model is said by name."""
    text = write_cards(record)[0].read_text()
    assert use in text[text.index("## Not meant for") : text.index("## How good it is")]


def test_cards_name_no_place_of_the_machine(record: StudyRecord) -> None:
    """Where the study lies, and where other data sets lay, is in no card."""
    for path in write_cards(record):
        assert str(record.folder) not in path.read_text()
        assert "/home/mina" not in path.read_text()


def test_data_card_says_what_was_found(record: StudyRecord) -> None:
    """Counts by label and part, faces missed by detector, faults, decisions."""
    text = write_cards(record)[2].read_text()
    assert "| pain | 168 | 102 | 33 | 33 | 91 | 77 |" in text
    assert r"| dlib-hog | pain | 120 | 40 | 33.3 % |" in text
    assert (
        "dlib-hog misses faces equally often in all labels cannot be believed (p < 0.001)" in text
    )
    assert "| groups of the same bytes | 2 |" in text
    assert "| groups of one picture, by perceptual hash | 3 |" in text
    assert "| pictures under two labels | 1 |" in text
    assert "| labels that are probably wrong | too few photos to tell |" in text
    assert "| photos without colour | 9 |" in text
    assert "honoured: drop 2." in text
    assert "stand in more than one part: 2." in text
    assert "Recorded: age, sex, tone." in text


def test_unknown_is_said_as_unknown(tmp_path: Path) -> None:
    """Without audit, groups, controls and test the cards say that nobody knows."""
    record = fake_study(tmp_path, tested=False)
    model, _, data, _ = (path.read_text() for path in write_cards(record))
    assert "the test photos were not opened" in model
    assert "nothing is known of how good it is" in model
    assert "Not calibrated" in model
    assert "Whether it looks at the face or at the scene was not tested" in model
    assert "whom it fails is not known" in model
    assert "The photos were not audited." in data
    unknown = data[data.index("## Not known") :]
    assert "Age, skin tone, sex" in unknown
    assert "were not audited" in unknown


def test_photos_of_people_leave_more_unknown_than_drawn_ones(tmp_path: Path) -> None:
    """Of photos nobody knows who agreed; drawn faces show nobody."""
    record = fake_study(tmp_path, tested=False)
    drawn = data_facts(record)
    study = record.study
    photos = replace(study, data=replace(study.data, source="photos/"))
    write_text(tmp_path / "study.json", photos.model_dump_json())
    taken = data_facts(record)
    assert drawn is not None
    assert taken is not None
    assert "agreed" not in " ".join(drawn.unknown)
    assert "agreed" in " ".join(taken.unknown)


def test_cards_of_what_is_there(tmp_path: Path) -> None:
    """Before there is a final model there is the data card alone, and before photos none."""
    record = fake_study(tmp_path, tested=False)
    record.save_choices(record.choices[:2])
    assert [path.name for path in write_cards(record)] == NAMES[2:]
    (tmp_path / "shown" / "data.json").unlink()
    assert write_cards(record) == []


def test_test_of_another_model_is_not_told(tmp_path: Path) -> None:
    """What the test said of an earlier final model is no result of this one."""
    record = fake_study(tmp_path)
    choices = record.choices
    other = choices[-2].candidates["adam"]
    record.save_choices([*choices[:-1], replace(choices[-1], candidates={"resnet18": other})])
    assert model_facts(record, final_of(record)).labels == ()


def test_words_are_no_markup() -> None:
    """Labels of any folder stay words: no table is broken, nothing becomes HTML."""
    assert plain("a|b <i>\nc_d* [x](y) #1") == r"a\|b \<i\> c\_d\* \[x\](y) \#1"


def test_damaged_part_is_one_sentence(tmp_path: Path) -> None:
    """It names the file."""
    record = fake_study(tmp_path)
    write_text(tmp_path / "groups.json", "{")
    with pytest.raises(DataError, match=r"groups\.json is damaged"):
        write_cards(record)
