"""The transfer map, drawn: a row a feeling, a column a kind of picture, story or life."""

from pyojeong.app.domain.trial import Language
from pyojeong.app.evidence.share import Share
from pyojeong.app.evidence.transfer import LATEST, Column, TransferMap
from pyojeong.app.figures.figure import Figure, Table, nothing
from pyojeong.app.figures.svg import NORMAL, ON_RAMP, RAMP, SMALL, Drawing, width_of
from pyojeong.app.figures.words import NOT_ASKED, NOTHING, Words, whole
from pyojeong.core.i18n import mark

TITLE = mark("Transfer map")
ABOUT = mark(
    "Rows are feelings, columns are kinds of faces, stories and real life. Each cell says how many "
    "of the latest held-out answers were right. The table below has the same numbers."
)
CAPTION = mark(
    "Right answers to held-out probes, up to the latest {count} of each kind. What is not here has "
    "not been asked yet."
)
FEELING = mark("Feeling")
KIND = mark("Kind")
RIGHT = mark("Right answers")
INTERVAL = mark("95 % interval")
STRONGEST = mark(
    "Asked at least {few} times: {count} cells, of which {strong} stand at 80 % or more; lowest so "
    "far: {feeling}, {kind} ({share})."
)
TOO_FEW = mark("No cell has {few} answers yet: too few to say where anything stands.")
UNSHADED = mark("fewer than {few}")

COLUMNS: dict[Column, str] = {
    "child": mark("child"),
    "teen": mark("teen"),
    "adult": mark("adult"),
    "elder": mark("older"),
    "100": mark("100 %"),
    "80": mark("80 %"),
    "60": mark("60 %"),
    "40": mark("40 %"),
    "moving": mark("moving"),
    "eyes": mark("eyes"),
    "mouth": mark("mouth"),
    "photo": mark("photo"),
    "story": mark("story"),
    "real": mark("real life"),
}
GROUPS: tuple[tuple[str, tuple[Column, ...]], ...] = (
    (mark("Drawn faces, by age"), ("child", "teen", "adult", "elder")),
    (mark("By strength"), ("100", "80", "60", "40")),
    (mark("Other pictures"), ("moving", "eyes", "mouth", "photo")),
    (mark("Beyond faces"), ("story", "real")),
)
LEGEND = (
    mark("under 50 %"),
    mark("50 to 69 %"),
    mark("70 to 89 %"),
    mark("90 % and more"),
)
SMALL_NUMBERS = mark("Small numbers: where the true share lies, in percent, with 95 % certainty")
BOUNDS = (0.5, 0.7, 0.9)  # between the shades
STRONG = 0.8
FEW = 5  # [D] answers, below which a cell has no shade: one more would change it too much

LEFT, WIDE, HIGH, SPACE, TOP = 92, 54, 48, 12, 48  # pixels: names, a cell, between groups, head


def transfer_map(values: TransferMap, language: Language) -> Figure:
    """Return the map as a figure."""
    say = Words(language)
    title = say(TITLE)
    if not values.cells:
        return nothing(title, say(NOTHING))
    places = _places(values.columns)
    width = max(places.values()) + WIDE + 6
    height = TOP + HIGH * len(values.feelings) + 56
    drawing = Drawing("transfer", width, height, title, say(ABOUT))
    _head(drawing, places, say)
    for row, feeling in enumerate(values.feelings):
        y = TOP + row * HIGH
        drawing.text(
            LEFT - 8, y + HIGH / 2 + 4, say.feeling(feeling), size=NORMAL, anchor="end", bold=True
        )
        for column, x in places.items():
            _cell(drawing, x, y, values.cell(feeling, column), say)
    _legend(drawing, height - 40, say)
    return Figure(drawing.svg(), title, _table(values, say), _note(values, say))


def shade_of(share: float) -> int:
    """Return which shade of the ramp a share has."""
    return sum(share >= bound for bound in BOUNDS)


def column_name(column: Column, say: Words) -> str:
    """Return what a column is called where it stands alone: with its group."""
    group = next(name for name, columns in GROUPS if column in columns)
    return f"{say(group)}: {say(COLUMNS[column])}"


def _places(columns: tuple[Column, ...]) -> dict[Column, float]:
    places: dict[Column, float] = {}
    x = float(LEFT)
    for _name, members in GROUPS:
        for column in members:
            if column in columns:
                places[column] = x
                x += WIDE
        x += SPACE
    return places


def _head(drawing: Drawing, places: dict[Column, float], say: Words) -> None:
    for name, members in GROUPS:
        there = [places[column] for column in members if column in places]
        left, right = min(there), max(there) + WIDE
        drawing.text((left + right) / 2, 14, say(name), anchor="middle", bold=True)
        drawing.line(left + 2, 20, right - 2, 20)
    for column, x in places.items():
        drawing.text(x + WIDE / 2, 38, say(COLUMNS[column]), anchor="middle")


def _cell(drawing: Drawing, x: float, y: float, share: Share, say: Words) -> None:
    middle = x + WIDE / 2
    ends = share.interval
    if ends is None:
        drawing.box(x + 1, y + 1, WIDE - 2, HIGH - 2, colour="grid", dashes="3 3")
        words = say(NOT_ASKED).split()
        first = y + HIGH / 2 + 4 - 7 * (len(words) - 1)
        for turn, word in enumerate(words):
            drawing.text(middle, first + 14 * turn, word, anchor="middle", colour="quiet")
        return
    shade = shade_of(share.right / share.n)
    few = share.n < FEW
    drawing.box(x + 1, y + 1, WIDE - 2, HIGH - 2, fill="none" if few else RAMP[shade])
    colour = "ink" if few else ON_RAMP[shade]
    drawing.text(
        middle,
        y + 20,
        f"{share.right}/{share.n}",
        size=NORMAL,
        anchor="middle",
        bold=True,
        colour=colour,
    )
    small = f"{whole(ends.low)}–{whole(ends.high)}"
    drawing.text(middle, y + 37, small, size=SMALL, anchor="middle", colour=colour)


def _legend(drawing: Drawing, y: float, say: Words) -> None:
    x = float(LEFT)
    shades = [("none", say(UNSHADED, few=FEW)), *zip(RAMP, map(say, LEGEND), strict=True)]
    for fill, words in shades:
        drawing.box(x, y, 22, 16, fill=fill)
        drawing.text(x + 28, y + 13, words)
        x += 28 + width_of(words) + 20
    drawing.text(LEFT, y + 34, say(SMALL_NUMBERS), colour="quiet")


def _table(values: TransferMap, say: Words) -> Table:
    rows = [
        (
            say.feeling(feeling),
            column_name(column, say),
            say.share(share),
            say.percent(share),
            say.interval(share),
        )
        for feeling in values.feelings
        for column in values.columns
        if (share := values.cell(feeling, column)).n
    ]
    head = (say(FEELING), say(KIND), say(RIGHT), "%", say(INTERVAL))
    return Table(say(CAPTION, count=LATEST), head, tuple(rows))


def _note(values: TransferMap, say: Words) -> str:
    told = {cell: share for cell, share in values.cells.items() if share.n >= FEW}
    if not told:
        return say(TOO_FEW, few=FEW)
    strong = sum(share.right / share.n >= STRONG for share in told.values())
    feeling, column = min(told, key=lambda cell: told[cell].right / told[cell].n)
    return say(
        STRONGEST,
        few=FEW,
        count=len(told),
        strong=strong,
        feeling=say.feeling(feeling),
        kind=column_name(column, say),
        share=say.share(told[feeling, column]),
    )
