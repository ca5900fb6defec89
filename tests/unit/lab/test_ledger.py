import dataclasses
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from fakes.photos import LABELS, fake_folder
from pyojeong.core.card import ModelCard, Score
from pyojeong.core.crops import CropSpec
from pyojeong.core.errors import DataError, SettingsError
from pyojeong.core.files import write_text
from pyojeong.core.settings import digest, replace
from pyojeong.lab.evaluation import Evaluation, score
from pyojeong.lab.ledger import (
    Lock,
    Opening,
    entries,
    lock,
    open_test,
    require_closed,
    result_path,
    said_of,
)
from pyojeong.lab.prepare import prepare
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.recipe import Run, Training
from pyojeong.lab.record import Epoch, Predictions, RunRecord, StudyRecord
from pyojeong.lab.split import Split, make_split

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)

# What may be done to a ledger of two lines.
EDITS: dict[str, Callable[[list[str]], list[str]]] = {
    "first edited": lambda lines: [lines[0].replace("here", "there"), lines[1]],
    "last edited": lambda lines: [lines[0], lines[1].replace("label", "colour")],
    "reordered": lambda lines: [lines[1], lines[0]],
    "without its first": lambda lines: [lines[1]],
    "without its last": lambda lines: [lines[0]],
    "empty": lambda _: [],
    "one twice": lambda lines: [*lines, lines[1]],
    "no opening": lambda lines: [lines[0], "{}"],
    "half a line": lambda lines: [lines[0], lines[1][:-9]],
    "no text": lambda lines: [lines[0], "\x80"],
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Fifteen photos of three labels."""
    folder = tmp_path_factory.mktemp("data")
    crop = CropSpec(detector="none", missing="whole", size=16)
    return prepare(str(fake_folder(folder)), crop, folder / "faces", workers=1)


@pytest.fixture(scope="module")
def split(prepared: Prepared) -> Split:
    """Three of them test."""
    return make_split(prepared, (0.6, 0.2, 0.2), 7, grouped=True)


@pytest.fixture
def record(tmp_path: Path, prepared: Prepared, split: Split) -> StudyRecord:
    """A study whose test photos are locked."""
    record = StudyRecord(tmp_path)
    lock(record, prepared, split)
    return record


def final_run(record: StudyRecord, seed: int = 0) -> RunRecord:
    """Write a trained Run."""
    training = Training(model="lenet5", size=32, seed=seed)
    run = Run(training=training, data="0" * 16, split="1" * 16, labels=LABELS)
    made = record.run(digest(run))
    epoch = Epoch(
        epoch=1, learning_rate=1e-3, train_loss=1, train_accuracy=0.5, validation_loss=1,
        validation_accuracy=2 / 3,
    )  # fmt: skip
    card = ModelCard(
        model="lenet5", labels=LABELS, size=32, mean=(0.5, 0.5, 0.5), std=(0.2, 0.2, 0.2),
        crop=CropSpec(), data="photos", weights_sha256="ab" * 32, run=digest(run), version="1",
    )  # fmt: skip
    write_text(made.folder / "config.json", run.model_dump_json())
    write_text(made.folder / "metrics.jsonl", epoch.model_dump_json() + "\n")
    write_text(made.folder / "card.json", card.model_dump_json())
    told(["a", "b", "c"]).save(made.folder / "predictions-validation.parquet")
    return made


def told(keys: list[str]) -> Predictions:
    """Return predictions of which the first is wrong."""
    probabilities = np.eye(len(LABELS), dtype=np.float32)[[1, *range(1, len(keys))]]
    return Predictions(tuple(keys), LABELS, np.arange(len(keys)), probabilities)


def say(record: StudyRecord, opening: Opening, final: RunRecord) -> Evaluation:
    """Write what an opening said."""
    said = replace(score(final, told(["x", "y", "z"]), 0), opening=digest(opening))
    write_text(result_path(record, opening), said.model_dump_json())
    return said


@pytest.fixture
def door(record: StudyRecord, prepared: Prepared, split: Split) -> "Door":
    """The door to the test photos."""
    return Door(record, prepared, split)


class Door:
    """Opens the test photos of one study, an hour later each time."""

    def __init__(self, record: StudyRecord, prepared: Prepared, split: Split) -> None:
        self.record, self.prepared, self.split = record, prepared, split
        self.time = NOON

    def __call__(self, final: RunRecord, again: str | None = None) -> Opening:
        """Open them."""
        opening, photos = open_test(
            self.record, self.prepared, self.split, final,
            asked="pyojeong evaluate here", again=again, clock=self.clock,
        )  # fmt: skip
        assert photos.keys == self.split.test
        return opening

    def clock(self) -> datetime:
        """Return the time of another place."""
        self.time += timedelta(hours=1)
        return self.time.astimezone(timezone(timedelta(hours=9)))

    @property
    def lines(self) -> list[str]:
        """The ledger as it stands."""
        return (self.record.folder / "test" / "ledger.jsonl").read_text().splitlines()

    def write(self, lines: list[str]) -> None:
        """Put other lines in its place."""
        path = self.record.folder / "test" / "ledger.jsonl"
        path.write_bytes("".join(f"{line}\n" for line in lines).encode("latin-1"))


def twice(door: Door) -> tuple[Evaluation, Evaluation]:
    """Open the test photos for a Run, and with a reason for another."""
    first, other = final_run(door.record), final_run(door.record, seed=1)
    return (
        say(door.record, door(first), first),
        say(door.record, door(other, "a label was wrong"), other),
    )


def test_lock_is_of_keys_labels_and_bytes(prepared: Prepared, split: Split) -> None:
    """Another label, other bytes or another split give another lock; other photos do not."""
    own = Lock.of(prepared, split)
    assert own.count == len(split.test) == 3
    test = {row.key: index for index, row in enumerate(prepared.rows)}[split.test[0]]
    elsewhere = {row.key: index for index, row in enumerate(prepared.rows)}[split.training[0]]

    def changed(index: int, label: str = "calm", source_sha256: str = "other") -> Lock:
        rows = list(prepared.rows)
        rows[index] = dataclasses.replace(rows[index], label=label, source_sha256=source_sha256)
        return Lock.of(Prepared(prepared.folder, prepared.manifest, tuple(rows)), split)

    row = prepared.rows[test]
    assert changed(elsewhere) == own
    assert changed(test, row.label, row.source_sha256) == own
    assert changed(test, "calm", row.source_sha256).photos != own.photos
    assert changed(test, row.label).photos != own.photos
    moved = replace(split, training=split.training[1:], validation=(*split.validation, "x"))
    assert Lock.of(prepared, moved).photos == own.photos
    assert Lock.of(prepared, moved) != own


def test_locking_again_changes_nothing(
    record: StudyRecord, prepared: Prepared, split: Split
) -> None:
    """The lock is written once; other photos are refused and the lock stays as it is."""
    path = record.folder / "test" / "lock.json"
    before = path.read_bytes()
    assert lock(record, prepared, split).split == split.digest
    rows = tuple(row for row in prepared.rows if row.key != split.test[0])
    fewer = Prepared(prepared.folder, prepared.manifest, rows)
    with pytest.raises(DataError, match=r"not those that .*lock\.json locked"):
        lock(record, fewer, split)
    assert path.read_bytes() == before


def test_opening_is_written_before_any_photo_is_read(
    door: Door, prepared: Prepared, tmp_path: Path
) -> None:
    """Where the photos cannot be read, the ledger already says that they were asked for."""
    door.prepared = Prepared(tmp_path / "gone", prepared.manifest, prepared.rows)
    final = final_run(door.record)
    with pytest.raises(DataError):
        door(final)
    assert len(door.lines) == 1


def test_line_says_who_asked_when_and_for_what(door: Door) -> None:
    """The time is UTC, whatever the clock's place."""
    final = final_run(door.record)
    opening = door(final)
    line = json.loads(door.lines[0])
    assert line["when"] == "2026-03-14T13:00:00Z"
    assert (line["number"], line["run"], line["why"]) == (1, final.folder.name, "")
    assert line["asked"] == "pyojeong evaluate here"
    assert line["lock"] == digest(Lock.load(door.record))
    assert Opening.model_validate(line) == opening


def test_second_opening_needs_a_reason(door: Door) -> None:
    """It is refused with when the first was and what it said; an empty reason is none."""
    final = final_run(door.record)
    said = say(door.record, door(final), final)
    with pytest.raises(
        DataError, match=r"2026-03-14 13:00 UTC.*66\.7% of 3.*report\.html.*--again"
    ):
        door(final)
    with pytest.raises(DataError, match=r"opened on 2026-03-14 13:00 UTC"):
        require_closed(door.record)
    for empty in ("", "  "):
        with pytest.raises(SettingsError, match="needs a reason"):
            door(final, empty)
    assert len(door.lines) == 1
    assert said_of(door.record, final) == entries(door.record)[0]
    assert entries(door.record)[0].evaluation == said
    opening = door(final, "  the card was lost ")
    assert (opening.number, opening.why) == (2, "the card was lost")
    assert opening.before == digest(entries(door.record)[0].opening)


def test_another_final_run_needs_a_reason_too(door: Door) -> None:
    """Another model of the same study is a further opening, and its result stands beside."""
    first, other = final_run(door.record), final_run(door.record, seed=1)
    said = say(door.record, door(first), first)
    with pytest.raises(DataError, match="--again"):
        door(other)
    again = say(door.record, door(other, "the first was too slow"), other)
    assert [entry.evaluation for entry in entries(door.record)] == [said, again]
    assert [said_of(door.record, run) for run in (first, other)] == entries(door.record)
    names = sorted(path.name for path in (door.record.folder / "test").glob("evaluation*"))
    assert names == ["evaluation-2.json", "evaluation.json"]


def test_opening_that_was_cut_off_is_gone_on_with(door: Door) -> None:
    """The same Run goes on under the same line; another Run needs a reason."""
    first, other = final_run(door.record), final_run(door.record, seed=1)
    opening = door(first)
    require_closed(door.record)
    assert door(first) == opening
    with pytest.raises(DataError, match="said nothing yet"):
        door(other)
    assert len(door.lines) == 1
    say(door.record, door(other, "the first fell ill"), other)
    assert [entry.evaluation is None for entry in entries(door.record)] == [True, False]
    assert (door.record.folder / "test" / "evaluation.json").is_file()  # the first to say anything


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_changed_ledger_is_recognised(door: Door, edit: Callable[[list[str]], list[str]]) -> None:
    """Edited, reordered or shortened: nothing is opened, and nothing that was said is lost."""
    twice(door)
    door.write(edit(door.lines))
    before = {path: path.read_bytes() for path in (door.record.folder / "test").iterdir()}
    final = final_run(door.record, seed=2)
    for again in (None, "why not"):
        with pytest.raises(DataError, match=r"ledger\.jsonl .*bring the original back"):
            door(final, again)
    assert {p: p.read_bytes() for p in (door.record.folder / "test").iterdir()} == before


def test_ledger_that_is_gone_is_recognised(door: Door) -> None:
    """By the evaluation that was made under it; or, where that is gone too, by the card."""
    said, _ = twice(door)
    (door.record.folder / "test" / "ledger.jsonl").unlink()
    final = final_run(door.record)
    with pytest.raises(DataError, match="was tested under"):
        door(final, "why not")
    for path in (door.record.folder / "test").glob("evaluation*"):
        path.unlink()
    card = replace(final.card, results=(replace(said.accuracy, data="photos test"),))
    write_text(final.folder / "card.json", card.model_dump_json())
    with pytest.raises(DataError, match=r"ledger\.jsonl is gone"):
        door(final, "why not")


def test_result_on_other_photos_is_no_opening(door: Door) -> None:
    """A card may tell of another data set before the test photos were opened."""
    final = final_run(door.record)
    other = Score(metric="accuracy", data="other photos", n=3, value=0.5, low=0.1, high=0.9)
    card = replace(final.card, results=(other,))
    write_text(final.folder / "card.json", card.model_dump_json())
    assert door(final).number == 1


def test_edited_lock_is_recognised(door: Door) -> None:
    """The ledger holds the hash of the lock that it was opened under."""
    twice(door)
    path = Lock.path(door.record)
    path.write_text(replace(Lock.load(door.record), count=4).model_dump_json())
    with pytest.raises(DataError, match="line 1 does not follow"):
        entries(door.record)
    with pytest.raises(DataError, match="not those"):
        door(final_run(door.record), "why not")


def test_study_of_an_older_version_says_what_to_do(door: Door) -> None:
    """Without a lock the study is to be run again; a result without a ledger needs a new study."""
    final = final_run(door.record)
    Lock.path(door.record).unlink()
    with pytest.raises(DataError, match="run the same study again, it locks them"):
        door(final)
    lock(door.record, door.prepared, door.split)
    said = score(final, told(["x", "y", "z"]), 0)
    write_text(door.record.folder / "test" / "evaluation.json", said.model_dump_json())
    with pytest.raises(DataError, match=r"version without a ledger.*begin a new study"):
        require_closed(door.record)


def test_damaged_lock_is_one_sentence(door: Door) -> None:
    """It names the file."""
    Lock.path(door.record).write_text("{")
    with pytest.raises(DataError, match=r"lock\.json is damaged"):
        door(final_run(door.record))
