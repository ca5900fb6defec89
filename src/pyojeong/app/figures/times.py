"""Reaction times, drawn: a box a period. A record of what was, and never a goal."""

from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.times import ReactionTimes, Spread
from pyojeong.app.figures.axes import Axes, periods_below, periods_head
from pyojeong.app.figures.figure import Figure, Table, nothing
from pyojeong.app.figures.svg import RAMP, Drawing
from pyojeong.app.figures.words import NOTHING, Words
from pyojeong.core.i18n import mark

TITLE = mark("How long answers took")
ABOUT = mark(
    "A box for each period: half of the right answers without help took as long as the box is "
    "high; the line in it is the middle one. The table below has the same numbers."
)
CAPTION = mark("Seconds until a right answer without help")
RECORD = mark("This is a record and never a goal: nobody has to be quick.")
ANSWERS = mark("Answers")
HEAD = (
    mark("5 % were quicker than"),
    mark("a quarter was quicker than"),
    mark("middle"),
    mark("a quarter was slower than"),
    mark("5 % were slower than"),
)
SECONDS = mark("{seconds} s")
MIDDLE = mark(
    "The middle answer took {first} s at first and {latest} s lately. This is a record and never a "
    "goal: nobody has to be quick."
)

HEIGHT, TOP, BOTTOM = 290, 40, 46  # pixels
MS = 1000
STEPS_MS = (500, 1000, 2000, 5000, 10_000, 20_000, 60_000, 300_000, 3_600_000)  # between lines
LINES = 6  # of the axis, at most


def reaction_times(values: ReactionTimes, language: Language) -> Figure:
    """Return the times as a figure."""
    say = Words(language)
    title = say(TITLE)
    if not values.spreads:
        return nothing(title, say(NOTHING))
    axes = Axes(top=TOP, bottom=HEIGHT - BOTTOM, count=len(values.spreads))
    drawing = Drawing("times", axes.width, HEIGHT, title, say(ABOUT))
    step = step_of(max(one.high for one in values.spreads))
    most = step * LINES
    for turn in range(LINES + 1):
        y = axes.y(turn / LINES)
        drawing.line(axes.left, y, axes.right, y, colour="grid")
        words = say(SECONDS, seconds=seconds(turn * step))
        drawing.text(axes.left - 6, y + 4, words, anchor="end", colour="quiet")
    drawing.text(axes.left, 18, say(RECORD), bold=True)
    for turn, one in enumerate(values.spreads):
        _box(drawing, axes, turn, one, most)
    rows = [(one.since, one.n) for one in values.spreads]
    periods_below(drawing, axes, values.period, rows, say)
    return Figure(drawing.svg(), title, _table(values, say), _note(values, say))


def step_of(most_ms: int) -> int:
    """Return the ms between two lines of the axis, so that a time lies below the last."""
    return next((step for step in STEPS_MS if step * LINES >= most_ms), -(-most_ms // LINES))


def seconds(ms: int) -> str:
    """Return ms in seconds, with a digit after the point where it is needed."""
    return f"{ms / MS:.1f}".removesuffix(".0")


def _box(drawing: Drawing, axes: Axes, turn: int, one: Spread, most: int) -> None:
    x, wide = axes.slot(turn)
    middle = x + wide / 2
    low, lower, median, upper, high = (axes.y(ms / most) for ms in _five(one))
    drawing.line(middle, low, middle, lower)
    drawing.line(middle, upper, middle, high)
    drawing.line(x + wide / 4, low, x + 3 * wide / 4, low)
    drawing.line(x + wide / 4, high, x + 3 * wide / 4, high)
    drawing.box(x, upper, wide, lower - upper, fill=RAMP[1])
    drawing.line(x, median, x + wide, median, colour="#22323a", width=2.5)
    drawing.text(middle, high - 5, seconds(one.median), anchor="middle", bold=True)


def _five(one: Spread) -> tuple[int, int, int, int, int]:
    return one.low, one.lower, one.median, one.upper, one.high


def _table(values: ReactionTimes, say: Words) -> Table:
    rows = tuple(
        (say.period(values.period, one.since), str(one.n), *map(seconds, _five(one)))
        for one in values.spreads
    )
    head = (periods_head(values.period, say), say(ANSWERS), *map(say, HEAD))
    return Table(say(CAPTION), head, rows)


def _note(values: ReactionTimes, say: Words) -> str:
    first, latest = values.spreads[0], values.spreads[-1]
    return say(MIDDLE, first=seconds(first.median), latest=seconds(latest.median))
