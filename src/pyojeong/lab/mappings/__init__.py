"""Mappings: what another data set calls the feelings that we know, written down with the source."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pyojeong.core.errors import DataError, UnknownNameError
from pyojeong.core.labels import canonical
from pyojeong.core.registry import Registry


@dataclass(frozen=True)
class Mapping:
    """One data set's words and ours.

    table: its word, lower case -> our label; an empty one leaves its photos out. source: where the
    words are written. in_names: the words stand in the names of its files, so that it can be read
    without a folder a label.
    """

    table: dict[str, str]
    source: str
    in_names: bool = False

    def label(self, theirs: str) -> str:
        """Return our label for one of theirs; a word that the table lacks as `canonical` has it."""
        return self.table.get(theirs.strip().lower(), canonical(theirs))

    def read(self, name: str) -> str | None:
        """Return our label for a file, by the one word of the table that its path names.

        The file's own name comes first, then the folders, the nearest first. Of words that
        contain each other the longest counts; where two are named, none does.
        """
        words = "|".join(sorted(map(re.escape, self.table), key=len, reverse=True))
        for part in reversed(PurePosixPath(name.lower()).parts):
            found = {self.table[word] for word in re.findall(words, part)}
            if found:
                return found.pop() if len(found) == 1 else None
        return None


MAPPINGS: Registry[Mapping] = Registry("mapping", "pyojeong.lab.mappings")
NONE = Mapping({}, "labels as they are (core.labels.ALIASES)")


def find_mapping(name: str) -> Mapping:
    """Return a mapping by its name, or from a CSV file with the columns theirs and ours.

    Raises:
        UnknownNameError: it is neither.
        DataError: the file lacks a column or holds nothing.
    """
    if name in MAPPINGS:
        return MAPPINGS.get(name)
    path = Path(name)
    if path.is_file():
        return _from_file(path)
    if path.suffix:
        raise UnknownNameError(
            f"There is no mapping {name}: give a CSV file with the columns theirs and ours, or "
            f"one of {', '.join(MAPPINGS.names())}."
        )
    return MAPPINGS.get(name)


def _from_file(path: Path) -> Mapping:
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        rows = [(reader.line_num, row.get("theirs"), row.get("ours")) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} cannot be read: save it as CSV in UTF-8.") from error
    if not rows or not {"theirs", "ours"} <= set(reader.fieldnames or ()):
        raise DataError(
            f"{path} maps no labels: its first line must be theirs,ours and each further one a "
            "pair, as furious,anger; leave ours empty to leave photos out."
        )
    table: dict[str, str] = {}
    for line, theirs, ours in rows:
        if theirs is None or ours is None:
            raise DataError(
                f"Line {line} of {path} is no pair: write it as furious,anger; leave ours empty, "
                "as in bored, with its comma, to leave photos out."
            )
        table[theirs.strip().lower()] = canonical(ours)
    # A data set's labels went through `canonical` when it was read; a word that stands here wins.
    return Mapping(
        {canonical(word).lower(): ours for word, ours in table.items()} | table, path.name
    )
