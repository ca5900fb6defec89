"""What the report says of whether a net looks at the face."""

from pathlib import Path

import pytest

from fakes.controls import fake_controls, judged
from fakes.study import fake_study, undrawn
from pyojeong.core.settings import replace
from pyojeong.lab import sections
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.sections import Section, gather
from pyojeong.lab.sections.look import section, verdict, whole
from pyojeong.lab.survival import Controls


@pytest.fixture(autouse=True)
def _without_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "finish", undrawn)


@pytest.fixture
def record(tmp_path: Path) -> StudyRecord:
    """A finished study without controls."""
    return fake_study(tmp_path / "study")


def found(record: StudyRecord, controls: Controls | None = None) -> Section:
    """Return the section of a study with controls."""
    fake_controls(record, controls)
    made = section(gather(record))
    assert made is not None
    return made


def test_without_controls(record: StudyRecord) -> None:
    """A study without controls has no such section."""
    assert section(gather(record)) is None


def test_most_survives(record: StudyRecord) -> None:
    """What survives is said in points above guessing, as a share, and with its interval."""
    controls = judged(0.68, 0.65, 0.51)
    made = found(record, controls)
    assert controls.survives is not None
    kept = 100 * (controls.erased.accuracy - 1 / 6)
    told = str(made.words["verdict"])
    assert f"{kept:.1f} of its" in told
    assert f"that is {100 * controls.survives.share:.0f} %" in told
    assert "Most of what such a model comes to" in told
    assert str(made.answer).startswith("It need not")


@pytest.mark.parametrize(("erased", "word"), [(0.5, "Most"), (0.32, "A part"), (0.23, "Little")])
def test_how_much(erased: float, word: str) -> None:
    """The words follow the share that survives."""
    assert f"{word} of what such a model" in str(verdict(judged(0.68, 0.65, erased)))


def test_nothing_survives(record: StudyRecord) -> None:
    """A net that only guesses without the face looks at the face."""
    made = found(record, judged(0.68, 0.65, 0.16))
    assert str(made.words["verdict"]).startswith("Nothing that could be measured")
    assert str(made.answer).startswith("Yes")


def test_nothing_to_survive(record: StudyRecord) -> None:
    """A net that guesses on the face too is said to."""
    made = found(record, judged(0.17, 0.17, 0.17))
    assert "too near to say" in str(made.words["verdict"])
    assert str(made.answer).startswith("Not to be said")


@pytest.mark.parametrize(
    ("face", "scene", "words"),
    [
        (0.9, 0.5, "The face alone is told better"),
        (0.5, 0.9, "The whole photo is told better"),
        (0.6, 0.6, "cannot be told apart"),
    ],
)
def test_scene(face: float, scene: float, words: str) -> None:
    """Face and whole photo are told apart only where the tests do."""
    assert words in str(whole(judged(face, scene, 0.3)))


def test_leak(record: StudyRecord) -> None:
    """Shuffled labels that are told above guessing put all figures in doubt."""
    controls = judged(0.68, 0.65, 0.51)
    assert "no better than guessing" in str(found(record, controls).words["check"])
    leaking = replace(controls, shuffled=replace(controls.shuffled, accuracy=0.4, p=1e-9))
    assert "no figure here can be believed" in str(found(record, leaking).words["check"])


def test_pictures(record: StudyRecord) -> None:
    """Three photos are shown as each view; without pictures the section stands all the same."""
    assert [len(row) for _, row in found(record).words["pictures"]] == [3, 3, 3]
    for path in (record.folder / "shown").glob("*-?.jpg"):
        path.unlink()
    bare = section(gather(record))
    assert bare is not None
    assert bare.words["pictures"] == []


def test_tables(record: StudyRecord) -> None:
    """The tables have a row for each control and each label."""
    tables = found(record).tables
    names = ["face", "scene", "erased", "frame", "shuffled"]
    assert [row["what"] for row in tables["controls"]] == names
    assert len(tables["controls-labels"]) == 6
