"""What a test said, drawn: what is taken for what, and how far confidence can be believed."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from pyojeong.core.i18n import translate
from pyojeong.core.labels import display
from pyojeong.lab.metrics import Bin
from pyojeong.lab.plots import WIDTH
from pyojeong.lab.style import ACCENT, ASIDE, INK, RULE, SOFT, WARM, as_percent, grid, sheet, styled


@styled
def confusion(counts: npt.NDArray[np.int64], labels: Sequence[str], language: str) -> Figure:
    """Draw which label was told for which: counts, and the share of the true label's photos.

    Args:
        counts: int [true label, told label].
        labels: in that order.
        language: of the words in it.
    """
    return counted(counts, labels, shares(counts), language)


def shares(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return counts as fractions of the true label's photos, float [true label, told label]."""
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def counted(
    counts: npt.NDArray[np.int64],
    labels: Sequence[str],
    shade: npt.NDArray[np.float64],
    language: str,
) -> Figure:
    """Draw a table of true and told labels.

    Args:
        counts: int [true label, told label].
        labels: in that order.
        shade: how strongly each cell is coloured, 0 to 1; a cell that is not a number stays empty.
        language: of the words in it.
    """
    n = len(labels)
    figure = sheet(WIDTH * 0.86, WIDTH * 0.86 * 0.9)
    axes = figure.add_subplot()
    share = shares(counts)
    for row in range(n):
        for column in range(n):
            if np.isnan(shade[row, column]):
                continue
            colour = ACCENT if row == column else WARM
            part = 0.7 * float(shade[row, column])  # dark words stay readable on it
            axes.add_patch(
                Rectangle((column + 0.02, row + 0.02), 0.96, 0.96, color=colour, alpha=part, lw=0)
            )
            if not counts[row, column]:
                continue
            axes.text(
                column + 0.5,
                row + 0.42,
                str(counts[row, column]),
                color=INK,
                fontsize=12,
                ha="center",
                va="center",
            )
            axes.text(
                column + 0.5,
                row + 0.73,
                f"{100 * share[row, column]:.0f} %",
                color=INK,
                fontsize=8,
                ha="center",
                va="center",
            )
    for place in range(n + 1):
        axes.plot([0, n], [place, place], color=RULE, linewidth=0.6)
        axes.plot([place, place], [0, n], color=RULE, linewidth=0.6)
    names = [display(label, language) for label in labels]
    axes.set_xticks(np.arange(n) + 0.5, names)
    axes.set_yticks(
        np.arange(n) + 0.5, [f"{a}  ({c})" for a, c in zip(names, counts.sum(axis=1), strict=True)]
    )
    axes.tick_params(labelcolor=INK, labelsize=10)
    axes.xaxis.tick_top()
    for word in axes.get_xticklabels():
        word.set_verticalalignment("baseline")
    axes.xaxis.set_label_position("top")
    axes.set_xlabel(translate("what the model said", language))
    axes.set_ylabel(translate("what the photo shows (photos)", language))
    axes.set_xlim(0, n)
    axes.set_ylim(n, 0)
    axes.set_aspect("equal")
    for spine in axes.spines.values():
        spine.set_visible(False)
    return figure


@styled
def reliability(bins: Sequence[Bin], language: str) -> Figure:
    """Draw how often the model is right against how sure it was (Guo et al. 2017, figure 4)."""
    figure = sheet(WIDTH * 0.72, WIDTH * 0.72 * 1.05)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    used = [b for b in bins if b.n]
    total = sum(b.n for b in used)
    grid(upper, "y").plot([0, 1], [0, 1], color=SOFT, linewidth=0.9, linestyle=(0, (2, 3)))
    upper.annotate(
        translate("as sure as it is right", language),
        (0.02, 0.05),
        rotation=45,
        rotation_mode="anchor",
        transform_rotates_text=True,
        fontsize=8.5,
        color=SOFT,
    )
    for b in used:
        upper.plot([b.confidence] * 2, [b.confidence, b.accuracy], color=WARM, lw=1.4, alpha=0.8)
    upper.scatter(
        [b.confidence for b in used],
        [b.accuracy for b in used],
        s=[20 + 300 * b.n / total for b in used],
        color=ACCENT,
        zorder=3,
        edgecolors="white",
        linewidths=0.8,
    )
    upper.set_ylim(-0.03, 1.03)
    upper.set_ylabel(translate("how often it is right", language))
    grid(lower, "y").bar(
        [(b.low + b.high) / 2 for b in bins],
        [b.n for b in bins],
        width=0.9 / len(bins),
        color=ASIDE,
    )
    lower.set_ylabel(translate("photos", language))
    lower.set_xlabel(translate("how sure the model is", language))
    lower.set_xlim(0, 1.02)
    lower.yaxis.set_major_locator(MaxNLocator(nbins=2, integer=True))
    as_percent(upper, "y")
    as_percent(lower, "x")
    figure.align_ylabels()
    return figure
