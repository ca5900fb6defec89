"""Phase graphs, drawn: panels one above the other, with the same days along.

Days and not sessions stand along, so that a week without practice is seen as one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pyojeong.app.domain.mastery import MASTERY
from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.phases import Change, Kind, Panel, Pause, Point, Turn
from pyojeong.app.evidence.share import NONE, Share
from pyojeong.app.figures.figure import Figure, Table, nothing
from pyojeong.app.figures.planning import in_words
from pyojeong.app.figures.svg import NORMAL, Drawing, lines_of, width_of
from pyojeong.app.figures.words import NOTHING, PERCENT, PERIODS, Words, whole
from pyojeong.core.i18n import mark

TITLE = mark("Phase graphs")
ABOUT = mark(
    "A panel for each feeling, with the share of right answers upwards and days along. Lines mark "
    "where teaching began, where the feeling was mastered, and changes of the plan. The table "
    "below has the same numbers."
)
CAPTION = mark("Right answers of each feeling, by day or week and by kind")
FEELING, EVENTS = mark("Feeling"), mark("What changed")
NUMBER, SESSION = mark("Number of the session"), mark("session {number}")
DATE = mark("Date")
EVERY = mark("all feelings")
CRITERION = mark("criterion {percent} %")
MISSED = mark("Days without a session: {count}")
MORE = mark("More changes are in the table: {count}")
LATEST = mark(
    "Feelings shown: {count}. Of the latest held-out probes before teaching {before} % were right, "
    "of the latest ones since teaching began {since} %."
)
WAITING = mark("Feelings shown: {count}. Nothing has been probed since teaching began, so far.")

KINDS: dict[Kind, str] = {
    "baseline": mark("before teaching"),
    "taught": mark("since teaching began"),
    "gate": mark("check before mastery"),
    "kept": mark("once mastered"),
    "step": mark("a new step, not taught yet"),
    "form": mark("probe form"),
    "real": mark("real life"),
    "teach": mark("in teaching, without help"),
}
SHAPES: dict[Kind, str] = {
    "baseline": "ring",
    "taught": "disc",
    "gate": "diamond",
    "kept": "square",
    "step": "triangle",
    "form": "frame",
    "real": "cross",
}
SHIFT: dict[Kind, float] = {"gate": 3, "kept": 3, "step": -3, "form": 5}  # pixels, so all are seen
TURNS: dict[Turn, str] = {
    "teaching": mark("teaching"),
    "mastered": mark("mastered"),
    "again": mark("taught again"),
}
BASELINE = mark("baseline")
BEGUN: Turn = "teaching"  # after the session's probes; the other turns follow from all of it

WIDTH, LEFT, RIGHT = 824, 124, 28  # pixels
HIGH, ABOVE = 84, 50  # pixels of a panel, and of the words above it
LOWEST, APART, ROWS = 11, 14, 3  # pixels above a panel, between rows of its words, and their count
SIZE, SIZE_OF_WEEKS = 4, 3  # pixels, half of a mark
BEFORE = 7  # pixels between a phase line and a mark of the same session
ROOM = 74  # pixels between two dates
ROW = 18  # pixels between two rows of words
CHANGES = 8  # told below the graph
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Scale:
    """Where days stand along."""

    since: date
    until: date

    def x(self, day: date) -> float:
        """Return how far right a day lies; one after the last, at the end; a single one, left."""
        whole_time = (self.until - self.since).days
        part = min(1.0, (day - self.since).days / whole_time) if whole_time else 0.0
        return LEFT + 14 + part * (WIDTH - LEFT - RIGHT - 28)


def phase_graph(panels: Sequence[Panel], language: Language) -> Figure:
    """Return the panels as a figure."""
    say = Words(language)
    title = say(TITLE)
    if not panels:
        return nothing(title, say(NOTHING))
    kinds = [kind for kind in KINDS if any(panel.of(kind) for panel in panels)]
    drawing = Drawing("phases", WIDTH, 0, title, say(ABOUT))
    top = _legend(drawing, kinds, say)
    scale = Scale(panels[0].since, panels[0].until)
    for turn, panel in enumerate(panels):
        _panel(drawing, scale, panel, top + ABOVE + turn * (HIGH + ABOVE), say, first=turn == 0)
    bottom = top + len(panels) * (HIGH + ABOVE)
    _dates(drawing, scale, panels, bottom, say)
    drawing.height = _told(drawing, panels[0], bottom + 52, say)
    return Figure(drawing.svg(), title, _table(panels, kinds, say), _note(panels, say))


def _legend(drawing: Drawing, kinds: Sequence[Kind], say: Words) -> float:
    """Draw what each mark and line means, and return where it ends."""
    names = [say(KINDS[kind]) for kind in kinds] + [say(CRITERION, percent=whole(MASTERY))]
    widths = [(36 + width_of(name), turn) for turn, name in enumerate(names)]
    y = 16.0
    for row in lines_of(widths, WIDTH):
        x = 8.0
        for turn in row:
            _sample(drawing, kinds[turn] if turn < len(kinds) else None, x + 8, y - 4)
            drawing.text(x + 22, y, names[turn])
            x += widths[turn][0]
        y += ROW
    return y - ROW


def _sample(drawing: Drawing, kind: Kind | None, x: float, y: float) -> None:
    """Draw the mark or the line of a kind; None: the line of the criterion."""
    if kind is None:
        drawing.line(x - 8, y, x + 8, y, colour="accent", dashes="6 4", width=1.5)
    elif kind == "teach":
        drawing.line(x - 8, y, x + 8, y, colour="line", width=1.5, dashes="2 2")
    else:
        drawing.mark(SHAPES[kind], x, y)


def _frame(drawing: Drawing, top: float, say: Words) -> None:
    """Draw the axes of a panel, and the line of the criterion."""
    for share in (0.0, 0.5, 1.0):
        y = _y(top, share)
        drawing.line(LEFT, y, WIDTH - RIGHT, y, colour="grid")
        drawing.text(
            LEFT - 6, y + 4, say(PERCENT, percent=whole(share)), anchor="end", colour="quiet"
        )
    y = _y(top, MASTERY)
    drawing.line(LEFT, y, WIDTH - RIGHT, y, colour="accent", dashes="6 4", width=1.5)
    drawing.line(LEFT, top, LEFT, top + HIGH)


def _panel(
    drawing: Drawing, scale: Scale, panel: Panel, top: float, say: Words, *, first: bool
) -> None:
    for pause in panel.pauses:
        _pause(drawing, scale, pause, top)
    _frame(drawing, top, say)
    drawing.text(LEFT - 46, top + HIGH / 2 + 4, say.feeling(panel.feeling), size=NORMAL,
                 anchor="end", bold=True)  # fmt: skip
    letters = _changes(drawing, scale, _since(panel), top)
    _words(drawing, [*_turns(drawing, scale, panel, top, say), *(letters if first else ())], top)
    _joined(drawing, scale, panel, ("teach",), top)
    _joined(drawing, scale, panel, ("baseline",), top)
    _joined(drawing, scale, panel, ("taught",), top)
    for point in panel.points:
        if point.kind != "teach":
            x = _x(scale, panel, point) + SHIFT.get(point.kind, 0)
            size = SIZE_OF_WEEKS if panel.weekly else SIZE
            drawing.mark(SHAPES[point.kind], x, _y(top, _value(point)), size)


def _y(top: float, share: float) -> float:
    return top + HIGH * (1 - share)


def _x(scale: Scale, panel: Panel, point: Point) -> float:
    """Return where a point stands: of the session in which teaching began, before the line."""
    x = scale.x(point.day)
    began = any(line.turn == BEGUN and line.session == point.session for line in panel.lines)
    return x - BEFORE if point.kind == "baseline" and began else x


def _value(point: Point) -> float:
    return point.share.right / point.share.n


def _joined(
    drawing: Drawing, scale: Scale, panel: Panel, kinds: tuple[Kind, ...], top: float
) -> None:
    """Join points of a kind, but not across a phase line or a pause."""
    light = "teach" in kinds
    for part in _parts(panel, panel.of(*kinds)):
        places = [(_x(scale, panel, point), _y(top, _value(point))) for point in part]
        if light:
            drawing.way(places, colour="line", width=1.5, dashes="2 2")
        else:
            drawing.way(places, colour="ink", width=1.5)


def _parts(panel: Panel, points: Sequence[Point]) -> Iterator[Sequence[Point]]:
    """Give the points between two phase lines or pauses."""
    begins = [pause.until for pause in panel.pauses]
    after = [line.day for line in panel.lines if line.turn != BEGUN]

    def part_of(point: Point) -> int:
        return sum(day <= point.day for day in begins) + sum(day < point.day for day in after)

    for _turn, part in groupby(points, part_of):
        yield tuple(part)


def _pause(drawing: Drawing, scale: Scale, pause: Pause, top: float) -> None:
    left, right = scale.x(pause.since), scale.x(pause.until)
    if right - left > 2 * BEFORE:
        drawing.hatch(left + BEFORE, top, right - left - 2 * BEFORE, HIGH)


def _changes(
    drawing: Drawing, scale: Scale, changes: Sequence[Change], top: float
) -> list[tuple[float, str]]:
    """Draw a dotted line for each day on which the plan changed, and return its letter."""
    letters = []
    for turn, day in enumerate(dict.fromkeys(change.day for change in changes)):
        x = scale.x(day)
        drawing.line(x, top, x, top + HIGH, colour="line", dashes="1 3", width=1.5)
        letters.append((x - 6, letter(turn)))
    return letters


def _since(panel: Panel) -> list[Change]:
    """Return the changes from the first session on; those before it are where all began."""
    return [change for change in panel.changes if change.day >= panel.since]


def letter(turn: int) -> str:
    """Return a, b, ... z, and then a1, b1, ..."""
    again, place = divmod(turn, len(LETTERS))
    return LETTERS[place] + (str(again) if again else "")


def _turns(
    drawing: Drawing, scale: Scale, panel: Panel, top: float, say: Words
) -> list[tuple[float, str]]:
    """Draw the phase lines, and return the words of the phases and where they begin."""
    words = [(float(LEFT), say(BASELINE))] if panel.of("baseline") else []
    for line in panel.lines:
        x = scale.x(line.day) + (0 if panel.weekly or line.turn == BEGUN else BEFORE)
        drawing.line(x, top - LOWEST, x, top + HIGH, colour="ink", width=1.5)
        words.append((x, say(TURNS[line.turn])))
    return words


def _words(drawing: Drawing, words: Sequence[tuple[float, str]], top: float) -> None:
    """Write words above a panel; those that would touch others stand a row higher."""
    ends = [0.0] * ROWS
    for x, text in sorted(words):
        start = min(x + 3, WIDTH - width_of(text) - 4)
        row = next((row for row, end in enumerate(ends) if start > end), ROWS - 1)
        drawing.text(start, top - LOWEST - APART * row, text)
        ends[row] = start + width_of(text) + 6


def _dates(
    drawing: Drawing, scale: Scale, panels: Sequence[Panel], bottom: float, say: Words
) -> None:
    """Write days below the last panel, and the number of the session where a point is one."""
    sessions = {
        point.day: point.session
        for panel in panels
        for point in panel.points
        if point.session is not None
    }
    days = sorted(sessions) or sorted({point.day for panel in panels for point in panel.points})
    last = -float(ROOM)
    for day in days:
        x = scale.x(day)
        if x - last < ROOM:
            continue
        last = x
        drawing.line(x, bottom, x, bottom + 5)
        drawing.text(x, bottom + 19, _dated(day, panels[0], say), anchor="middle")
        if (session := sessions.get(day)) is not None:
            number = say(SESSION, number=session + 1)
            drawing.text(x, bottom + 34, number, anchor="middle", colour="quiet")


def _dated(day: date, panel: Panel, say: Words) -> str:
    long = panel.since.year != panel.until.year
    return say.period("month", day) if long and panel.weekly else say.day(day)


def _told(drawing: Drawing, panel: Panel, y: float, say: Words) -> float:
    """Write what letters and hatching mean, and return where it ends."""
    rows = [f"{letter(turn)}: {text}" for turn, text in enumerate(_by_day(_since(panel), say))]
    rows += [
        f"{say.whole_day(one.since)} – {say.whole_day(one.until)}: {_missed(one, say)}"
        for one in panel.pauses
    ]
    shown = rows if len(rows) <= CHANGES else rows[:CHANGES]
    if len(rows) > CHANGES:
        shown = [*shown, say(MORE, count=len(rows) - CHANGES)]
    for row in shown:
        for text in _folded(row):
            drawing.text(8, y, text)
            y += ROW
    return y


def _by_day(changes: Sequence[Change], say: Words) -> Iterator[str]:
    for day, group in groupby(changes, lambda change: change.day):
        yield f"{say.whole_day(day)}. " + "; ".join(in_words(change, say) for change in group)


def _folded(text: str) -> Iterator[str]:
    """Give a text in lines that the figure has room for."""
    words = text.split(" ")
    widths = [(width_of(word + " "), turn) for turn, word in enumerate(words)]
    for line in lines_of(widths, WIDTH - 24):
        yield " ".join(words[turn] for turn in line)


def _missed(pause: Pause, say: Words) -> str:
    return say(MISSED, count=pause.days)


def _table(panels: Sequence[Panel], kinds: Sequence[Kind], say: Words) -> Table:
    day = say(PERIODS["week"] if panels[0].weekly else DATE)
    head = (say(FEELING), day, say(NUMBER), *(say(KINDS[kind]) for kind in kinds), say(EVENTS))
    rows = [row for panel in panels for row in _rows(panel, kinds, say)]
    return Table(say(CAPTION), head, (*rows, *_events(panels[0], len(kinds), say)))


def _rows(panel: Panel, kinds: Sequence[Kind], say: Words) -> Iterator[tuple[str, ...]]:
    turns: dict[date, list[str]] = {}
    for line in panel.lines:
        turns.setdefault(line.day, []).append(f"{say.whole_day(line.day)}: {say(TURNS[line.turn])}")
    waiting = sorted(turns)
    for (day, session), group in groupby(panel.points, lambda point: (point.day, point.session)):
        there = {point.kind: point.share for point in group}
        told: list[str] = []
        while waiting and (waiting[0] <= day or (panel.weekly and (waiting[0] - day).days < 7)):
            told += turns[waiting.pop(0)]
        yield (
            say.feeling(panel.feeling),
            say.whole_day(day),
            "" if session is None else str(session + 1),
            *(_counted(there.get(kind, NONE)) for kind in kinds),
            "; ".join(told),
        )


def _counted(share: Share) -> str:
    return f"{share.right}/{share.n}" if share.n else ""


def _events(panel: Panel, kinds: int, say: Words) -> Iterator[tuple[str, ...]]:
    """Give the rows of what holds for all feelings: changes of the plan, and pauses."""
    told = [(change.day, in_words(change, say)) for change in panel.changes]
    told += [(pause.since, _missed(pause, say)) for pause in panel.pauses]
    for day, text in sorted(told):
        yield (say(EVERY), say.whole_day(day), "", *([""] * kinds), text)


def _note(panels: Sequence[Panel], say: Words) -> str:
    """Return how the latest points before teaching and since lie, over all feelings."""
    before = _together(panel.of("baseline")[-1:] for panel in panels if panel.lines)
    since = _together(panel.of("taught", "gate", "kept")[-1:] for panel in panels if panel.lines)
    if not (before.n and since.n):
        return say(WAITING, count=len(panels))
    return say(
        LATEST,
        count=len(panels),
        before=whole(before.right / before.n),
        since=whole(since.right / since.n),
    )


def _together(groups: Iterable[Sequence[Point]]) -> Share:
    shares = [point.share for points in groups for point in points]
    return Share(sum(one.right for one in shares), sum(one.n for one in shares))
