"""Confusion matrices, drawn: the first answers beside the latest ones, with their counts."""

from collections.abc import Sequence

from pyojeong.app.domain.feelings import Feeling
from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.confusions import Confusions, Matrix
from pyojeong.app.evidence.seen import Chosen
from pyojeong.app.figures.figure import Figure, Table, nothing
from pyojeong.app.figures.svg import NORMAL, ON_RAMP, RAMP, Drawing, width_of
from pyojeong.app.figures.transfer import shade_of
from pyojeong.app.figures.words import NOTHING, Words
from pyojeong.core.i18n import mark

TITLE = mark("What was taken for what")
ABOUT = mark(
    "Two tables side by side, the first answers and the latest ones. Rows are the feelings that "
    "were asked, columns what was chosen; right answers are framed. The table below has the same "
    "numbers."
)
CAPTION = mark("Answers to held-out probes: what was asked, and what was chosen")
FIRST = mark("First: {days}, {count} answers")
LATEST = mark("Latest: {days}, {count} answers")
DAYS = mark("{since} to {until}")
NONE_YET = mark("none yet")
ASKED, CHOSEN = mark("Asked"), mark("Chosen")
FIRST_HEAD, LATEST_HEAD = mark("First answers"), mark("Latest answers")
RIGHT = mark("Right: {first} of {first_count} at first, {latest} of {latest_count} lately.")
SHARED = mark(
    "Right: {first} of {first_count} at first, {latest} of {latest_count} lately; {shared} answers "
    "are in both, as there are few so far."
)

CELL, SPACE, TOP = 38, 28, 34  # pixels: of a cell, between the two, above the words of columns
LEAST, EDGE = 380, 6  # pixels: of a matrix with its words, and beside the last of them
TILT = -50  # degrees of the words above columns
LEAN, REACH = 0.77, 0.65  # of their length: height, and width to the right


def confusion_matrices(values: Confusions, language: Language) -> Figure:
    """Return both matrices as a figure."""
    say = Words(language)
    title = say(TITLE)
    if not values.latest.n:
        return nothing(title, say(NOTHING))
    asked, chosen = values.asked, values.chosen
    left = 16 + max(width_of(say.feeling(one), NORMAL) for one in asked)
    head = TOP + LEAN * max(width_of(say.feeling(one)) for one in chosen) + 10
    wide = max(_reach(left, chosen, say), LEAST)
    height = head + CELL * len(asked) + 12
    drawing = Drawing("confusions", 2 * wide + SPACE, height, title, say(ABOUT))
    for turn, (words, matrix) in enumerate(((FIRST, values.first), (LATEST, values.latest))):
        x = turn * (wide + SPACE)
        drawing.text(x, 16, _named(words, matrix, say), size=NORMAL, bold=True)
        _matrix(drawing, x + left, head, matrix, asked, chosen, say)
    return Figure(drawing.svg(), title, _table(values, say), _note(values, say))


def _reach(left: float, chosen: Sequence[Chosen], say: Words) -> float:
    """Return how far right the words above the columns reach, and the last column."""
    words = (
        _middle(left, column) + REACH * width_of(say.feeling(one))
        for column, one in enumerate(chosen)
    )
    return max(left + CELL * len(chosen), *words) + EDGE


def _middle(left: float, column: int) -> float:
    return left + column * CELL + CELL / 2


def _named(words: str, matrix: Matrix, say: Words) -> str:
    days = say(NONE_YET)
    if matrix.since and matrix.until:
        days = say(DAYS, since=say.whole_day(matrix.since), until=say.whole_day(matrix.until))
    return say(words, days=days, count=matrix.n)


def _matrix(
    drawing: Drawing,
    left: float,
    top: float,
    matrix: Matrix,
    asked: tuple[Feeling, ...],
    chosen: tuple[Chosen, ...],
    say: Words,
) -> None:
    for column, other in enumerate(chosen):
        drawing.text(_middle(left, column), top - 6, say.feeling(other), turned=TILT)
    for row, feeling in enumerate(asked):
        y, n = top + row * CELL, matrix.asked(feeling)
        drawing.text(left - 6, y + 24, say.feeling(feeling), size=NORMAL, anchor="end")
        for column, other in enumerate(chosen):
            count = matrix.counts.get((feeling, other), 0)
            _cell(drawing, left + column * CELL, y, count, n, right=feeling == other)


def _cell(drawing: Drawing, x: float, y: float, count: int, n: int, *, right: bool) -> None:
    """Draw a cell: darker the larger its part of the row is; the right answer has a frame."""
    shade = shade_of(count / n) if n else 0
    fill = RAMP[shade] if count else "none"
    drawing.box(x + 1, y + 1, CELL - 2, CELL - 2, fill=fill, colour="grid")
    if right:
        drawing.box(x + 2, y + 2, CELL - 4, CELL - 4, colour="ink", edge=2)
    if count:
        colour = ON_RAMP[shade]
        drawing.text(
            x + CELL / 2, y + 24, str(count), size=NORMAL, anchor="middle", bold=right,
            colour=colour,
        )  # fmt: skip


def _table(values: Confusions, say: Words) -> Table:
    rows = tuple(
        (
            say.feeling(feeling),
            say.feeling(other),
            str(values.first.counts.get((feeling, other), 0)),
            str(values.latest.counts.get((feeling, other), 0)),
        )
        for feeling in values.asked
        for other in values.chosen
        if (feeling, other) in values.first.counts or (feeling, other) in values.latest.counts
    )
    head = (say(ASKED), say(CHOSEN), _of(FIRST_HEAD, values.first, say))
    return Table(say(CAPTION), (*head, _of(LATEST_HEAD, values.latest, say)), rows)


def _of(words: str, matrix: Matrix, say: Words) -> str:
    return f"{say(words)} (n = {matrix.n})"


def _note(values: Confusions, say: Words) -> str:
    return say(
        SHARED if values.shared else RIGHT,
        first=values.first.right,
        first_count=values.first.n,
        latest=values.latest.right,
        latest_count=values.latest.n,
        shared=values.shared,
    )
