"""Which labels are taken for each other, drawn."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pyojeong.lab.recipe import Pair
from pyojeong.lab.score_plots import counted, shares
from pyojeong.lab.style import INK, RULE, styled


@styled
def mixed_up(
    counts: npt.NDArray[np.int64], labels: Sequence[str], framed: Sequence[Pair], language: str
) -> Figure:
    """Draw the mistakes alone: how often a label was told for another, darkest where most often.

    Args:
        counts: int [true label, told label].
        labels: in that order.
        framed: pairs to draw a frame around, both ways.
        language: of the words in it.
    """
    shade = shares(counts)
    np.fill_diagonal(shade, np.nan)
    worst = float(np.nanmax(shade))
    figure = counted(counts, labels, shade / worst if worst else shade, language)
    axes = figure.axes[0]
    for place in range(len(labels)):
        axes.add_patch(Rectangle((place, place), 1, 1, color=RULE, alpha=0.5, lw=0))
    for a, b in ((labels.index(a), labels.index(b)) for a, b in framed):
        for x, y in ((a, b), (b, a)):
            frame = Rectangle((x + 0.03, y + 0.03), 0.94, 0.94, fill=False, ec=INK, lw=1.4)
            axes.add_patch(frame)
    return figure
