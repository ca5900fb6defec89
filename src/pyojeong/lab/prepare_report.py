"""What became of the photos: faces found and missed, label by label. It is always shown."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from pyojeong.core.i18n import translate
from pyojeong.core.labels import display, in_order

if TYPE_CHECKING:
    from pyojeong.lab.prepared import Prepared

LISTED = 10  # unreadable photos named in the table's footnote; the rest are counted


@dataclass(frozen=True)
class Line:
    """The photos of one label.

    found: with a face, of which several: with more than one. missed: without a face. unreadable:
    could not be opened.
    """

    label: str
    found: int
    several: int
    missed: int
    unreadable: int

    @property
    def photos(self) -> int:
        """All photos of the label."""
        return self.found + self.missed + self.unreadable


@dataclass(frozen=True)
class Report:
    """Counts of one prepared data set.

    missing: what happened to photos without a face. errors: a sentence for each unreadable photo.
    """

    lines: tuple[Line, ...]
    detector: str
    missing: str
    errors: tuple[str, ...]
    ignored: int

    @staticmethod
    def of(prepared: "Prepared") -> "Report":
        """Count the rows of a prepared data set."""
        counts: Counter[tuple[str, str]] = Counter()
        for row in prepared.rows:
            kind = {"face": "found", "unreadable": "unreadable"}.get(row.happened, "missed")
            counts[row.label, kind] += 1
            counts[row.label, "several"] += row.faces > 1
        kinds = ("found", "several", "missed", "unreadable")
        return Report(
            lines=tuple(
                Line(label, *(counts[label, kind] for kind in kinds))
                for label in in_order(row.label for row in prepared.rows)
            ),
            detector=prepared.crop.detector,
            missing=prepared.crop.missing,
            errors=tuple(row.error for row in prepared.rows if row.error),
            ignored=prepared.manifest.ignored,
        )

    @property
    def total(self) -> Line:
        """All labels together."""
        return Line(
            "",
            sum(line.found for line in self.lines),
            sum(line.several for line in self.lines),
            sum(line.missed for line in self.lines),
            sum(line.unreadable for line in self.lines),
        )

    def table(self, language: str) -> Group:
        """Return a table for the terminal, one line a label, and what it means below."""
        table = Table(
            title=translate("Faces by {detector}", language).format(detector=self.detector)
        )
        table.add_column(translate("Label", language))
        for head in (
            translate("Photos", language),
            translate("Face found", language),
            translate("Several faces", language),
            translate("No face", language),
            translate("Unreadable", language),
        ):
            table.add_column(head, justify="right")
        for line in self.lines:
            table.add_row(escape(display(line.label, language)), *_cells(line))
        table.add_section()
        table.add_row(translate("All", language), *_cells(self.total))
        return Group(table, *(Text(note) for note in self.notes(language)))

    def notes(self, language: str) -> list[str]:
        """Return what happened to the photos without a face, and which ones cannot be read."""
        notes = []
        if self.total.missed:
            notes.append(self._fallback(language).format(count=self.total.missed))
        if self.ignored:
            notes.append(
                translate("{count} other files were ignored.", language).format(count=self.ignored)
            )
        notes.extend(self.errors[:LISTED])
        if len(self.errors) > LISTED:
            more = len(self.errors) - LISTED
            notes.append(translate("... and {count} more.", language).format(count=more))
        return notes

    def _fallback(self, language: str) -> str:
        """Say what happened to photos without a face."""
        return {
            "whole": translate(
                "{count} photos without a face are used whole, as the 2024 study did: a net may "
                "learn the scene.",
                language,
            ),
            "centre": translate(
                "{count} photos without a face are used by their central square.", language
            ),
            "skip": translate("{count} photos without a face are left out.", language),
        }[self.missing]


def _cells(line: Line) -> list[str]:
    missed = f"{line.missed} ({line.missed / max(line.photos, 1):.0%})"
    return [str(line.photos), str(line.found), str(line.several), missed, str(line.unreadable)]
