"""How every figure looks, and how it is written: one palette, one typeface, the same bytes.

Colours are named by what they are for. All lines and marks keep a contrast of 3:1 on white and on
the dark page, and every line is labelled where it ends, for those who see fewer colours.
"""

import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec

import matplotlib as mpl
from markupsafe import escape
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pyojeong.core.files import write_bytes

INK = "#23272e"  # words and axes
SOFT = "#5c6570"  # what is read second
RULE = "#d9dce0"  # grid and frames
ACCENT = "#2f6f9f"  # the one thing that the figure is about
ASIDE = "#7d858f"  # what it is compared with
WARM = "#bf5b2c"  # what is missing or wrong
# Telling apart up to nine lines; each is also labelled where it ends.
LINES = (
    "#2f6f9f",
    "#bf5b2c",
    "#2e8262",
    "#8a5a9e",
    "#96791c",
    "#b9496a",
    "#2a8596",
    "#6d747d",
    "#8f5f3f",
)
PARTS = ("#2f6f9f", "#6f9dbf", "#b5cbd9")  # training, validation, test: dark to light

FONTS = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "NanumGothic",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "DejaVu Sans",
)

# A page puts its own colours in place of these, so that a figure follows light and dark.
VARIABLES = {INK: "var(--ink)", SOFT: "var(--soft)", RULE: "var(--rule)"}

POINTS = 72  # of an SVG's inch
PNG_DPI = 200  # 6.4 in are 1,280 px

P = ParamSpec("P")


@cache
def fonts() -> list[str]:
    """Return the installed ones of FONTS, in that order."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in FONTS if name in installed]


def draws(language: str) -> bool:
    """Return whether an installed typeface has the language's letters."""
    return language != "ko" or fonts()[0] != "DejaVu Sans"


def settings(salt: str = "") -> dict[str, Any]:
    """Return matplotlib's settings; `salt` makes the identifiers inside an SVG its own."""
    return {
        "font.family": fonts(),
        "font.size": 10,
        "text.color": INK,
        "axes.edgecolor": RULE,
        "axes.labelcolor": SOFT,
        "axes.titlesize": 10,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.titlecolor": INK,
        "axes.unicode_minus": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "grid.color": RULE,
        "grid.linewidth": 0.6,
        "xtick.labelcolor": SOFT,
        "ytick.labelcolor": SOFT,
        "xtick.labelsize": 9,
        "ytick.labelsize": 9,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "savefig.facecolor": "none",
        "svg.fonttype": "none",  # words stay words: searchable, and in the page's typeface
        "svg.hashsalt": f"pyojeong{salt}",  # the same identifiers every time
    }


@contextmanager
def in_style(salt: str = "") -> Iterator[None]:
    """Set matplotlib to this style, and afterwards back to what it was."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(settings(salt))
        yield


def styled(plot: Callable[P, Figure]) -> Callable[P, Figure]:
    """Let a function draw in this style, whatever matplotlib is set to elsewhere."""

    @wraps(plot)
    def inside(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with in_style():
            return plot(*args, **kwargs)

    return inside


def sheet(width: float, height: float) -> Figure:
    """Return an empty figure of that many inches, outside pyplot's global list."""
    return Figure(figsize=(width, height), layout="constrained")


def grid(axes: Axes, axis: str) -> Axes:
    """Draw the grid lines that help to read values along `x` or `y`, and no other."""
    axes.grid(visible=True, axis="x" if axis == "x" else "y")
    return axes


def as_percent(axes: Axes, axis: str) -> None:
    """Write the fractions of an axis as percentages."""
    formatter = mpl.ticker.PercentFormatter(xmax=1, decimals=0, symbol=" %")
    (axes.xaxis if axis == "x" else axes.yaxis).set_major_formatter(formatter)


def apart(places: Sequence[float], distance: float) -> list[float]:
    """Move places up or down, as little as it takes, until none is nearer than `distance`.

    Neighbours that are too near form a block about their own mean; blocks that meet are merged
    (pool adjacent violators: the least-squares answer).
    """
    blocks: list[list[int]] = []
    for index in sorted(range(len(places)), key=lambda index: places[index]):
        blocks.append([index])
        while len(blocks) > 1 and _bottom(places, blocks[-1], distance) < (
            _bottom(places, blocks[-2], distance) + len(blocks[-2]) * distance
        ):
            last = blocks.pop()
            blocks[-1].extend(last)
    moved = list(places)
    for block in blocks:
        start = _bottom(places, block, distance)
        for step, index in enumerate(block):
            moved[index] = start + step * distance
    return moved


def _bottom(places: Sequence[float], block: Sequence[int], distance: float) -> float:
    mean = sum(places[index] for index in block) / len(block)
    return mean - (len(block) - 1) * distance / 2


@dataclass(frozen=True)
class Drawing:
    """A finished figure in one language.

    svg: the same text every time. png: on white, or None where no installed typeface has the
    language's letters. inches: its width.
    """

    name: str
    language: str
    svg: str
    png: bytes | None
    inches: float

    def save(self, folder: Path) -> None:
        """Write `<name>.<language>.svg` and `.png`."""
        stem = f"{self.name}.{self.language}"
        write_bytes(folder / f"{stem}.svg", self.svg.encode())
        if self.png is not None:
            write_bytes(folder / f"{stem}.png", self.png)

    def inline(self, title: str) -> str:
        """Return the SVG as a page embeds it: named for the ear, in the page's colours."""
        start = self.svg.index("<svg ")
        opening = self.svg[start : self.svg.index(">", start) + 1]
        body = self.svg[start + len(opening) :]
        body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
        # Names of groups are the same in every figure, and nothing refers to them.
        body = re.sub(r'<g id="[^"]*"', "<g", body)
        for colour, variable in VARIABLES.items():
            body = body.replace(colour, variable)
        box = re.findall(r'viewBox="([^"]*)"', opening)[0]
        head = (
            f'<svg viewBox="{box}" role="img" aria-label="{escape(title)}" '
            f'style="--inches: {self.inches:g}" xmlns:xlink="http://www.w3.org/1999/xlink">'
        )
        return head + body.strip()


def finish(name: str, language: str, figure: Figure) -> Drawing:
    """Return the figure as SVG and PNG, the same bytes every time."""
    svg, png = io.StringIO(), io.BytesIO()
    with in_style(f"-{name}-{language}"), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        figure.set_layout_engine("none")  # laid out once: the PNG is the same picture
        if draws(language):
            figure.savefig(
                png, format="png", dpi=PNG_DPI, facecolor="white", metadata={"Software": None}
            )
    return Drawing(name, language, svg.getvalue(), png.getvalue() or None, figure.get_figwidth())
