"""A CSV manifest: the columns path and label, and where they are known group and part.

Further columns are traits of who is shown (age, sex, tone ...), by the rule of `read_traits`.
"""

import csv
import io
from pathlib import Path

from pyojeong.core.errors import DataError
from pyojeong.core.labels import canonical
from pyojeong.lab.datasets import DATASETS, DataSet, Part, Photo, Source
from pyojeong.lab.datasets._traits import Traits, read_traits
from pyojeong.lab.datasets._tree import PARTS
from pyojeong.lab.datasets.folder import Files


def open_csv(source: str) -> DataSet:
    """Return the photos that a manifest lists; paths are relative to its own folder.

    Raises:
        DataError: it is no CSV, a column is missing, a photo stands twice, or a part has no known
            name.
    """
    path = Path(source)
    rows = _rows(path)
    missing = {"path", "label"} - set(rows[0] if rows else ())
    if missing:
        raise DataError(
            f"{source} lacks the column {' and '.join(sorted(missing))}: its first line must name "
            "path and label, and may name group and part."
        )
    whole = [row for row in rows if row["path"] and row["label"]]
    photos = {
        row["path"]: _photo(row, traits, source)
        for row, traits in zip(whole, read_traits(whole), strict=True)
    }
    complete = [row["path"] for row in whole]
    if len(photos) < len(complete):
        twice = next(name for name in complete if complete.count(name) > 1)
        raise DataError(f"{source} lists {twice} more than once: leave one line for each photo.")
    order = tuple(photos[name] for name in sorted(photos))
    return DataSet(source, order, Files(path.parent), len(rows) - len(complete))


def _photo(row: dict[str, str], traits: Traits, source: str) -> Photo:
    return Photo(
        key=row["path"],
        label=canonical(row["label"]),
        group=row.get("group") or None,
        part=_part(row.get("part") or "", source),
        traits=traits,
    )


def _part(word: str, source: str) -> Part | None:
    if word and word.strip().lower() not in PARTS:
        raise DataError(f"{source} names the part {word!r}: use training, validation or test.")
    return PARTS.get(word.strip().lower())


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} cannot be read: save it as CSV in UTF-8.") from error


def _is_manifest(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() == ".csv"


DATASETS.register("csv")(Source(open_csv, _is_manifest, general=True))
