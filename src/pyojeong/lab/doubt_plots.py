"""The figures of doubt: confidence before and after calibration, and accuracy against silence."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from pyojeong.core.i18n import translate
from pyojeong.lab.doubt import Silence
from pyojeong.lab.metrics import Bin
from pyojeong.lab.phrases import percent
from pyojeong.lab.plots import WIDTH
from pyojeong.lab.statistics import wilson
from pyojeong.lab.style import ACCENT, ASIDE, INK, SOFT, WARM, as_percent, grid, sheet, styled


@styled
def promises(before: Sequence[Bin], after: Sequence[Bin], language: str) -> Figure:
    """Draw how often the model is right against how sure it was, before and after calibration.

    Guo et al. 2017, figure 4, with the interval (95 %, Wilson) of every bin and its photos below.
    """
    figure = sheet(WIDTH, WIDTH * 0.62)
    (left, right), (below_left, below_right) = figure.subplots(
        2, 2, sharex=True, sharey="row", height_ratios=(4, 1)
    )
    for axes, below, bins, title in (
        (left, below_left, before, translate("before calibration", language)),
        (right, below_right, after, translate("after calibration", language)),
    ):
        axes.set_title(title)
        _kept(axes, bins)
        grid(below, "y").bar(
            [(b.low + b.high) / 2 for b in bins],
            [b.n for b in bins],
            width=0.9 / len(bins),
            color=ASIDE,
        )
        below.set_xlabel(translate("how sure the model is", language))
    left.set_ylim(-0.03, 1.03)
    left.set_ylabel(translate("how often it is right", language))
    left.annotate(
        translate("as sure as it is right", language),
        (0.03, 0.07),
        rotation=45,
        rotation_mode="anchor",
        transform_rotates_text=True,
        fontsize=8.5,
        color=SOFT,
    )
    below_left.set_ylabel(translate("photos", language))
    below_left.set_xlim(0, 1.02)
    below_left.yaxis.set_major_locator(MaxNLocator(nbins=2, integer=True))
    as_percent(left, "y")
    as_percent(below_left, "x")
    figure.align_ylabels()
    return figure


def _kept(axes: Axes, bins: Sequence[Bin]) -> None:
    """Draw one diagram: a dot a bin, its interval, and the line of perfect calibration."""
    grid(axes, "y").plot([0, 1], [0, 1], color=SOFT, linewidth=0.9, linestyle=(0, (2, 3)))
    for b in bins:
        if not b.n:
            continue
        interval = wilson(round(b.accuracy * b.n), b.n)
        away = not interval.low <= b.confidence <= interval.high
        colour = WARM if away else ACCENT
        axes.plot([b.confidence] * 2, [interval.low, interval.high], color=colour, lw=2, alpha=0.45)
        axes.plot(b.confidence, b.accuracy, "o", color=colour, markersize=6)


@styled
def silence(found: Silence, below: float | None, language: str) -> Figure:
    """Draw how often the model is right on what it answers, against how much it answers.

    Args:
        found: the curve, and what happened by the card's `not_sure_below`.
        below: that confidence, or None where there is none.
        language: of the words in it.
    """
    figure = sheet(WIDTH, 3.3)
    axes = grid(figure.add_subplot(), "y")
    share = [step.share for step in found.curve]
    axes.fill_between(
        share,
        [step.right.low for step in found.curve],
        [step.right.high for step in found.curve],
        color=ACCENT,
        alpha=0.16,
        linewidth=0,
    )
    axes.plot(share, [step.right.value for step in found.curve], color=ACCENT, linewidth=2.2)
    if below is not None and found.right is not None:
        axes.plot(found.answered.value, found.right.value, "o", color=ACCENT, markersize=8)
        early = found.answered.value < 0.5  # the words go to the side that has room
        axes.annotate(
            translate("“not sure” below {confidence}", language).format(
                confidence=percent(below, 0)
            ),
            (found.answered.value, found.right.value),
            (7, 9) if early else (-7, -9),
            textcoords="offset points",
            ha="left" if early else "right",
            va="bottom" if early else "top",
            fontsize=9,
            color=INK,
        )
    everything = found.curve[-1].right.value
    axes.plot([0, 1], [everything] * 2, color=SOFT, linewidth=0.9, linestyle=(0, (2, 3)))
    axes.annotate(
        translate("never silent", language),
        (0.005, everything),
        (0, -4),
        textcoords="offset points",
        va="top",
        fontsize=8.5,
        color=SOFT,
    )
    axes.set_xlim(0, 1.01)
    axes.set_ylim(0, 1.03)
    as_percent(axes, "x")
    as_percent(axes, "y")
    axes.set_xlabel(translate("share of the photos that it answers", language))
    axes.set_ylabel(translate("how often it is right", language))
    return figure
