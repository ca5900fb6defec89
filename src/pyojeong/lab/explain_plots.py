"""The figure of an explanation in the lab: the face, what hiding costs, and Grad-CAM, in a row."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec

from pyojeong.core.i18n import translate
from pyojeong.core.images import Pixels
from pyojeong.core.labels import display
from pyojeong.lab.explain import Both
from pyojeong.lab.plots import WIDTH
from pyojeong.lab.style import INK, SOFT, sheet, styled
from pyojeong.recogniser.explain import Floats, Place
from pyojeong.recogniser.explain_draw import grey, heading, heat, lines_of, small_print
from pyojeong.recogniser.explain_words import percent, place_name

SMALL = 7.5  # points
COLUMNS = 118  # Latin letters of that size in a line
LINE = 0.145  # inches from one such line to the next


@styled
def explained(both: Both, language: str) -> Figure:
    """Draw the crop, the map of what hiding costs, and Grad-CAM's heat, side by side."""
    explanation = both.explanation
    lines = _small_print(both, language)
    # Inches of the pictures with their titles, of the lists below them, and of the small print.
    heights = (WIDTH / 3 + 0.15, LINE * max(len(explanation.hidden), 1), LINE * len(lines))
    figure = sheet(WIDTH, 0.4 + sum(heights))
    cells = GridSpec(3, 3, figure, height_ratios=heights)
    title = heading(explanation, language)
    figure.suptitle(title, x=0.006, ha="left", fontsize=10, fontweight="bold", color=INK)
    first, second, third = (figure.add_subplot(cells[0, column]) for column in range(3))
    seen, dim = explanation.pixels, grey(explanation.pixels)
    _show(first, translate("what the model sees", language), seen)
    _show(second, translate("with one part hidden", language), dim, explanation.map)
    _list(figure.add_subplot(cells[1, 1]), explanation.hidden, language)
    _show(third, translate("Grad-CAM: where its heat lies", language), dim, both.heat)
    _list(figure.add_subplot(cells[1, 2]), both.within, language)
    below = figure.add_subplot(cells[2, :])
    below.set_axis_off()
    below.text(0, 1, "\n".join(lines), va="top", fontsize=SMALL, color=SOFT)
    return figure


def _small_print(both: Both, language: str) -> list[str]:
    """Return what the figure does and does not show, line by line."""
    beside = translate(
        "Grad-CAM weighs the net's last maps by how much each speaks for {feeling}: what the net "
        "reads there, not what becomes of the answer without it.",
        language,
    ).format(feeling=display(both.explanation.label, language))
    return lines_of(f"{small_print(both.explanation, language)} {beside}", COLUMNS)


def _show(axes: Axes, title: str, pixels: Pixels, values: Floats | None = None) -> None:
    """Show the crop, and values over it."""
    axes.set_axis_off()
    axes.set_title(title, fontsize=SMALL + 0.5, fontweight="normal", color=SOFT, pad=4)
    axes.imshow(pixels, interpolation="bilinear")
    if values is not None:
        axes.imshow(heat(values), interpolation="bilinear")


def _list(axes: Axes, values: Mapping[Place, float], language: str) -> None:
    """List what was measured, a line a part, in a place that is so many lines high."""
    axes.set_axis_off()
    axes.set_ylim(max(len(values), 1), 0)
    for row, (place, value) in enumerate(values.items()):
        name = place_name(place, language)
        axes.text(0, row, name, va="top", fontsize=SMALL, color=INK)
        axes.text(1, row, percent(value), va="top", ha="right", fontsize=SMALL, color=INK)
