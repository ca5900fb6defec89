"""The figures that show photos: before and after preprocessing, and what a model said of some."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec, GridSpecFromSubplotSpec
from PIL import Image

from pyojeong.core.i18n import translate
from pyojeong.core.labels import display
from pyojeong.lab.plots import WIDTH
from pyojeong.lab.style import ACCENT, ASIDE, INK, SOFT, WARM, as_percent, grid, sheet, styled

COLUMNS = 5  # of photos with their probabilities


@dataclass(frozen=True)
class Told:
    """One photo and what the model said of it; truth is None where nobody knows it."""

    photo: Image.Image
    labels: tuple[str, ...]
    probabilities: Sequence[float]
    truth: str | None = None

    @property
    def said(self) -> str:
        """The most probable label."""
        return self.labels[int(np.argmax(self.probabilities))]


@styled
def before_and_after(
    before: Sequence[Image.Image], after: Sequence[Image.Image], language: str
) -> Figure:
    """Draw photos as they came and as the net sees them, three a row, side by side."""
    rows = -(-len(before) // 3)
    figure = sheet(WIDTH, 0.35 + rows * (WIDTH - 0.3) / 6)
    halves = GridSpec(1, 2, figure, wspace=0.04)
    for half, photos, title in (
        (halves[0], before, translate("before", language)),
        (halves[1], after, translate("after", language)),
    ):
        part = figure.add_subfigure(half)
        part.suptitle(title, x=0.02, ha="left", fontsize=10, fontweight="bold", color=INK)
        places = part.subplots(rows, 3, squeeze=False).ravel()
        for place in places:
            place.set_axis_off()
        for place, photo in zip(places, photos, strict=False):
            show(place, photo)
    return figure


@styled
def told(photos: Sequence[Told], language: str) -> Figure:
    """Draw photos, each above the probabilities of all its labels."""
    rows = -(-len(photos) // COLUMNS)
    figure = sheet(WIDTH, rows * 2.45)
    cells = GridSpec(rows, COLUMNS, figure, width_ratios=(1.36, 1, 1, 1, 1))  # names in the first
    for index, one in enumerate(photos):
        cell = GridSpecFromSubplotSpec(
            2, 1, cells[index // COLUMNS, index % COLUMNS], height_ratios=(1.15, 1)
        )
        upper = figure.add_subplot(cell[0])
        upper.set_axis_off()
        show(upper, one.photo)
        if one.truth is not None:
            right = one.truth == one.said
            upper.set_title(
                ("✓ " if right else "✗ ") + display(one.truth, language),
                color=INK if right else WARM,
                loc="center",
                pad=4,
            )
        lower = figure.add_subplot(cell[1])
        bars(lower, one, language, names=index % COLUMNS == 0)
    return figure


def show(axes: Axes, photo: Image.Image) -> None:
    """Show the photo as it is, without smoothing it twice."""
    axes.imshow(np.asarray(photo.convert("RGB")), interpolation="nearest")


def bars(axes: Axes, one: Told, language: str, *, names: bool) -> None:
    """Draw the probabilities as bars: the answer blue, or brown where it is wrong."""
    places = range(len(one.labels))
    wrong = one.truth is not None and one.truth != one.said
    colours = [(WARM if wrong else ACCENT) if x == one.said else ASIDE for x in one.labels]
    axes.barh(places, one.probabilities, color=colours, height=0.66)
    for place, value in zip(places, one.probabilities, strict=True):
        axes.annotate(
            f"{100 * value:.0f}",
            (min(value, 0.8), place),
            (3, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            color="white" if value > 0.8 else SOFT,
        )
    axes.set_yticks(places, [display(label, language) if names else "" for label in one.labels])
    axes.tick_params(axis="y", labelcolor=INK, labelsize=8.5)
    axes.set_ylim(len(one.labels) - 0.4, -0.6)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1])
    axes.tick_params(axis="x", labelsize=7.5)
    axes.spines["left"].set_visible(False)
    as_percent(grid(axes, "x"), "x")
