"""Figures as SVG text: a few shapes and words, and nothing that a browser or a printer could miss.

matplotlib would take seconds and some 100 MB of memory to begin, and a few hundred milliseconds a
figure, and would turn words into paths, which a screen reader cannot read and nobody can enlarge
apart from the rest. What is drawn here needs a twentieth of a second for a page, with real text.

Colours stand as presentation attributes, so that a figure is right alone and on paper; classes let
a page's style sheet change them for its dark theme. There are no styles, scripts and links in it.
"""

from collections.abc import Iterable, Sequence
from html import escape
from unicodedata import east_asian_width

INK, QUIET, LINE, GRID = "#22323a", "#465a62", "#6b8186", "#c3d2d3"
ACCENT, PAPER = "#2a6770", "#fdfefd"

# Pale to dark, so that lightness alone tells shares under 50, under 70, under 90 % and above.
RAMP = ("#f4efe1", "#cfe0d8", "#86b8b4", "#1f5e68")
ON_RAMP = (INK, INK, INK, "#ffffff")

SMALL, NORMAL = 12, 13  # pixels at the figure's own size
FONTS = "system-ui, 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', sans-serif"
WIDE, NARROW = 1.0, 0.56  # width of a letter, in its height: of Korean, and of all else

COLOURS = {"ink": INK, "quiet": QUIET, "line": LINE, "grid": GRID, "accent": ACCENT}


def number(value: float) -> str:
    """Return a length with one digit after the point, or none.

    Raises:
        ValueError: it is no finite number; no figure may hold such a one.
    """
    if not abs(value) < 1e6:
        raise ValueError(f"{value} cannot be drawn")
    return f"{value:.1f}".removesuffix(".0")


def width_of(text: str, size: float = SMALL) -> float:
    """Return about how wide a text is, in pixels."""
    letters = (WIDE if east_asian_width(letter) in "WF" else NARROW for letter in text)
    return size * sum(letters)


class Drawing:
    """An SVG under way; every method adds one shape, later ones above.

    Args:
        name: begins each id in it: two figures on a page need two names.
        width: in pixels.
        height: in pixels; may be set again until the end.
        title: says what it shows.
        about: says what is to be seen, for those who hear it.
    """

    def __init__(self, name: str, width: float, height: float, title: str, about: str) -> None:
        self.name = name
        self.width = width
        self.height = height
        self._words = (title, about)
        self._parts: list[str] = []

    def svg(self) -> str:
        """Return it whole."""
        title, about = map(escape, self._words)
        width, height = number(self.width), number(self.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="figure-svg" role="img" '
            f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'aria-labelledby="{self.name}-title {self.name}-desc" '
            f'font-family="{FONTS}" font-size="{SMALL}" fill="{INK}">'
            f'<title id="{self.name}-title">{title}</title>'
            f'<desc id="{self.name}-desc">{about}</desc>{"".join(self._parts)}</svg>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: int = SMALL,
        anchor: str = "start",
        bold: bool = False,
        colour: str = "ink",
        turned: int = 0,
    ) -> None:
        """Write words whose line stands on y.

        Args:
            x: of their start, middle or end, as the anchor has it.
            y: of the line they stand on.
            words: any; escaped here.
            size: in pixels.
            anchor: start, middle or end.
            bold: heavier.
            colour: a name of COLOURS, which is a class too; or a colour, the same in all themes.
            turned: degrees, clockwise.
        """
        x_text, y_text = number(x), number(y)
        more = f' transform="rotate({turned} {x_text} {y_text})"' if turned else ""
        more += ' font-weight="600"' if bold else ""
        self._parts.append(
            f'<text x="{x_text}" y="{y_text}" font-size="{size}" text-anchor="{anchor}"'
            f"{_filled(colour)}{more}>{escape(words)}</text>"
        )

    def line(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        *,
        colour: str = "line",
        width: float = 1,
        dashes: str = "",
    ) -> None:
        """Draw a straight line; dashes: lengths of strokes and spaces, in pixels."""
        self._parts.append(
            f'<line x1="{number(x)}" y1="{number(y)}" x2="{number(to_x)}" y2="{number(to_y)}"'
            f"{_stroked(colour, width, dashes)}/>"
        )

    def way(
        self,
        points: Sequence[tuple[float, float]],
        *,
        colour: str = "ink",
        width: float = 1.5,
        dashes: str = "",
    ) -> None:
        """Draw a line through points; of one alone there is none."""
        if len(points) < 2:
            return
        places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._parts.append(
            f'<polyline points="{places}" fill="none"{_stroked(colour, width, dashes)}/>'
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        colour: str | None = "line",
        edge: float = 1,
        dashes: str = "",
    ) -> None:
        """Draw a box; colour: of its edge, None: it has none."""
        stroke = _stroked(colour, edge, dashes) if colour else ""
        self._parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" '
            f'height="{number(height)}"{_filled(fill)}{stroke}/>'
        )

    def hatch(self, x: float, y: float, width: float, height: float, step: float = 8) -> None:
        """Draw slanting lines in a box: a pattern that needs no ids."""
        strokes = []
        along = step
        while along < width + height:
            over, under = max(0.0, along - width), min(along, height)
            strokes.append(
                f"M{number(x + along - over)} {number(y + over)}"
                f"L{number(x + along - under)} {number(y + under)}"
            )
            along += step
        self._parts.append(f'<path d="{"".join(strokes)}"{_stroked("grid", 1, "")}/>')

    def mark(self, shape: str, x: float, y: float, size: float = 4) -> None:
        """Draw a mark around a point, as MARKS has its shape."""
        filled, path = MARKS[shape]
        places = " ".join(f"{number(x + size * dx)},{number(y + size * dy)}" for dx, dy in path)
        if not path:
            shape_text = f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(size)}"'
        elif filled is None:
            self._crossed(x, y, size)
            return
        else:
            shape_text = f'<polygon points="{places}"'
        fill = ' class="mark" fill="#22323a"' if filled else f' class="open" fill="{PAPER}"'
        self._parts.append(f'{shape_text}{fill} stroke="{INK}" stroke-width="1.5"/>')

    def _crossed(self, x: float, y: float, size: float) -> None:
        for dx, dy in ((1, 1), (1, -1)):
            self.line(
                x - size * dx, y - size * dy, x + size * dx, y + size * dy, colour="ink", width=2
            )


Corners = tuple[tuple[float, float], ...]

# By shape: whether it is filled (None: it has no inside), and its corners, in half sizes.
MARKS: dict[str, tuple[bool | None, Corners]] = {
    "ring": (False, ()),
    "disc": (True, ()),
    "diamond": (True, ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0))),
    "square": (True, ((-1, -1), (1, -1), (1, 1), (-1, 1))),
    "triangle": (False, ((0, -1.2), (1.2, 1), (-1.2, 1))),
    "frame": (False, ((-1, -1), (1, -1), (1, 1), (-1, 1))),
    "cross": (None, ((0, 0),)),
}


def lines_of(items: Iterable[tuple[float, int]], width: float) -> list[list[int]]:
    """Return which items stand in which line, so that none is wider than that.

    Args:
        items: width and number of each, in order.
        width: of a line.
    """
    lines: list[list[int]] = [[]]
    taken = 0.0
    for wide, item in items:
        if lines[-1] and taken + wide > width:
            lines.append([])
            taken = 0.0
        lines[-1].append(item)
        taken += wide
    return lines


def _filled(colour: str) -> str:
    """Return the attributes of a fill: named ones have a class, by which a page changes them."""
    if colour in COLOURS:
        return f' class="{colour}" fill="{COLOURS[colour]}"'
    return f' fill="{colour}"'


def _stroked(colour: str, width: float, dashes: str) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    named = f' class="s-{colour}"' if colour in COLOURS else ""
    return f'{named} stroke="{COLOURS.get(colour, colour)}" stroke-width="{number(width)}"{dashed}'
