"""Who stands where, drawn: mean ranks, and bars that join what cannot be told apart."""

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from pyojeong.core.i18n import translate
from pyojeong.lab.comparison import Compared, Standing
from pyojeong.lab.phrases import percent
from pyojeong.lab.plots import WIDTH
from pyojeong.lab.style import ACCENT, INK, POINTS, RULE, SOFT, sheet, styled

ROW = 0.27  # inches from name to name
BAR = 0.15  # inches from bar to bar


@styled
def critical_difference(compared: Compared, language: str) -> Figure:
    """Draw the candidates along their mean ranks (layout of Demsar 2006, figure 1).

    The bars are ours: each joins, by dots, candidates of which no pair is told apart.
    """
    standings = sorted(compared.standings, key=lambda one: one.rank)
    bars = ties(compared)
    half = (len(standings) + 1) // 2
    depth = BAR * (len(bars) + 1) + ROW * half  # inches below the axis
    figure = sheet(WIDTH, depth + 0.65)
    axes = figure.add_subplot()
    axes.set_xlim(0.75, len(standings) + 0.25)
    axes.set_ylim(depth, 0)
    axes.set_xticks(range(1, len(standings) + 1))
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=4, color=RULE)
    axes.xaxis.set_label_position("top")
    axes.set_xlabel(translate("mean rank (1 is best)", language))
    axes.set_yticks([])
    for side, spine in axes.spines.items():
        spine.set_visible(side == "top")
    rank = {one.name: one.rank for one in standings}
    for place, names in enumerate(bars, start=1):
        _bar(axes, sorted(rank[name] for name in names), BAR * place)
    top = BAR * (len(bars) + 1)
    for row, one in enumerate(standings[:half]):
        _hang(axes, one, top + ROW * (row + 0.5), left=True, chosen=one.name == compared.chosen)
    for row, one in enumerate(reversed(standings[half:])):
        _hang(axes, one, top + ROW * (row + 0.5), left=False, chosen=one.name == compared.chosen)
    return figure


def ties(compared: Compared) -> list[frozenset[str]]:
    """Return every largest set of two or more candidates of which no pair is told apart.

    In the order of the standings. (Cliques after Bron and Kerbosch 1973.)
    """
    order = [one.name for one in compared.standings]
    near: dict[str, set[str]] = {name: set() for name in order}
    for one in compared.differences:
        if not one.told_apart:
            near[one.first].add(one.second)
            near[one.second].add(one.first)

    def grow(inside: set[str], able: set[str], done: set[str]) -> Iterable[frozenset[str]]:
        if not able and not done:
            yield frozenset(inside)
        for name in sorted(able, key=order.index):
            yield from grow(inside | {name}, able & near[name], done & near[name])
            able, done = able - {name}, done | {name}

    found = [clique for clique in grow(set(), set(order), set()) if len(clique) > 1]
    return sorted(found, key=lambda clique: sorted(order.index(name) for name in clique))


def _bar(axes: Axes, ranks: Sequence[float], depth: float) -> None:
    axes.plot([ranks[0], ranks[-1]], [depth] * 2, color=INK, linewidth=2.4, zorder=3)
    axes.plot(ranks, [depth] * len(ranks), "o", color=INK, markersize=5, zorder=4)


def _hang(axes: Axes, one: Standing, depth: float, *, left: bool, chosen: bool) -> None:
    """Draw a line from the axis down to a candidate's name, at the left or the right margin."""
    colour = ACCENT if chosen else SOFT
    edge = axes.get_xlim()[0 if left else 1]
    axes.plot(
        [one.rank, one.rank, edge],
        [0, depth, depth],
        color=colour,
        linewidth=1.8 if chosen else 0.9,
        solid_joinstyle="miter",
        zorder=2,
    )
    axes.annotate(
        f"{one.name}  {percent(one.accuracy)}",
        (0 if left else 1, depth),
        xycoords=blended_transform_factory(axes.transAxes, axes.transData),
        xytext=(-0.06 * POINTS if left else 0.06 * POINTS, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontsize=9,
        fontweight="bold" if chosen else "normal",
        annotation_clip=False,
    )
