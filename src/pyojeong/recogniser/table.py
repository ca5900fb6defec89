"""Faces as tables: CSV, JSON, Parquet, and a DataFrame."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from pyojeong.core.errors import MissingExtraError, SettingsError
from pyojeong.core.files import atomic_path, storage, write_text
from pyojeong.recogniser.result import Faces, Gathered, Recognised

if TYPE_CHECKING:
    import pandas as pd

Value = str | float | int | bool | None

EDGES = ("left", "top", "right", "bottom")
BETWEEN = "|"  # the labels of a prediction set

# What a column's values are in a DataFrame; all that are not named here are decimals.
TEXTS = ("picture", "happened", "label", "prediction_set", "problem")
WHOLE = ("frame", "track")

# A cell that begins so is a formula to Excel and LibreOffice, and a photo's name may have been
# chosen by a stranger: an apostrophe before it makes it text (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Decimals in CSV: milliseconds, tenths of a pixel.
DECIMALS = {"time_s": 3, "score": 4} | dict.fromkeys(EDGES, 1)


def columns(faces: Faces) -> dict[str, Sequence[Value]]:
    """Return the table by columns, a value a row, None where a row has none.

    `p_<label>` is the probability of a label. Labels of a prediction set have | between them.
    """
    told = faces.told
    best = np.nan_to_num(faces.probabilities, nan=-1.0).argmax(axis=1)
    order = np.argsort(-np.nan_to_num(faces.probabilities), axis=1, kind="stable")
    return {
        "picture": list(faces.picture),
        "happened": list(faces.happened),
        "frame": [value if value >= 0 else None for value in faces.frame.tolist()],
        "time_s": _numbers(faces.time_s),
        "track": [value if value >= 0 else None for value in faces.track.tolist()],
        **{edge: _numbers(faces.box[:, place]) for place, edge in enumerate(EDGES)},
        "score": _numbers(faces.score),
        "label": [faces.labels[i] if known else None for i, known in zip(best, told, strict=True)],
        "sure": [bool(value) if value >= 0 else None for value in faces.sure.tolist()],
        "doubt": _numbers(faces.doubt),
        "prediction_set": [
            BETWEEN.join(faces.labels[i] for i in places if held[i]) or None
            for places, held in zip(order, faces.sets, strict=True)
        ],
        **{
            f"p_{label}": _numbers(faces.probabilities[:, place])
            for place, label in enumerate(faces.labels)
        },
        "problem": list(faces.problem),
    }


def _numbers(values: npt.NDArray[np.floating]) -> list[Value]:
    return [None if value != value else value for value in values.tolist()]  # NaN


def to_csv(faces: Faces) -> str:
    """Return the table with its header line; texts that begin as formulas have ' before them."""
    return _lines([list(columns(faces)), *_cells(faces)])


def to_json(faces: Faces) -> str:
    """Return what recognised it, how it doubts, and the rows, landmarks too."""
    calibration = faces.calibration
    whole = {
        "model": faces.model,
        "detector": faces.detector,
        "labels": faces.labels,
        "calibration": None if calibration is None else calibration.model_dump(mode="json"),
        "rows": [_record(row) for row in faces],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def to_frame(faces: Faces) -> "pd.DataFrame":
    """Return the table as a pandas DataFrame.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    _need("pandas")
    import pandas as pd

    table = columns(faces)
    return pd.DataFrame({name: pd.array(table[name], dtype=_kind(name)) for name in table})


def _kind(name: str) -> str:
    if name in TEXTS:
        return "string"
    if name in WHOLE:
        return "Int64"
    return "boolean" if name == "sure" else "Float64"


def _record(row: Recognised) -> dict[str, Any]:
    return {**vars(row), "probabilities": dict(row.probabilities)}


def _cells(faces: Faces) -> Iterator[list[str]]:
    """Yield the texts of each row."""
    table = columns(faces)
    texts = [[_text(name, value) for value in values] for name, values in table.items()]
    return (list(row) for row in zip(*texts, strict=True))


def _text(name: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{DECIMALS.get(name, 6)}f}"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return str(value).lower()  # true and false, as JSON has them


def _lines(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


@contextmanager
def table_file(out: Path) -> Iterator[Callable[[Faces], None]]:
    """Give a function that adds rows to a table; the file is in its place when the block ends.

    Rows of a .csv go to the disk as they come; those of the other kinds, which are small in
    memory, at the end.

    Args:
        out: a file that ends in .csv, .json or .parquet.

    Raises:
        SettingsError: another ending.
        MissingExtraError: it is .parquet, and pandas or pyarrow is not installed.
        StorageError: it cannot be written.
    """
    if out.suffix == ".csv":
        with atomic_path(out) as path, path.open("wb", buffering=0) as file:
            yield partial(_append, file, out)
        return
    write = _writer(out)
    gathered = Gathered()
    yield gathered.add
    write(gathered.faces())


def _append(file: FileIO, out: Path, faces: Faces) -> None:
    """Add whole lines or, where the disk is full, nothing: those before them stay a table."""
    at = file.tell()
    header = [list(columns(faces))] if at == 0 else []
    rest = memoryview(_lines([*header, *_cells(faces)]).encode())
    try:
        with storage(out):
            while rest:
                rest = rest[file.write(rest) :]
    except BaseException:
        file.seek(file.truncate(at))
        raise


def _writer(out: Path) -> Callable[[Faces], None]:
    if out.suffix == ".json":
        return lambda faces: write_text(out, to_json(faces))
    if out.suffix != ".parquet":
        raise SettingsError(
            f"{out} must end in .csv, .json or .parquet: that says how to write the table."
        )
    for module in ("pandas", "pyarrow"):  # now, not after an hour of film
        _need(module)
    return partial(_write_parquet, out)


def _write_parquet(out: Path, faces: Faces) -> None:
    with atomic_path(out) as path:
        to_frame(faces).to_parquet(path)


def _need(module: str) -> None:
    try:
        import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f'{module} is not installed: pip install "pyojeong[table]" brings it; .csv and .json '
            "need nothing more."
        ) from error
