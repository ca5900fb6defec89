"""What a table tells of the people in photos: age, skin tone, sex, glasses."""

import re
from collections.abc import Mapping, Sequence

Traits = tuple[tuple[str, str], ...]

MOST = 12  # values of one trait: more are measurements or names, and too few photos share one

# Columns that say where a photo stands or what it shows, not who is shown.
NO_TRAITS = {
    "emotion", "expression", "file", "group", "id", "key", "label", "origin", "part", "path",
    "person", "photo", "split",
}  # fmt: skip

# The bands are ours: a child of this app (0 to 12), then as studies of faces mostly report them.
AGES = ((13, "0-12"), (20, "13-19"), (40, "20-39"), (60, "40-59"))
OLDEST = "60+"

WHOLE = re.compile(r"\d{1,3}(\.\d+)?")
DECIMAL = re.compile(r"[-+]?\d*\.\d+(e[-+]?\d+)?", re.IGNORECASE)


def read_traits(rows: Sequence[Mapping[str, str]]) -> list[Traits]:
    """Return (name, value) pairs of each row, sorted by name; an empty cell gives none.

    A column is a trait unless it is one of `NO_TRAITS`, has a decimal number, has more than `MOST`
    values, or less than two photos a value on average. Ages in years are put into bands first.

    Args:
        rows: of a table, one a photo; column -> cell.
    """
    names = dict.fromkeys(name for row in rows for name in row if isinstance(name, str))
    columns = {
        name.strip().lower(): [_value(name, row.get(name)) for row in rows] for name in names
    }
    kept = sorted((name, values) for name, values in columns.items() if _tells(name, values))
    return [
        tuple((name, values[place]) for name, values in kept if values[place])
        for place in range(len(rows))
    ]


def age_band(years: float) -> str:
    """Return the band of an age in years."""
    return next((band for end, band in AGES if years < end), OLDEST)


def _value(name: str, cell: object) -> str:
    text = cell.strip() if isinstance(cell, str) else ""
    if name.strip().lower() == "age" and WHOLE.fullmatch(text):
        return age_band(float(text))
    return text


def _tells(name: str, values: Sequence[str]) -> bool:
    known = [value for value in values if value]
    distinct = set(known)
    return (
        bool(name)
        and name not in NO_TRAITS
        and 2 * len(distinct) <= len(known)
        and 1 <= len(distinct) <= MOST
        and not any(DECIMAL.fullmatch(value) for value in distinct)
    )
