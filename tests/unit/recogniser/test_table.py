"""Tables: the same rows as CSV, JSON, Parquet and DataFrame."""

import csv
import errno
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typing_extensions import Buffer, override

from fakes.live import LABELS, seen
from fakes.recogniser import CALIBRATION
from pyojeong.core.errors import MissingExtraError, SettingsError, StorageError
from pyojeong.core.files import write_text
from pyojeong.recogniser.result import Faces
from pyojeong.recogniser.table import table_file

BOX = (1.5, 2.0, 30.0, 40.25)
PARTS = [
    seen([(BOX, (0.5, 0.375, 0.125))], None, name="a,b.jpg", calibration=CALIBRATION).faces,
    seen([], None, name="none.jpg", calibration=CALIBRATION).faces,
    seen([(BOX, (0, 0.25, 0.75)), (BOX, (0, 1, 0))], 3, calibration=CALIBRATION).faces,
]
FACES = Faces.joined(PARTS)


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_a_row_a_face() -> None:
    """A header line, empty cells where there is nothing, and numbers that can be read."""
    first, none, film, _last = rows_of(FACES.to_csv())
    assert first == {
        "picture": "a,b.jpg", "happened": "face", "frame": "", "time_s": "", "track": "",
        "left": "1.5", "top": "2.0", "right": "30.0", "bottom": "40.2", "score": "0.9000",
        "label": "happy", "sure": "true", "doubt": "0.500000", "prediction_set": "happy|neutral",
        "p_happy": "0.500000", "p_neutral": "0.375000", "p_sad": "0.125000", "problem": "",
    }  # fmt: skip
    assert none["problem"] == "No face was found."
    assert not any(none[name] for name in none if name not in ("picture", "happened", "problem"))
    assert (film["frame"], film["time_s"], film["label"]) == ("3", "0.300", "sad")


def test_names_are_no_formulas_in_excel() -> None:
    """A text that begins as a formula has an apostrophe in the CSV; JSON and numbers are exact."""
    faces = replace(PARTS[1], picture=("=cmd|calc.jpg",), problem=("-1",))
    (row,) = rows_of(faces.to_csv())
    assert (row["picture"], row["problem"]) == ("'=cmd|calc.jpg", "'-1")
    assert json.loads(faces.to_json())["rows"][0]["picture"] == "=cmd|calc.jpg"
    outside = replace(PARTS[0], box=np.full((1, 4), -1.5, np.float32))
    assert rows_of(outside.to_csv())[0]["left"] == "-1.5"


class Full(io.FileIO):
    """A file on a disk on which little is left."""

    room = len(PARTS[0].to_csv()) + 20

    @override
    def write(self, data: Buffer, /) -> int:
        """Write what finds room, and then nothing."""
        if self.tell() >= self.room:
            raise OSError(errno.ENOSPC, "full")
        return super().write(bytes(data)[: self.room - self.tell()])


def test_a_full_disk_keeps_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written before it was full is a table, and the sentence names its place."""
    out, usual = tmp_path / "table.csv", Path.open

    def opened(path: Path, mode: str, buffering: int = -1) -> object:
        return Full(path, mode) if mode == "wb" else usual(path, mode, buffering)

    monkeypatch.setattr(Path, "open", opened)
    with table_file(out) as add:
        add(PARTS[0])
        with pytest.raises(StorageError, match=r"No space left while writing .*table\.csv"):
            add(PARTS[1])
    monkeypatch.undo()
    assert out.read_text() == PARTS[0].to_csv()


def test_json_says_what_recognised_it() -> None:
    """Beside the rows stand model, detector, labels and calibration."""
    whole = json.loads(FACES.to_json())
    assert (whole["model"], whole["detector"]) == ("fake 00000000", "fake")
    assert whole["labels"] == list(LABELS)
    assert whole["calibration"] == CALIBRATION.model_dump()
    first, none, *_film = whole["rows"]
    assert first["probabilities"] == {"happy": 0.5, "neutral": 0.375, "sad": 0.125}
    assert (first["box"], first["prediction_set"]) == (list(BOX), ["happy", "neutral"])
    assert (none["label"], none["box"], none["probabilities"]) == (None, None, {})


def test_landmarks_are_in_json() -> None:
    """Five points, x and y in pixels."""
    points = np.arange(10, dtype=np.float32).reshape(1, 5, 2)
    faces = replace(PARTS[0], landmarks=points)
    assert json.loads(faces.to_json())["rows"][0]["landmarks"] == points[0].tolist()


def test_a_frame_is_the_table() -> None:
    """A DataFrame has the columns of the CSV, with kinds that fit, also where nothing is."""
    frame = FACES.to_frame()
    read = pd.read_csv(io.StringIO(FACES.to_csv())).convert_dtypes()
    assert list(frame) == list(read)
    pd.testing.assert_series_equal(frame["label"], read["label"], check_dtype=False)
    assert frame["frame"].tolist()[2:] == [3, 3]
    kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert {kinds[name] for name in ("frame", "track")} == {"Int64"}
    assert kinds["sure"] == "boolean"
    assert FACES.of("none.jpg").to_frame().dtypes.equals(frame.dtypes)


@pytest.mark.parametrize("ending", [".csv", ".json", ".parquet"])
def test_a_file_grows_to_the_whole_table(ending: str, tmp_path: Path) -> None:
    """Rows added one after another make the same file as all at once, and no other is left."""
    out = tmp_path / "new" / f"table{ending}"
    with table_file(out) as add:
        for part in PARTS:
            add(part)
        assert not out.exists()
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    if ending == ".parquet":
        pd.testing.assert_frame_equal(pd.read_parquet(out), FACES.to_frame())
    else:
        assert out.read_text() == (FACES.to_csv() if ending == ".csv" else FACES.to_json())


def test_csv_is_on_the_disk_before_the_end(tmp_path: Path) -> None:
    """After a power cut the rows that were seen lie beside the place of the table."""
    with table_file(tmp_path / "table.csv") as add:
        add(PARTS[0])
        (path,) = tmp_path.iterdir()
        assert len(rows_of(path.read_text())) == 1


def test_a_table_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    """An error in between writes nothing."""
    out = tmp_path / "table.csv"
    write_text(out, "old")

    def fail() -> None:
        with table_file(out) as add:
            add(PARTS[0])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    """The ending says how to write."""
    with pytest.raises(SettingsError, match=r"must end in \.csv, \.json or \.parquet"):
        table_file(tmp_path / "table.xlsx").__enter__()


@pytest.mark.parametrize("module", ["pandas", "pyarrow"])
def test_without_the_extra_it_is_named(
    module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Parquet needs the extra, and says so before the work begins."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf'{module}.*"pyojeong\[table\]"'):
        table_file(tmp_path / "table.parquet").__enter__()
