"""The figure of an explanation in the lab: the face, what hiding costs, and Grad-CAM, in a row."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
    rows = max(len(explanation.hidden), len(both.within))
    figure = sheet(WIDTH, WIDTH / 3 + 0.5 + LINE * (rows + len(lines)))
    title = heading(explanation, language)
    figure.suptitle(title, x=0.01, ha="left", fontsize=10, fontweight="bold", color=INK)
    first, second, third = figure.subplots(1, 3)
    seen, dim = explanation.pixels, grey(explanation.pixels)
    _show(first, translate("what the model sees", language), seen)
    _show(second, translate("with one part hidden", language), dim, explanation.map)
    _list(second, explanation.hidden, language)
    _show(third, translate("Grad-CAM: where its heat lies", language), dim, both.heat)
    _list(third, both.within, language)
    figure.supxlabel("\n".join(lines), x=0.01, ha="left", fontsize=SMALL, color=SOFT)
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
    """List what was measured under a picture."""
    for row, (place, value) in enumerate(values.items()):
        style = {"va": "top", "fontsize": SMALL, "color": INK, "textcoords": "offset points"}
        below = -4 - 72 * LINE * row
        axes.annotate(place_name(place, language), (0, 0), (0, below), "axes fraction", **style)
        axes.annotate(percent(value), (1, 0), (0, below), "axes fraction", ha="right", **style)
