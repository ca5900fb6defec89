"""A look at a data set before anything is trained: labels, formats, sizes, unreadable files."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from pyojeong.core.errors import PictureError
from pyojeong.core.i18n import translate
from pyojeong.core.images import open_picture
from pyojeong.core.labels import display, in_order
from pyojeong.lab import workers as processes
from pyojeong.lab.datasets import DataSet, Photo
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.style import ACCENT, INK, SOFT, WARM, finish, grid, sheet, styled

LISTED = 10  # unreadable photos named below the table; the rest are counted


@dataclass(frozen=True)
class Look:
    """One photo, opened. error: why it could not be; then the rest is empty.

    mode: as stored (RGB, L, CMYK ...); empty where the look was taken from prepared rows.
    """

    label: str
    format: str = ""
    mode: str = ""
    width: int = 0
    height: int = 0
    error: str = ""


@dataclass(frozen=True)
class Survey:
    """Everything seen, one Look a photo, in the data set's order."""

    name: str
    looks: tuple[Look, ...]
    ignored: int

    @staticmethod
    def of(prepared: Prepared) -> "Survey":
        """Return what preparing has seen: no photo is opened again."""
        looks = (
            Look(row.label, error=row.error)
            if row.error
            else Look(row.label, row.format or "", "", row.width or 0, row.height or 0)
            for row in prepared.rows
        )
        return Survey(prepared.source, tuple(looks), prepared.manifest.ignored)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label, sorted."""
        return in_order(look.label for look in self.looks)

    @property
    def readable(self) -> list[Look]:
        """The photos that could be opened."""
        return [look for look in self.looks if not look.error]

    @property
    def errors(self) -> list[str]:
        """A sentence for every photo that could not be opened."""
        return [look.error for look in self.looks if look.error]

    @property
    def formats(self) -> dict[str, int]:
        """Photos of each format, by content, the most frequent first."""
        return dict(Counter(look.format for look in self.readable).most_common())

    @property
    def modes(self) -> dict[str, int]:
        """Photos of each stored mode (RGB, L, CMYK ...), the most frequent first."""
        return dict(Counter(look.mode for look in self.readable).most_common())

    def table(self, language: str) -> Group:
        """Return a table for the terminal: one line a label, formats and sizes below."""
        table = Table(title=escape(self.name))
        table.add_column(translate("Label", language))
        for head in (
            translate("Photos", language),
            translate("Smallest", language),
            translate("Median", language),
            translate("Largest", language),
            translate("Unreadable", language),
        ):
            table.add_column(head, justify="right")
        for label in self.labels:
            own = [look for look in self.looks if look.label == label]
            table.add_row(escape(display(label, language)), *_cells(own))
        table.add_section()
        table.add_row(translate("All", language), *_cells(self.looks))
        return Group(table, *(Text(note) for note in self.notes(language)))

    def notes(self, language: str) -> list[str]:
        """Return what stands below the table."""
        notes = [translate("Formats: {formats}", language).format(formats=_counted(self.formats))]
        if any(self.modes):
            modes = translate("Colour modes: {modes}", language)
            notes.append(modes.format(modes=_counted(self.modes)))
        if self.ignored:
            notes.append(
                translate("{count} other files were ignored.", language).format(count=self.ignored)
            )
        notes += self.errors[:LISTED]
        if len(self.errors) > LISTED:
            more = len(self.errors) - LISTED
            notes.append(translate("... and {count} more.", language).format(count=more))
        return notes

    @styled
    def figure(self, language: str) -> Figure:
        """Draw labels, formats and sizes side by side."""
        figure = sheet(6.4, 1.2 + 0.34 * max(len(self.labels), 5))
        left, middle, right = figure.subplots(1, 3, width_ratios=(3, 2, 3))
        counts = Counter(look.label for look in self.readable)
        lost = Counter(look.label for look in self.looks if look.error)
        names = [display(label, language) for label in self.labels]
        good = [counts[label] for label in self.labels]
        _bars(left, names, good, translate("photos", language), len(names))
        if lost:
            bad = [lost[label] for label in self.labels]
            word = translate("unreadable", language)
            left.barh(names, bad, left=good, height=0.62, color=WARM, label=word)
            left.legend(frameon=False, fontsize=9, loc="lower right")
        kinds, counted = list(self.formats), list(self.formats.values())
        _bars(middle, kinds, counted, translate("photos", language), len(names))
        sides = [max(look.width, look.height) for look in self.readable]
        if sides:
            edges = np.geomspace(min(sides), max(max(sides), min(sides) + 1), 24)
            right.hist(sides, bins=edges.tolist(), color=ACCENT)
            right.set_xscale("log")
            right.set_xticks(_ticks(sides))
        right.xaxis.set_major_formatter("{x:.0f}")
        right.minorticks_off()
        right.set_xlabel(translate("longer side in pixels", language))
        grid(right, "y")
        return figure

    def write(self, folder: Path, language: str) -> list[Path]:
        """Write the figure as SVG, and as PNG where a typeface can; return their paths.

        Raises:
            StorageError: the folder cannot be written.
        """
        finish("survey", language, self.figure(language)).save(folder)
        return sorted(folder.glob(f"survey.{language}.*"))


def survey(
    dataset: DataSet,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Survey:
    """Open every photo of a data set once.

    Args:
        dataset: the photos.
        workers: processes; by default one a core.
        progress: called with photos done and photos in all.
    """
    looks: list[Look] = []
    tell = progress or (lambda _done, _all: None)
    make = partial(partial, look, dataset)
    with closing(processes.in_order(make, dataset.photos, workers)) as seen:
        for each in seen:
            looks.append(each)
            tell(len(looks), len(dataset.photos))
    return Survey(dataset.name, tuple(looks), dataset.ignored)


def look(dataset: DataSet, photo: Photo) -> Look:
    """Open one photo and note what it is."""
    try:
        picture = open_picture(dataset.read(photo), photo.key)
    except PictureError as error:
        return Look(photo.label, error=str(error))
    return Look(photo.label, picture.format, picture.mode, picture.width, picture.height)


def _cells(looks: Sequence[Look]) -> list[str]:
    """Return count, sizes by number of pixels, and how many are unreadable."""
    good = sorted((x for x in looks if not x.error), key=lambda x: (x.width * x.height, x.width))
    picked = (good[0], good[len(good) // 2], good[-1]) if good else ()
    sizes = [f"{one.width} x {one.height}" for one in picked] or ["", "", ""]
    return [str(len(looks)), *sizes, str(len(looks) - len(good))]


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _bars(axes: Axes, names: list[str], counts: list[int], unit: str, rows: int) -> None:
    """Draw bars from the top, as thick as if there were `rows` of them."""
    bars = axes.barh(names, counts, height=0.62, color=ACCENT)
    axes.bar_label(bars, padding=3, fontsize=9, color=INK)
    axes.set_ylim(max(rows, len(names)) - 0.5, -0.5)
    axes.margins(x=0.25)
    axes.tick_params(axis="y", labelcolor=INK, labelsize=10)
    axes.xaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes.set_xlabel(unit, color=SOFT)
    grid(axes, "x")


def _ticks(sides: list[int]) -> list[int]:
    """Return powers of two about the sides: 128, 256, 512 ..."""
    low, high = np.log2(min(sides)), np.log2(max(sides))
    return [2**power for power in range(int(np.floor(low)), int(np.ceil(high)) + 1)]
