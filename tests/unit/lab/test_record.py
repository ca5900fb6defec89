"""lab.record: a study's folder whose files are damaged, or of another version."""

from pathlib import Path

import pytest

from fakes.study import fake_study
from pyojeong.core.errors import DataError
from pyojeong.lab.record import StudyRecord
from pyojeong.lab.sections import gather


@pytest.fixture
def record(tmp_path: Path) -> StudyRecord:
    """A finished study."""
    return fake_study(tmp_path)


def damage(record: StudyRecord, name: str) -> Path:
    """Cut a file of the study, or of its final run, in half; return its path."""
    final = record.final
    assert final is not None
    path = final.folder / name.removeprefix("run/") if name.startswith("run/") else (
        record.folder / name
    )  # fmt: skip
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


@pytest.mark.parametrize(
    ("name", "whole_folder"),
    [
        ("study.json", False),
        ("stages.json", False),
        ("shown/data.json", True),
        ("test/evaluation.json", False),
        ("run/metrics.jsonl", True),
        ("run/environment.json", True),
        ("run/predictions-validation.parquet", True),
    ],
)
def test_half_a_file(record: StudyRecord, name: str, whole_folder: bool) -> None:
    """Half a file is one sentence that names it and what to delete, whichever file it is."""
    path = damage(record, name)
    with pytest.raises(DataError) as caught:
        gather(record)
    told = str(caught.value)
    assert told.startswith(f"{path} is damaged or was written by another version: ")
    assert f"delete {path.parent if whole_folder else path} and run" in told


@pytest.mark.parametrize(("name", "value"), [("config.json", "run"), ("card.json", "card")])
def test_half_a_run(record: StudyRecord, name: str, value: str) -> None:
    """A run whose settings or card cannot be read says so."""
    damage(record, f"run/{name}")
    with pytest.raises(DataError, match=rf"{name} is damaged or was written by another version"):
        getattr(record.final, value)


def test_another_version(record: StudyRecord) -> None:
    """A study of another version, with a setting that this one does not know, is refused."""
    path = record.folder / "study.json"
    path.write_text(path.read_text().replace('"title"', '"heading"'))
    with pytest.raises(DataError, match=r"study\.json .* use the version of Pyojeong that wrote"):
        _ = StudyRecord.open(record.folder).study


def test_lost_file(record: StudyRecord) -> None:
    """A file of a finished run that is gone is said to be gone."""
    final = record.final
    assert final is not None
    (final.folder / "environment.json").unlink()
    with pytest.raises(DataError, match=r"environment\.json is not there"):
        gather(record)
