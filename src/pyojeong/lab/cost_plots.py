"""The figure of what a net gives for what it takes."""

from collections.abc import Sequence

import matplotlib as mpl
from matplotlib.figure import Figure

from pyojeong.core.i18n import translate
from pyojeong.lab.comparison import Standing
from pyojeong.lab.plots import WIDTH
from pyojeong.lab.style import (
    ACCENT,
    ASIDE,
    INK,
    SOFT,
    apart,
    as_percent,
    grid,
    sheet,
    styled,
)


@styled
def worth(nets: Sequence[Standing], chosen: str, chance: float, language: str) -> Figure:
    """Draw the accuracy of nets, with its interval (95 %), against their operations.

    Args:
        nets: of one stage, in any order.
        chosen: name of the one that was.
        chance: accuracy of guessing.
        language: of the words in it.
    """
    figure = sheet(WIDTH, 3.6)
    axes = grid(figure.add_subplot(), "y")
    ordered = sorted(nets, key=lambda net: net.accuracy)
    places = apart([net.accuracy for net in ordered], 0.055)
    for net, place in zip(ordered, places, strict=True):
        colour, mine = (ACCENT, True) if net.name == chosen else (ASIDE, False)
        axes.plot([net.operations] * 2, [net.low, net.high], color=colour, linewidth=2, alpha=0.45)
        axes.plot(net.operations, net.accuracy, "o", color=colour, markersize=7 if mine else 5.5)
        axes.annotate(
            net.name,
            xy=(net.operations, net.accuracy),
            xytext=(net.operations * 1.22, place),
            va="center",
            fontsize=9,
            fontweight="bold" if mine else "normal",
            color=INK,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.7, "shrinkB": 4},
            annotation_clip=False,
        )
    axes.axhline(chance, color=SOFT, linewidth=0.9, linestyle=(0, (2, 3)))
    axes.set_xscale("log")
    axes.set_xlim(min(net.operations for net in nets) / 1.6, max(n.operations for n in nets) * 8)
    axes.set_ylim(0, 1)
    as_percent(axes, "y")
    axes.xaxis.set_major_formatter(mpl.ticker.EngFormatter(sep=" "))
    axes.xaxis.set_minor_locator(mpl.ticker.NullLocator())
    axes.set_xlabel(translate("multiply-adds for one photo", language))
    axes.set_ylabel(translate("accuracy", language))
    return figure
