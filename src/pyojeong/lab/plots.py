"""The figures of a report, drawn from values; `style.finish` makes files of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from pyojeong.core.i18n import translate
from pyojeong.core.labels import display
from pyojeong.lab.style import (
    ACCENT,
    ASIDE,
    INK,
    LINES,
    PARTS,
    RULE,
    SOFT,
    WARM,
    apart,
    as_percent,
    grid,
    sheet,
    styled,
)

WIDTH = 6.4  # inches: the text width of an A4 page
ROW = 0.34  # inches a row of a dot plot


@dataclass(frozen=True)
class Line:
    """Validation accuracy of one candidate, epoch by epoch."""

    name: str
    accuracies: Sequence[float]
    chosen: bool


@dataclass(frozen=True)
class Dot:
    """One score with its 95 % interval, and optionally another to compare it with."""

    name: str
    value: float | None
    low: float = 0.0
    high: float = 0.0
    note: str = ""
    aside: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Tally:
    """Photos of one label: by part of the split, and by whether a face was found."""

    label: str
    parts: tuple[int, int, int]
    found: int
    missed: int


@styled
def curves(lines: Sequence[Line], needed: float, chance: float, language: str) -> Figure:
    """Draw validation accuracy by epoch, as the 2024 study did: one figure a stage.

    Args:
        lines: the stage's candidates.
        needed: how far two scores must lie apart to be told apart.
        chance: accuracy of guessing.
        language: of the words in it.
    """
    figure = sheet(WIDTH, 3.5)
    axes = grid(figure.add_subplot(), "y")
    epochs = max(len(line.accuracies) for line in lines)
    top = max(max(line.accuracies) for line in lines)
    ceiling = min(1.0, float(np.ceil((top + 0.02) * 10)) / 10)
    first = 1 if epochs > 1 else 0  # one epoch is a point at the right edge
    step = (epochs - first) / 100
    others = iter(LINES[1:] * len(lines))
    colours = [LINES[0] if line.chosen else next(others) for line in lines]
    for line, colour in sorted(zip(lines, colours, strict=True), key=lambda pair: pair[0].chosen):
        best = int(np.argmax(line.accuracies))
        axes.plot(
            np.arange(1, len(line.accuracies) + 1),
            line.accuracies,
            color=colour,
            linewidth=2.6 if line.chosen else 1.2,
            solid_capstyle="round",
        )
        axes.plot(
            best + 1,
            line.accuracies[best],
            "o",
            color=colour,
            markersize=8 if line.chosen else 4.5,
        )
    axes.axhline(chance, color=SOFT, linewidth=0.9, linestyle=(0, (2, 3)))
    ends = [
        (line.name, line.accuracies[-1], colour)
        for line, colour in zip(lines, colours, strict=True)
    ]
    ends.append((translate("guessing", language), chance, SOFT))
    places = apart([end for _, end, _ in ends], ceiling * 0.062)
    for (name, end, colour), place in zip(ends, places, strict=True):
        axes.plot(
            [epochs + step, epochs + 3 * step, epochs + 4 * step],
            [end, place, place],
            color=colour,
            linewidth=0.8,
            clip_on=False,
        )
        axes.annotate(
            name,
            (epochs + 4.6 * step, place),
            va="center",
            fontsize=9,
            fontweight="bold" if colour == LINES[0] else "normal",
            color=SOFT if colour == SOFT else INK,
            annotation_clip=False,
        )
    if len(lines) > 1:
        _needed(axes, needed, first + 60 * step, ceiling, language)
    axes.set_ylim(0, ceiling)
    axes.set_xlim(first - 2 * step, epochs + step)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    axes.set_xticks([tick for tick in axes.get_xticks() if 1 <= tick <= epochs])
    as_percent(axes, "y")
    axes.set_xlabel(translate("epoch", language))
    axes.set_ylabel(translate("validation accuracy", language))
    return figure


def _needed(axes: Axes, needed: float, x: float, ceiling: float, language: str) -> None:
    """Draw a ruler: two lines nearer than this cannot be told apart."""
    low = 0.03 * ceiling
    axes.plot([x, x], [low, low + needed], color=INK, linewidth=1.4, marker="_", markersize=7)
    axes.annotate(
        translate("closer than this: hard to tell apart", language),
        (x, low + needed / 2),
        (7, 0),
        textcoords="offset points",
        va="center",
        fontsize=8.5,
        color=SOFT,
    )


@styled
def dots(
    rows: Sequence[Dot],
    language: str,
    *,
    axis: str,
    asides: tuple[str, str] | None = None,
    reference: float | None = None,
) -> Figure:
    """Draw scores as dots with their 95 % intervals, one row a score.

    Args:
        rows: from top to bottom.
        language: of the words in it.
        axis: what is measured, a message of the catalogue.
        asides: messages for what is filled and what is hollow, where rows have an `aside`.
        reference: a value to draw a line at, as that of guessing.
    """
    figure = sheet(WIDTH, 0.75 + ROW * len(rows) + (0.3 if asides else 0))
    axes = grid(figure.add_subplot(), "x")
    shift = 0.17 if asides else 0.0
    for y, row in enumerate(rows):
        if row.value is not None:
            axes.plot([row.low, row.high], [y - shift] * 2, color=ACCENT, linewidth=2, alpha=0.45)
            axes.plot(row.value, y - shift, "o", color=ACCENT, markersize=7, clip_on=False)
        if row.aside is not None:
            value, low, high = row.aside
            axes.plot([low, high], [y + shift] * 2, color=ASIDE, linewidth=1.2)
            axes.plot(
                value, y + shift, "o", mfc="white", mec=ASIDE, mew=1.4, markersize=6, clip_on=False
            )
        axes.annotate(
            row.note,
            (1.01, y),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=9,
            color=SOFT,
            annotation_clip=False,
        )
    if reference is not None:
        axes.axvline(reference, color=SOFT, linewidth=0.9, linestyle=(0, (2, 3)))
    axes.set_yticks(range(len(rows)), [row.name for row in rows])
    axes.tick_params(axis="y", labelcolor=INK, labelsize=10)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, 1)
    axes.spines["left"].set_visible(False)
    as_percent(axes, "x")
    axes.set_xlabel(translate(axis, language))
    if asides:
        _key(axes, [(translate(text, language), i) for i, text in enumerate(asides)])
    return figure


def _key(axes: Axes, entries: Sequence[tuple[str, int]]) -> None:
    handles = [
        axes.plot([], [], "o", color=ACCENT, markersize=7)[0]
        if place == 0
        else axes.plot([], [], "o", mfc="white", mec=ASIDE, mew=1.4, markersize=6)[0]
        for _, place in entries
    ]
    axes.legend(
        handles,
        [text for text, _ in entries],
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=2,
        frameon=False,
        borderaxespad=0.2,
        handletextpad=0.2,
        fontsize=9,
    )


@styled
def tallies(rows: Sequence[Tally], language: str) -> Figure:
    """Draw the photos of every label: how they are split, and in how many a face was found."""
    figure = sheet(WIDTH, 1.0 + 0.4 * len(rows))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(3, 2))
    y = np.arange(len(rows))
    start = np.zeros(len(rows))
    for index, part in enumerate(("training", "validation", "test")):
        widths = np.array([row.parts[index] for row in rows])
        left.barh(
            y, widths, left=start, height=0.62, color=PARTS[index], label=translate(part, language)
        )
        start = start + widths
    for place, total in zip(y, start, strict=True):
        left.annotate(
            f"{int(total)}",
            (total, place),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
    for place, row in zip(y, rows, strict=True):
        share = row.found / max(row.found + row.missed, 1)
        right.plot([0, 1], [place, place], color=RULE, linewidth=1)
        right.plot([share, 1], [place, place], color=WARM, linewidth=2.2, solid_capstyle="butt")
        right.plot(share, place, "o", color=ACCENT, markersize=7)
        right.annotate(
            f"{row.missed}",
            (1.03, place),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=9,
            color=INK,
        )
    grid(left, "x")
    left.set_yticks(y, [display(row.label, language) for row in rows])
    left.tick_params(axis="y", labelcolor=INK, labelsize=10)
    left.set_ylim(len(rows) - 0.4, -0.6)
    left.set_xlim(0, max(start.max(), 1) * 1.12)
    left.set_xlabel(translate("photos used", language))
    left.legend(
        loc="lower left",
        bbox_to_anchor=(-0.02, 1),
        ncols=3,
        frameon=False,
        fontsize=9,
        handlelength=1,
        handletextpad=0.4,
        columnspacing=1.2,
        borderaxespad=0.2,
    )
    right.set_xlim(0, 1.02)
    right.set_xticks([0, 0.5, 1])
    as_percent(right, "x")
    right.set_xlabel(translate("photos with a face found", language))
    right.set_title(
        translate("none found in", language),
        loc="right",
        color=SOFT,
        fontsize=9,
        fontweight="normal",
    )
    for axes in (left, right):
        axes.spines["left"].set_visible(False)
    return figure
